public import SNNTensor

/// Any neuron, handing on U − θ at the moment it fires or does not, before any reset.
///
/// The neuron spikes and resets as ever; competition between neurons looks at this distance, which
/// says who is furthest above its own threshold whenever and however the membrane is reset.
@frozen public struct DistanceModel<Neuron: NeuronModel>: NeuronObserver {
  /// The neuron whose distance it is.
  public let neuron: Neuron

  /// The same neuron, seen by its distance from the threshold.
  @inlinable public init(_ neuron: Neuron) { self.neuron = neuron }

  /// One step of the neuron over probes, whose spike tells its distance.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    var probes = Slots<Probe<L>>()
    for slot in 0..<Self.stateCount { probes[slot] = Probe(state[slot]) }
    var coefficients = Slots<Probe<L>>()
    for index in 0..<Self.coefficientCount { coefficients[index] = Probe(k[index]) }
    let spike = neuron.step(Probe(input), &probes, coefficients)
    for slot in 0..<Self.stateCount { state[slot] = probes[slot].value }
    return spike.distance
  }
}
