internal import SNNFormats

/// The description of a model: its layers and which takes whose results.
struct ModelConfig: Sendable {
  /// One use of a layer.
  struct Call: Sendable {
    /// The place of the layer.
    let layer: Int
    /// The places of the calls whose results it takes.
    let inputs: [Int]
  }

  let layers: [LayerConfig]
  let calls: [Call]
  /// The place of the call whose result is the model's.
  let output: Int

  /// The longest description in bytes.
  static let sizeLimit = 16 << 20
  static let layerLimit = 10_000

  /// Reads a description.
  ///
  /// - Parameter config: what Keras wrote into `config.json` or the attribute `model_config`.
  /// - Throws: an error of kind `badData` when it is no model, or holds a layer that is not read.
  init(parsing config: String) throws(FormatError) {
    let (className, body, list) = try Self.parts(of: config)
    let layers = try Self.layers(list)
    for layer in layers { try LayerRule.check(layer) }
    switch className {
    case "Sequential": self = try Self.sequence(layers, body)
    case "Functional", "Model": self = try Self.functional(layers, list, body)
    default:
      throw FormatError(
        kind: .badData,
        message:
          "the model is of the class “\(printable(className, limit: 200))”, which is not read",
        hint: "only Sequential and Functional models say how their layers are connected")
    }
  }

  init(layers: [LayerConfig], calls: [Call], output: Int) {
    (self.layers, self.calls, self.output) = (layers, calls, output)
  }

  /// The layers alone, whether they are read or not.
  static func layers(in config: String) throws(FormatError) -> [LayerConfig] {
    try layers(parts(of: config).list)
  }

  private static func layers(_ list: [JSONValue]) throws(FormatError) -> [LayerConfig] {
    guard list.count <= layerLimit else {
      throw FormatError(
        kind: .badData,
        message: "the model has \(list.count) layers, more than \(layerLimit)",
        hint: "check that this is the file you meant")
    }
    var layers: [LayerConfig] = []
    var names: Set<String> = []
    for (place, value) in list.enumerated() {
      let layer = try LayerConfig(value, place: place)
      guard names.insert(layer.name).inserted else {
        throw layer.refused("has the name of another layer", hint: KerasHint.saveAgain)
      }
      layers.append(layer)
    }
    return layers
  }

  private static func parts(
    of config: String
  ) throws(FormatError) -> (className: String, body: JSONValue, list: [JSONValue]) {
    let value = try JSONValue(
      parsing: Array(config.utf8), subject: "model's config", hint: KerasHint.saveAgain,
      limits: JSONValue.Limits(size: sizeLimit))
    guard let className = value["class_name"]?.text, let body = value["config"] else {
      throw FormatError(
        kind: .badData, message: "the model's config has no class or no contents",
        hint: KerasHint.saveAgain)
    }
    guard let list = body["layers"]?.elements else {
      throw FormatError(
        kind: .badData,
        message: "the model of the class “\(printable(className, limit: 200))” lists no layers",
        hint: "only Sequential and Functional models say how their layers are connected")
    }
    // What is not in the body: the shape that the model was built for.
    var fields = body.fields ?? [:]
    fields["build_config"] = value["build_config"]
    return (className, .object(fields), list)
  }
}

extension ModelConfig {
  /// Layers one after the other.
  private static func sequence(
    _ layers: [LayerConfig], _ body: JSONValue
  ) throws(FormatError) -> ModelConfig {
    var layers = layers
    if layers.first?.className != "InputLayer" {
      let shape =
        layers.first?["batch_input_shape"] ?? layers.first?["batch_shape"]
        ?? body["build_input_shape"] ?? body["build_config"]?["input_shape"]
      guard let shape, shape != .null else {
        throw FormatError(
          kind: .badData, message: "the model does not say the shape of its input",
          hint: "put keras.Input(shape=…) first, then save the model again")
      }
      let names = Set(layers.map(\.name))
      let name = (0...layers.count).lazy.map { "input_\($0)" }.first { !names.contains($0) }
      layers.insert(
        LayerConfig(
          name: name ?? "input", className: "InputLayer", settings: ["batch_shape": shape]), at: 0)
    }
    let calls = layers.indices.map { Call(layer: $0, inputs: $0 == 0 ? [] : [$0 - 1]) }
    return ModelConfig(layers: layers, calls: calls, output: calls.count - 1)
  }
}
