internal import SNNLayers
internal import SNNTensor

extension ConvertedNetwork {
  /// The same network for samples x′, `[B, F]`, instead of x = scale·x′ + shift:
  ///
  ///     W′ = diag(scale)·W       b′ = b + shift·W
  ///
  /// A norm on the input is part of the first weights of a converted network, which is good for what
  /// it computes and bad for training it further: features of all sizes meet weights of all sizes.
  /// With the features standardised the gradients are as balanced as they were for the original.
  ///
  /// - Parameters:
  ///   - scale: `[F]`, the units of x in those of x′, none of them 0.
  ///   - shift: `[F]`, in the units of x.
  /// - Returns: nil where samples come in as spikes, or where anything but linear layers takes them.
  /// - Precondition: as many numbers as features.
  public func withInput(scale: [Scalar], shift: [Scalar]) -> ConvertedNetwork? {
    guard input.range == nil else { return nil }
    var result = self
    let factors = Tensor(scale, shape: [scale.count, 1]), offsets = Tensor(shift)
    for (place, node) in graph.nodes.enumerated() where node.inputs.contains(graph.input) {
      guard case .linear(var layer) = node.operation else { return nil }
      require(
        layer.weight.shape[0] == scale.count && scale.count == shift.count,
        "withInput: \(scale.count) and \(shift.count) numbers for \(layer.weight.shape[0]) features"
      )
      layer.bias =
        layer.bias
        + matmul(offsets.reshaped(to: [1, shift.count]), layer.weight)
        .reshaped(to: layer.bias.shape)
      layer.weight = layer.weight * factors
      result.graph.replace(operationAt: place, by: .linear(layer))
    }
    return result
  }
}
