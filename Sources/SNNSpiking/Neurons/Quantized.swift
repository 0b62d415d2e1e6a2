public import SNNTensor

/// Any neuron, whose state is kept on a grid between steps, as fixed-point hardware keeps it.
///
///     h[t] ← q·clamp(round(h[t]/q), −N, N)       N = 2^(bits−1) − 1,  q = limit/N
///
/// h every quantity in the neuron's state (spikes and counts stay whole), q the grid's step, in the
/// neuron's unit.  Zero is on the grid, so that a neuron at rest stays there; halves are rounded to
/// even.  Gradients pass as if nothing had been rounded (straight through).  Within a step the
/// neuron computes in full precision.
///
/// - Reference: Bengio, Léonard & Courville, *Estimating or Propagating Gradients…*, 2013.
@frozen public struct QuantizedModel<Neuron: NeuronModel>: NeuronWrapper {
  /// The neuron whose state is rounded.
  public let neuron: Neuron

  /// N, the number of levels on either side of zero.
  public let levels: Int

  /// The largest magnitude a state can have.
  public let limit: Scalar

  /// The neuron with its state on a grid of `bits` bits from −limit to limit.
  /// - Precondition: 2...24 bits and a positive limit.
  public init(_ neuron: Neuron, bits: Int, limit: Scalar) {
    precondition(
      (2...24).contains(bits) && limit > 0 && limit.isFinite,
      "quantized: \(bits) bits up to \(limit); expected 2...24 bits and a positive limit")
    self.neuron = neuron
    levels = (1 << (bits - 1)) - 1
    self.limit = limit
  }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let spike = neuron.step(input, &state, k)
    let (most, grid) = (L(Scalar(levels)), limit / Scalar(levels))
    for slot in 0..<Neuron.quantityCount {
      let level = L.minimum(L.maximum((state[slot] / grid).rounded, 0 - most), most)
      state[slot] = state[slot] + (level * grid - state[slot]).detached
    }
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
      QuantizedModel(model, bits: bits, limit: limit), coefficients: coefficients)
  }
}
