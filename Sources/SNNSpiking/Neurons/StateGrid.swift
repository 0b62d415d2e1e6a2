public import SNNTensor

/// The numbers a state can have on fixed-point hardware.
///
///     q·n,   n = −N, …, N,       N = 2^(bits−1) − 1,  q = limit/N
///
/// q the grid's step, in the state's unit.  Zero is on the grid, so that a neuron at rest stays
/// there.
@frozen public struct StateGrid: Sendable, Hashable, Codable {
  /// N, the number of levels on either side of zero.
  public let levels: Int

  /// The largest magnitude a state can have.
  public let limit: Scalar

  /// A grid of `bits` bits from −limit to limit.
  /// - Precondition: 2...24 bits and a positive limit.
  public init(bits: Int, limit: Scalar) {
    require(
      (2...24).contains(bits) && limit > 0 && limit.isFinite,
      "quantized: \(bits) bits up to \(limit); expected 2...24 bits and a positive limit")
    levels = (1 << (bits - 1)) - 1
    self.limit = limit
  }

  /// The nearest number on the grid, halves to even, with the derivative of the number itself
  /// (straight through).
  /// - Reference: Bengio, Léonard & Courville, *Estimating or Propagating Gradients…*, 2013.
  @inlinable @inline(__always)
  public func nearest<L: LaneNumber>(to value: L) -> L {
    let (most, step) = (L(Scalar(levels)), limit / Scalar(levels))
    let level = L.minimum(L.maximum((value / step).rounded, 0 - most), most)
    return value + (level * step - value).detached
  }
}
