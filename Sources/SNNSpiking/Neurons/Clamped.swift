public import SNNTensor

/// Any neuron, whose membrane cannot fall below a floor.
///
///     U[t] ← max(U[t], m)       after the neuron's own step
///
/// U membrane and m floor in the neuron's unit.  Where the floor holds, gradients flow to it
/// instead.
@frozen public struct ClampedModel<Neuron: NeuronModel>: NeuronWrapper {
  /// The neuron that is held above the floor.
  public let neuron: Neuron

  /// The neuron with a floor under its membrane.
  @inlinable public init(_ neuron: Neuron) { self.neuron = neuron }

  /// m.
  public static var addedCoefficientNames: [String] { ["floor"] }

  /// One.
  @inlinable public static var addedCoefficientCount: Int { 1 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let spike = neuron.step(input, &state, k)
    state[0] = L.maximum(state[0], k[Neuron.coefficientCount])
    return spike
  }

  /// The neuron rounded, with the same added.
  public func rounding(to grid: StateGrid) -> Self {
    Self(neuron.rounding(to: grid))
  }
}

extension SpikingLayer {
  /// The same neurons, whose membranes cannot fall below `floor`.
  @inlinable public func clamped(below floor: Coefficient) -> SpikingLayer<ClampedModel<Model>> {
    SpikingLayer<ClampedModel<Model>>(ClampedModel(model), trained: coefficients + [floor])
  }
}
