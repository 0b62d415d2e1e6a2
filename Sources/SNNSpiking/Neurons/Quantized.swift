public import SNNTensor

/// Any neuron, whose state is kept on a grid, as fixed-point hardware keeps it.
///
///     h[t] ← the nearest of q·n to h[t],   |n| ≤ N       N = 2^(bits−1) − 1,  q = limit/N
///
/// h every quantity in the neuron's state (spikes and counts stay whole), q the grid's step, in the
/// neuron's unit.  Zero is on the grid, so that a neuron at rest stays there; halves are rounded to
/// even.  The membrane is rounded before it fires, so that a neuron that fires is the neuron that
/// is reset, and once more after a reset.  Gradients pass as if nothing had been rounded (straight
/// through).
///
/// - Reference: Bengio, Léonard & Courville, *Estimating or Propagating Gradients…*, 2013.
@frozen public struct QuantizedModel<Neuron: NeuronModel>: NeuronWrapper {
  /// The neuron whose state is rounded.
  public let neuron: Neuron

  /// Where its state can be.
  public let grid: StateGrid

  /// The neuron with its state on a grid.
  public init(_ neuron: Neuron, on grid: StateGrid) {
    self.neuron = neuron.rounding(to: grid)
    self.grid = grid
  }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let spike = neuron.step(input, &state, k)
    for slot in 0..<Neuron.quantityCount { state[slot] = grid.nearest(to: state[slot]) }
    return spike
  }
}

extension SpikingLayer {
  /// The same neurons, whose states are kept on a grid of `bits` bits from −limit to limit.
  /// - Precondition: 2...24 bits and a positive limit.
  @inlinable public func quantized(
    bits: Int, limit: Scalar
  ) -> SpikingLayer<QuantizedModel<Model>> {
    SpikingLayer<QuantizedModel<Model>>(
      QuantizedModel(model, on: StateGrid(bits: bits, limit: limit)), trained: coefficients)
  }
}
