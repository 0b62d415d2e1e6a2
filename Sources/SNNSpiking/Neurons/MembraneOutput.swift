public import SNNTensor

/// Any neuron, handing on its membrane instead of its spikes.
///
/// The neuron spikes and resets as ever; only what the next layer, or the loss, sees is different:
/// U[t] after the reset, if there is one in the step.
@frozen public struct MembraneModel<Neuron: NeuronModel>: NeuronObserver {
  /// The neuron whose membrane it is.
  public let neuron: Neuron

  /// The same neuron, seen by its membrane.
  @inlinable public init(_ neuron: Neuron) { self.neuron = neuron }

  /// One step of the neuron, of which the first state slot is handed on.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    _ = neuron.step(input, &state, k)
    return state[0]
  }
}

extension SpikingLayer {
  /// The same neurons and coefficients, handing on membranes: for losses on the membrane of a
  /// spiking output layer.
  @inlinable public var emittingMembrane: SpikingLayer<MembraneModel<Model>> {
    SpikingLayer<MembraneModel<Model>>(MembraneModel(model), trained: coefficients)
  }
}
