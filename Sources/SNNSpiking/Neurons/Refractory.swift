public import SNNTensor

/// Any neuron, held still for some steps after each of its spikes.
///
///     in the n steps after a spike:  state[t] = state[t−1],  S[t] = 0
///
/// The input of those steps is lost, and among competing neurons a held one cannot win.  A reset in the next step is made when the neuron goes on.
@frozen public struct RefractoryModel<Neuron: NeuronModel>: NeuronWrapper {
  /// The neuron that rests after its spikes.
  public let neuron: Neuron

  /// n, the steps it is held after a spike.
  public let steps: Int

  /// The neuron with a refractory period of `steps`.
  /// - Precondition: `steps` ≥ 0.
  public init(_ neuron: Neuron, steps: Int) {
    require(steps >= 0, "refractory: \(steps) steps")
    self.neuron = neuron
    self.steps = steps
  }

  /// How many steps it is still held.
  public static var addedStateNames: [String] { ["held"] }

  /// One.
  @inlinable public static var addedStateCount: Int { 1 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let before = state
    let holds = state[Neuron.stateCount].heaviside
    let spike = neuron.step(input, &state, k).silenced(where: holds)
    for slot in 0..<Neuron.stateCount {
      state[slot] = holds * before[slot] + (1 - holds) * state[slot]
    }
    state[Neuron.stateCount] =
      L.maximum(before[Neuron.stateCount] - 1, L(0)) + Scalar(steps) * spike.magnitude.heaviside
    return spike
  }

  /// The neuron rounded, with the same added.
  public func rounding(to grid: StateGrid) -> Self {
    Self(neuron.rounding(to: grid), steps: steps)
  }
}

extension SpikingLayer {
  /// The same neurons, held still for `steps` after each spike.
  /// - Precondition: `steps` ≥ 0, and the neuron has a state slot to spare.
  @inlinable public func refractory(steps: Int) -> SpikingLayer<RefractoryModel<Model>> {
    SpikingLayer<RefractoryModel<Model>>(
      RefractoryModel(model, steps: steps), trained: coefficients)
  }
}
