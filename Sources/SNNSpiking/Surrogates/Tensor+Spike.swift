public import SNNLayers

extension Tensor {
  /// What every element becomes at the threshold: `function`'s value, with its derivative.
  ///
  ///     let spikes = (membrane - threshold).spike(Surrogate.arctan())
  ///
  /// For cells written in tensor operations; the elements are distances x = U − θ, dimensionless.
  /// d = function′(x)·dx
  public func spike(_ function: some SpikeFunction) -> Tensor {
    let x = detached
    return .recorded(
      Tensor(x.scalars.map { function.value(at: $0) }, shape: shape),
      (self, { $0 * Tensor(x.scalars.map { function.derivative(at: $0) }, shape: x.shape) }))
  }
}
