internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension LayerRule {
  /// y = x·W + b, W being `[inputs, outputs]` in Keras as here.
  static let dense = LayerRule(
    classes: ["Dense"], settings: ["units", "activation", "use_bias"],
    variables: { (layer) throws(FormatError) in try layer.kernelAndBias() },
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      guard value.kind == .features else {
        throw layer.refused(
          "takes images or sequences, not features", hint: "put a Flatten before it")
      }
      let units = try layer.count("units")
      let rows = builder.shape(of: value)[0]
      let kernel = try builder.variable("kernel", of: layer, shape: [rows, units])
      let bias = try builder.bias(of: layer, units) ?? .zeros([units])
      let linear = Linear(weight: rowsReordered(kernel, value.order), bias: bias)
      let node = try builder.append(.linear(linear), layer, to: [value])
      return try builder.activated(Value(node: node, kind: .features), by: layer)
    })
}

extension LayerConfig {
  /// The variables of a layer with weights.
  func kernelAndBias() throws(FormatError) -> [String] {
    try flag("use_bias") ? ["kernel", "bias"] : ["kernel"]
  }
}

extension GraphBuilder {
  /// The bias of a layer, nil where it has none.
  func bias(of layer: LayerConfig, _ count: Int) throws(FormatError) -> Tensor? {
    try layer.flag("use_bias") ? try variable("bias", of: layer, shape: [count]) : nil
  }
}

/// Weights whose rows stand in the order that the graph has the features in.
private func rowsReordered(_ weight: Tensor, _ order: FeatureOrder) -> Tensor {
  guard let places = order.places else { return weight }
  let columns = weight.shape[1]
  var scalars: [Scalar] = []
  scalars.reserveCapacity(weight.count)
  for place in places {
    scalars += weight.scalars[place * columns..<(place + 1) * columns]
  }
  return Tensor(scalars, shape: weight.shape)
}
