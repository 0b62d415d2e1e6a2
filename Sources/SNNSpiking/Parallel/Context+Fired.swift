import SNNLayers

extension Context {
  /// The spikes of membranes above zero, `[T, B, …]`, noted down as those of every spiking layer.
  mutating func fired(_ membrane: Tensor, _ surrogate: Surrogate) -> Tensor {
    let spikes = membrane.spike(surrogate)
    recordSpikes(spikes)
    record(.membrane, membrane)
    return spikes
  }
}
