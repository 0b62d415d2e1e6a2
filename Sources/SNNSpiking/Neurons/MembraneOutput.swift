public import SNNTensor

/// Any neuron, handing on its membrane instead of its spikes.
///
/// The neuron spikes and resets as ever; only what the next layer, or the loss, sees is different.
@frozen public struct MembraneModel<Neuron: NeuronModel>: NeuronModel {
  public let neuron: Neuron

  @inlinable public init(_ neuron: Neuron) { self.neuron = neuron }

  public static var stateNames: [String] { Neuron.stateNames }
  public static var coefficientNames: [String] { Neuron.coefficientNames }
  public static var coefficientRanges: [ClosedRange<Scalar>?] { Neuron.coefficientRanges }
  public static var spikes: Bool { false }
  public var restingState: [Scalar] { neuron.restingState }

  @inlinable public static var stateCount: Int { Neuron.stateCount }
  @inlinable public static var coefficientCount: Int { Neuron.coefficientCount }

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
    SpikingLayer<MembraneModel<Model>>(MembraneModel(model), coefficients: coefficients)
  }
}
