internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension LayerRule {
  /// The sum of all it takes.
  static let add = LayerRule(
    classes: ["Add", "\(LayerConfig.operationPrefix)Add"],
    build: { (builder, layer, inputs) throws(FormatError) in
      let first = try layer.several(inputs)
      guard inputs.allSatisfy({ $0.order == first.order }) else {
        throw layer.refused("adds features that Keras and the graph have in different orders")
      }
      return Value(
        node: try builder.append(.add, layer, to: inputs), kind: first.kind, order: first.order)
    })

  /// All it takes, one after the other along the channels.
  static let concatenate = LayerRule(
    classes: ["Concatenate"], settings: ["axis"],
    build: { (builder, layer, inputs) throws(FormatError) in
      let first = try layer.several(inputs)
      let axis = try layer.number("axis")
      let rank = Double(first.kind.rank)
      guard
        builder.format.channelAxis(of: first.kind).map(Double.init)
          == (axis < 0 ? axis + rank : axis)
      else { throw layer.refused("joins along axis \(axis), which is not that of the channels") }
      let parts = inputs.map { (order: $0.order, count: builder.shape(of: $0)[0]) }
      guard let order = FeatureOrder(joining: parts) else {
        throw layer.refused("joins too many flattened images")
      }
      return Value(
        node: try builder.append(.concatenation, layer, to: inputs), kind: first.kind, order: order)
    })
}

extension LayerConfig {
  /// The first of several things of one kind that a layer takes.
  fileprivate func several(_ inputs: [Value]) throws(FormatError) -> Value {
    guard let first = inputs.first, inputs.count >= 2 else {
      throw refused("takes \(inputs.count) inputs, not several", hint: KerasHint.saveAgain)
    }
    guard inputs.allSatisfy({ $0.kind == first.kind }) else {
      throw refused("takes features, sequences or images at once")
    }
    return first
  }
}
