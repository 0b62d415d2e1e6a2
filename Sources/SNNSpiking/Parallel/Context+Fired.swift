import SNNLayers

extension Context {
  /// The spikes of membranes above zero, `[T, B, …]`, noted down as those of every spiking layer.
  mutating func fired(_ membrane: Tensor, _ surrogate: Surrogate) -> Tensor {
    let spikes = membrane.spike(surrogate)
    recordSpikes(spikes)
    record(.membrane, membrane)
    record(.sensitivity, relativeDerivatives(of: surrogate, at: membrane))
    return spikes
  }
}

/// The surrogate's derivative at each distance over that at the threshold.
private func relativeDerivatives(of surrogate: Surrogate, at distances: Tensor) -> Tensor {
  let peak = surrogate.derivative(at: Scalar(0))
  return Tensor(
    distances.scalars.map { surrogate.derivative(at: $0) / peak }, shape: distances.shape)
}
