public import SNNTensor

/// Any neuron, handing on what is noted of it at the moment it fires or does not, before any reset.
///
/// The neuron spikes and resets as ever; only what is seen of it is different.
@frozen public struct ProbedModel<Neuron: NeuronModel, Note: ProbeNote>: NeuronObserver {
  /// The neuron that is looked at.
  public let neuron: Neuron

  /// The same neuron, seen by a note.
  @inlinable public init(_ neuron: Neuron, _ note: Note.Type) { self.neuron = neuron }

  /// One step of the neuron over probes, whose spike carries the note.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    var probes = Slots<Probe<L, Note>>()
    for slot in 0..<Self.stateCount { probes[slot] = Probe(state[slot]) }
    var coefficients = Slots<Probe<L, Note>>()
    for index in 0..<Self.coefficientCount { coefficients[index] = Probe(k[index]) }
    let spike = neuron.step(Probe(input), &probes, coefficients)
    for slot in 0..<Self.stateCount { state[slot] = probes[slot].value }
    return spike.note
  }
}

/// Any neuron, handing on U − θ.
///
/// Competition between neurons looks at this distance, which says who is furthest above its own
/// threshold whenever and however the membrane is reset.
public typealias DistanceModel<Neuron: NeuronModel> = ProbedModel<Neuron, DistanceNote>

/// Any neuron, handing on how much of a gradient its surrogate lets through, 0 for none and 1 for
/// as much as at the threshold.
public typealias SensitivityModel<Neuron: NeuronModel> = ProbedModel<Neuron, SensitivityNote>
