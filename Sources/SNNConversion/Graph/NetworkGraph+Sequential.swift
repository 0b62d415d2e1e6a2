public import SNNFormats
public import SNNLayers
public import SNNTensor

extension NetworkGraph {
  /// A network built from this library's own layers.
  ///
  /// Taken are `Linear`, `Conv1d`, `Conv2d`, `BatchNorm`, `ReLU`, the max-, average- and global
  /// pools, `Flatten`, `Unflatten`, `Dropout`, and `Sequential` inside `Sequential`.
  ///
  /// - Parameters:
  ///   - model: trained as any network is.
  ///   - shape: of one sample as it comes in.
  /// - Throws: an error of kind `badData` that names the first layer that has no spiking form.
  public init(_ model: Sequential, input shape: Shape) throws(FormatError) {
    try self.init(input: shape)
    try append(model, under: "")
  }

  private mutating func append(_ model: Sequential, under path: String) throws(FormatError) {
    for (index, layer) in model.layers.enumerated() {
      let name = path + "\(index)"
      if let inner = layer as? Sequential {
        try append(inner, under: name + ".")
        continue
      }
      guard let operation = Operation(layer) else {
        if leavesAlone(layer) { continue }
        throw FormatError(
          layer: name, "\(type(of: layer))", "has no spiking form",
          hint: "convert networks of linear, convolutional, pooling, norm and ReLU layers")
      }
      try append(operation, named: name, to: [output])
    }
  }
}

extension NetworkGraph {
  /// Whether a layer does nothing to a sample in inference.
  private func leavesAlone(_ layer: any Layer) -> Bool {
    switch layer {
    case is Dropout: true
    case let layer as Unflatten: layer.shape == outputShape
    default: false
    }
  }
}

extension Operation {
  /// The operation of one of this library's layers; nil where there is none.
  fileprivate init?(_ layer: any Layer) {
    switch layer {
    case let layer as Linear: self = .linear(layer)
    case let layer as Conv2d: self = .convolution(layer)
    case let layer as Conv1d:
      let shape = layer.weight.shape
      self = .convolution(
        Conv2d(
          weight: layer.weight.reshaped(to: [shape[0], shape[1], 1, shape[2]]), bias: layer.bias,
          windows: layer.windows, groups: layer.groups))
    case let layer as BatchNorm:
      self = .affine(
        ChannelAffine(
          mean: layer.statistics.mean.scalars, variance: layer.statistics.variance.scalars,
          weight: layer.weight.scalars, bias: layer.bias.scalars,
          epsilon: Double(layer.statistics.epsilon)))
    case is ReLU: self = .rectifier(.relu)
    case let layer as MaxPool2d: self = .maxPool(layer.windows)
    case let layer as MaxPool1d: self = .maxPool(layer.windows)
    case let layer as AveragePool2d: self = .averagePool(layer.windows)
    case let layer as AveragePool1d: self = .averagePool(layer.windows)
    case is GlobalAveragePool2d: self = .globalAveragePool
    case is Flatten: self = .flatten
    default: return nil
    }
  }
}
