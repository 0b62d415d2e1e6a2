public import SNNTensor

/// Any neuron, whose spikes have a size of their own.
///
///     y[t] = γ·S[t]
///
/// S spike, γ size, dimensionless.  The neuron's own dynamics are those of its spikes.
@frozen public struct GradedModel<Neuron: NeuronModel>: NeuronWrapper {
  /// The neuron whose spikes are sized.
  public let neuron: Neuron

  /// The neuron with sized spikes.
  @inlinable public init(_ neuron: Neuron) { self.neuron = neuron }

  /// γ.
  public static var addedCoefficientNames: [String] { ["size"] }

  /// One.
  @inlinable public static var addedCoefficientCount: Int { 1 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    k[Neuron.coefficientCount] * neuron.step(input, &state, k)
  }

  /// The neuron rounded, with the same added.
  public func rounding(to grid: StateGrid) -> Self {
    Self(neuron.rounding(to: grid))
  }
}

extension SpikingLayer {
  /// The same neurons, whose spikes have the size `size`, fixed or learned.
  @inlinable public func graded(by size: Coefficient) -> SpikingLayer<GradedModel<Model>> {
    SpikingLayer<GradedModel<Model>>(GradedModel(model), trained: coefficients + [size])
  }
}
