internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension LayerRule {
  static let activation = LayerRule(
    classes: ["Activation"], settings: ["activation"],
    build: { (builder, layer, inputs) throws(FormatError) in
      try builder.activated(builder.single(inputs, layer), by: layer, layer.activation(), part: nil)
    })

  /// max(0, x), cut off where it says so.
  static let relu = LayerRule(
    classes: ["ReLU", "\(LayerConfig.operationPrefix)Relu"],
    settings: ["max_value", "negative_slope", "threshold"],
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      guard try layer.number("negative_slope", default: 0) == 0 else {
        throw layer.refused("lets negative numbers through, which has no spiking form here")
      }
      guard try layer.number("threshold", default: 0) == 0 else {
        throw layer.refused("has a threshold, which is not read")
      }
      guard layer["max_value"] != nil else { return try builder.rectified(value, .relu, layer) }
      let limit = Scalar(try layer.number("max_value"))
      guard limit > 0, limit.isFinite else {
        throw layer.wrong("max_value", "is no positive number")
      }
      return try builder.rectified(value, Rectifier(limit: limit), layer)
    })

  static let softmax = LayerRule(
    classes: ["Softmax"], settings: ["axis"],
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      let axis = try layer.number("axis", default: -1)
      guard axis == -1 || axis == 1 else { throw layer.refused("is not along the features") }
      return try builder.activated(value, by: layer, "softmax", part: nil)
    })
}

extension LayerConfig {
  /// The name of the function that a layer applies, `linear` where there is none.
  func activation() throws(FormatError) -> String {
    guard let value = self["activation"] else { return "linear" }
    guard let name = value.text else {
      throw refused("has an activation that is a function or a layer of its own, not one by name")
    }
    return name
  }
}

extension GraphBuilder {
  /// Adds the function that a layer applies to its own result.
  mutating func activated(_ value: Value, by layer: LayerConfig) throws(FormatError) -> Value {
    let name = try layer.activation()
    return try activated(value, by: layer, name, part: name)
  }

  /// Adds a function by its name.
  /// - Parameter part: what the node is called behind the layer's name, nil for nothing.
  mutating func activated(
    _ value: Value, by layer: LayerConfig, _ name: String, part: String?
  ) throws(FormatError) -> Value {
    switch name {
    case "linear": return value
    case "relu": return try rectified(value, .relu, layer, part: part)
    case "relu6": return try rectified(value, Rectifier(limit: 6), layer, part: part)
    case "softmax":
      guard value.kind == .features else {
        throw layer.refused("has a softmax over each pixel's channels, which is not read")
      }
      var result = value
      result.node = try append(.softmax, layer, to: [value], part: part)
      return result
    default:
      throw layer.refused(
        "has the activation “\(printable(name, limit: 200))”, which has no spiking form here",
        hint: "activations that are read: linear, relu, relu6, and softmax at the end")
    }
  }

  mutating func rectified(
    _ value: Value, _ rectifier: Rectifier, _ layer: LayerConfig, part: String? = nil
  ) throws(FormatError) -> Value {
    var result = value
    result.node = try append(.rectifier(rectifier), layer, to: [value], part: part)
    return result
  }
}
