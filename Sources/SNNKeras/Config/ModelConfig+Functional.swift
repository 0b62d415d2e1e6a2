internal import SNNFormats

extension ModelConfig {
  /// Layers that name those whose results they take.
  ///
  /// - Parameters:
  ///   - layers: the layers.
  ///   - list: the same as they stand in the description.
  ///   - body: the rest of it.
  static func functional(
    _ layers: [LayerConfig], _ list: [JSONValue], _ body: JSONValue
  ) throws(FormatError) -> ModelConfig {
    var nodes: [[InboundNode]] = []
    for (layer, value) in zip(layers, list) {
      nodes.append(try InboundNode.all(of: layer, value["inbound_nodes"]))
    }
    var firstCalls: [Int] = []
    var count = 0
    for node in nodes {
      firstCalls.append(count)
      count += node.count
    }
    let places = Dictionary(
      uniqueKeysWithValues: layers.enumerated().map { ($0.element.name, $0.offset) })
    func call(_ source: InboundNode.Source) -> Int? {
      guard let layer = places[source.layer], nodes[layer].indices.contains(source.node),
        source.tensor == 0
      else { return nil }
      return firstCalls[layer] + source.node
    }
    var calls: [Call] = []
    for (place, layer) in layers.enumerated() {
      for node in nodes[place] {
        var inputs: [Int] = []
        for source in node.sources {
          guard let input = call(source) else {
            throw layer.refused(
              "takes the result of “\(printable(source.layer, limit: 200))”, which there is not",
              hint: KerasHint.saveAgain)
          }
          inputs.append(input)
        }
        calls.append(Call(layer: place, inputs: inputs))
      }
    }
    let input = try single(body["input_layers"], "input", find: call)
    let output = try single(body["output_layers"], "output", find: call)
    guard layers[calls[input].layer].className == "InputLayer" else {
      throw layers[calls[input].layer].refused(
        "is the input, but no InputLayer", hint: KerasHint.saveAgain)
    }
    return ModelConfig(layers: layers, calls: calls, output: output)
  }

  /// The only input or output.
  private static func single(
    _ value: JSONValue?, _ word: String, find: (InboundNode.Source) -> Int?
  ) throws(FormatError) -> Int {
    let list = value?.elements ?? []
    let only = InboundNode.Source(list) ?? (list.count == 1 ? InboundNode.Source(list[0]) : nil)
    guard let only else {
      throw FormatError(
        kind: .badData, message: "the model has no \(word), several, or named ones",
        hint: "only models with one input and one output are read")
    }
    guard let call = find(only) else {
      throw FormatError(
        kind: .badData,
        message:
          "the model's \(word) “\(printable(only.layer, limit: 200))” is not among its layers",
        hint: KerasHint.saveAgain)
    }
    return call
  }
}

/// One use of a layer as the description of a Functional model has it: what it was applied to.
struct InboundNode: Sendable {
  /// A result: which layer's, of which of its uses, and which of several.
  struct Source: Sendable {
    let layer: String
    let node: Int
    let tensor: Int

    /// Reads `["conv2d", 0, 0]`, or the same with settings behind it.
    init?(_ list: [JSONValue]) {
      guard 3...4 ~= list.count, let layer = list[0].text, let node = list[1].whole, node >= 0,
        let tensor = list[2].whole, tensor >= 0
      else { return nil }
      (self.layer, self.node, self.tensor) = (layer, node, tensor)
    }

    init?(_ value: JSONValue) {
      guard let list = value.elements else { return nil }
      self.init(list)
    }
  }

  let sources: [Source]

  /// Reads the uses of a layer.
  static func all(
    of layer: LayerConfig, _ value: JSONValue?
  ) throws(FormatError) -> [InboundNode] {
    guard let list = value?.elements else {
      throw layer.refused(
        "is damaged: it does not say what it takes", hint: KerasHint.saveAgain)
    }
    if layer.className == "InputLayer" {
      guard list.isEmpty else {
        throw layer.refused("is an input but takes something", hint: KerasHint.saveAgain)
      }
      return [InboundNode(sources: [])]
    }
    var nodes: [InboundNode] = []
    for node in list {
      nodes.append(InboundNode(sources: try sources(of: node, layer)))
    }
    return nodes
  }

  /// What one use takes, in the form of Keras 3, `{"args": […], "kwargs": {…}}`, or in that of
  /// Keras 2, `[["conv2d", 0, 0, {…}], …]`.
  private static func sources(
    of node: JSONValue, _ layer: LayerConfig
  ) throws(FormatError) -> [Source] {
    if let arguments = node["args"]?.elements {
      try check(node["kwargs"], layer)
      var sources: [Source] = []
      for argument in arguments {
        for value in argument.elements ?? [argument] { sources.append(try tensor(value, layer)) }
      }
      return sources
    }
    guard let entries = node.elements else {
      throw layer.refused(
        "is damaged: it does not say what it takes", hint: KerasHint.saveAgain)
    }
    var sources: [Source] = []
    for entry in entries {
      guard let list = entry.elements, let source = Source(list) else {
        throw layer.refused(notLayers, hint: KerasHint.checkModel)
      }
      if list.count == 4 { try check(list[3], layer) }
      sources.append(source)
    }
    return sources
  }

  private static let notLayers = "takes something else than the results of layers"

  private static func tensor(
    _ value: JSONValue, _ layer: LayerConfig
  ) throws(FormatError) -> Source {
    guard value["class_name"] == .string("__keras_tensor__"),
      let source = value["config"]?["keras_history"].flatMap({ Source($0) })
    else { throw layer.refused(notLayers) }
    return source
  }

  /// Refuses what a layer was called with beside the results it takes, if it makes a difference.
  private static func check(_ value: JSONValue?, _ layer: LayerConfig) throws(FormatError) {
    guard let value, value != .null else { return }
    guard let fields = value.fields else {
      throw layer.refused(
        "is damaged: it does not say what it takes", hint: KerasHint.saveAgain)
    }
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) where value != .null {
      guard key == "training", value == .bool(false) else {
        throw layer.refused("is called with “\(printable(key, limit: 200))”, which is not read")
      }
    }
  }
}
