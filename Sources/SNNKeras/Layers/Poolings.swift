internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension LayerRule {
  static let maxPooling = LayerRule(
    classes: ["MaxPooling1D", "MaxPooling2D"], settings: poolSettings, takesPadding: true,
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      // Zeros are no larger than what a rectifier gives, so there they may as well be absent.
      if let padding = value.padding, !builder.isRectified(value) {
        throw padding.layer.refused("puts zeros around images before a max-pool, where they count")
      }
      let windows = try builder.pool(layer, value)
      return Value(
        node: try builder.append(.maxPool(windows), layer, to: [value]), kind: value.kind)
    })

  static let averagePooling = LayerRule(
    classes: ["AveragePooling1D", "AveragePooling2D"], settings: poolSettings, takesPadding: true,
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      let windows = try builder.pool(layer, value)
      let isPadded = windows.padding != 0 || windows.endPadding != 0
      if isPadded, value.padding == nil {
        throw layer.refused(
          "takes means at edges over fewer elements, which is not read",
          hint: "use padding=\"valid\", or a size that the pool divides")
      }
      return Value(
        node: try builder.append(.averagePool(windows), layer, to: [value]), kind: value.kind)
    })

  static let globalAveragePooling = LayerRule(
    classes: ["GlobalAveragePooling1D", "GlobalAveragePooling2D"],
    settings: ["data_format", "keepdims"],
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      try layer.checkKind(value)
      return try builder.appendGlobal(.globalAveragePool, layer, value)
    })

  static let globalMaxPooling = LayerRule(
    classes: ["GlobalMaxPooling1D", "GlobalMaxPooling2D"],
    settings: ["data_format", "keepdims"],
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      try layer.checkKind(value)
      let shape = builder.shape(of: value)
      let windows = Windows(covering: Extent(shape[1], shape[2]))
      return try builder.appendGlobal(.maxPool(windows), layer, value)
    })

  private static let poolSettings: Set<String> = [
    "pool_size", "strides", "padding", "data_format",
  ]
}

extension GraphBuilder {
  fileprivate func pool(_ layer: LayerConfig, _ value: Value) throws(FormatError) -> Windows {
    try layer.checkKind(value)
    let axes = value.kind == .image ? 2 : 1
    let size = try layer.counts("pool_size", axes: axes)
    let stride = layer["strides"] == nil ? size : try layer.counts("strides", axes: axes)
    let dilation = [Int](repeating: 1, count: axes)
    return try layer.windows(
      kernel: size, stride: stride, dilation: dilation, on: value, shape(of: value))
  }

  /// Adds a pool that leaves one number of each channel, as features unless its axes are kept.
  fileprivate mutating func appendGlobal(
    _ pool: Operation, _ layer: LayerConfig, _ value: Value
  ) throws(FormatError) -> Value {
    let pooled = Value(node: try append(pool, layer, to: [value]), kind: value.kind)
    if try layer.flag("keepdims", default: false) { return pooled }
    return Value(
      node: try append(.flatten, layer, to: [pooled], part: "flatten"), kind: .features)
  }

  /// Whether a rectifier gives it, so that nothing in it is negative.
  fileprivate func isRectified(_ value: Value) -> Bool {
    if case .rectifier = graph.nodes[value.node].operation { true } else { false }
  }
}

extension LayerConfig {
  /// Layers of one dimension take sequences, those of two take images.
  fileprivate func checkKind(_ value: Value) throws(FormatError) {
    let isFlat = className.hasSuffix("1D")
    guard value.kind == (isFlat ? .sequence : .image) else {
      throw refused("takes \(isFlat ? "sequences" : "images") alone")
    }
  }
}
