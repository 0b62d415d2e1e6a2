internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension LayerRule {
  static let convolution1D = LayerRule(
    classes: ["Conv1D", "Convolution1D"], settings: windowSettings.union(["filters", "groups"]),
    variables: { (layer) throws(FormatError) in try layer.kernelAndBias() },
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      guard value.kind == .sequence else { throw layer.refused("takes sequences alone") }
      return try builder.convolution(layer, value, axes: 1)
    })

  static let convolution2D = LayerRule(
    classes: ["Conv2D", "Convolution2D"], settings: windowSettings.union(["filters", "groups"]),
    variables: { (layer) throws(FormatError) in try layer.kernelAndBias() }, takesPadding: true,
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      guard value.kind == .image else { throw layer.refused("takes images alone") }
      return try builder.convolution(layer, value, axes: 2)
    })

  /// Every channel has kernels of its own, which are as many groups here.
  static let depthwise2D = LayerRule(
    classes: ["DepthwiseConv2D"], settings: windowSettings.union(["depth_multiplier", "groups"]),
    variables: { (layer) throws(FormatError) in try layer.kernelAndBias() }, takesPadding: true,
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      guard value.kind == .image else { throw layer.refused("takes images alone") }
      return try builder.depthwise(layer, value)
    })

  private static let windowSettings: Set<String> = [
    "kernel_size", "strides", "padding", "data_format", "dilation_rate", "activation", "use_bias",
    "rank",
  ]
}

extension GraphBuilder {
  fileprivate mutating func convolution(
    _ layer: LayerConfig, _ value: Value, axes: Int
  ) throws(FormatError) -> Value {
    let groups = try layer.count("groups", default: 1)
    let filters = try layer.count("filters")
    let windows = try windows(of: layer, value, axes: axes)
    let channels = shape(of: value)[0]
    guard channels % groups == 0, filters % groups == 0 else {
      throw layer.refused("has \(groups) groups, which do not divide its channels")
    }
    // Keras has kernels as [height, width, channels, filters], here they are the other way round.
    let size = axes == 1 ? [windows.kernel.width] : [windows.kernel.height, windows.kernel.width]
    let kernel = try variable("kernel", of: layer, shape: size + [channels / groups, filters])
    let weight = kernel.transposed(axes == 1 ? [2, 1, 0] : [3, 2, 0, 1])
      .reshaped(to: [filters, channels / groups, windows.kernel.height, windows.kernel.width])
    let conv = Conv2d(
      weight: weight, bias: try bias(of: layer, filters), windows: windows, groups: groups)
    let node = try append(.convolution(conv), layer, to: [value])
    return try activated(Value(node: node, kind: value.kind), by: layer)
  }

  fileprivate mutating func depthwise(
    _ layer: LayerConfig, _ value: Value
  ) throws(FormatError) -> Value {
    let windows = try windows(of: layer, value, axes: 2)
    let (channels, copies) = (shape(of: value)[0], try layer.count("depth_multiplier"))
    let (height, width) = (windows.kernel.height, windows.kernel.width)
    let kernel = try variable("kernel", of: layer, shape: [height, width, channels, copies])
    let filters = channels * copies
    let weight = kernel.transposed([2, 3, 0, 1]).reshaped(to: [filters, 1, height, width])
    let conv = Conv2d(
      weight: weight, bias: try bias(of: layer, filters), windows: windows, groups: channels)
    let node = try append(.convolution(conv), layer, to: [value])
    return try activated(Value(node: node, kind: value.kind), by: layer)
  }

  private func windows(
    of layer: LayerConfig, _ value: Value, axes: Int
  ) throws(FormatError) -> Windows {
    try layer.windows(
      kernel: layer.counts("kernel_size", axes: axes), stride: layer.counts("strides", axes: axes),
      dilation: layer.counts("dilation_rate", axes: axes, default: 1), on: value, shape(of: value))
  }
}

extension LayerConfig {
  /// The windows of a convolution or pool, padded as Keras does it.
  ///
  /// Zeros that a ZeroPadding2D has put around come on top of “valid”.
  /// - Parameters:
  ///   - kernel: the number of elements of a window along each spatial axis.
  ///   - stride: the way from one window to the next.
  ///   - dilation: the way from one element to the next.
  ///   - value: what the windows are laid over.
  ///   - shape: its shape in the graph.
  func windows(
    kernel: [Int], stride: [Int], dilation: [Int], on value: Value, _ shape: Shape
  ) throws(FormatError) -> Windows {
    // Sequences are images one element high.
    func extent(_ sizes: [Int]) -> Extent {
      sizes.count == 1 ? Extent(1, sizes[0]) : Extent(sizes[0], sizes[1])
    }
    let padding = try text("padding")
    let zeros = padding == "valid" ? value.padding : nil
    let windows = Windows(
      kernel: extent(kernel), stride: extent(stride),
      padding: zeros?.start ?? 0, dilation: extent(dilation),
      endPadding: zeros?.end ?? 0)
    switch (padding, value.padding) {
    case ("valid", _): return windows
    case ("same", nil): return windows.paddedSame(on: Extent(shape[1], shape[2]))
    case ("same", let zeros?):
      throw zeros.layer.refused(
        "puts zeros around images before “\(printable(name, limit: 200))”, which pads itself")
    default:
      throw refused("has the padding “\(printable(padding, limit: 200))”, which is not read")
    }
  }
}
