public import SNNSpiking

/// Bipolar neuron with a spike tracker (ST-BIF): it takes spikes back that came too soon.
///
///     V[t] = X[t] − q·S[t−1]
///     n[t] = +1  if V[t] + q/2 ≥ q and S[t−1] < L
///            −1  if V[t] + q/2 < 0 and S[t−1] > 0,  else 0
///     S[t] = S[t−1] + n[t]          U[t] = X[t] − q·S[t]
///
/// X is **all** that has come in up to the step, not the step's own current, and q the step of the
/// quantised network, both in the units of the original network's activations; S the spikes sent so
/// far, L the most of them.  Once nothing fires any more S = clip(⌊X/q + ½⌋, 0, L): the quantised
/// network's answer.  Shapes: X, n `[T, B, …]`; q shared or per channel.
///
/// - Reference: You et al., *SpikeZIP-TF: Conversion is All You Need for Transformer-based SNN*,
///   2024.
@frozen public struct TrackerModel: NeuronModel {
  /// L, the most spikes of one sign more than of the other.
  public let levels: Int

  /// The derivative that stands in for the spike's.
  public let surrogate: Surrogate

  /// A neuron whose step is given to the layer.
  /// - Precondition: `levels` ≥ 1.
  @inlinable public init(levels: Int, surrogate: Surrogate) {
    require(levels >= 1, "TrackerModel: \(levels) levels")
    (self.levels, self.surrogate) = (levels, surrogate)
  }

  /// U and S.
  public static var stateNames: [String] { ["membrane", "sent"] }

  /// q.
  public static var coefficientNames: [String] { ["threshold"] }

  /// A step of zero would never be reached.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [1e-12...1e12] }

  /// S is a count.
  @inlinable public static var quantityCount: Int { 1 }

  /// Two.
  @inlinable public static var stateCount: Int { 2 }

  /// One.
  @inlinable public static var coefficientCount: Int { 1 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let filled = input / k[0] - state[1]
    // ≥ on the way up, < on the way down: a membrane on the line stays where it is.
    let up = 1 - (0.5 - filled).spike(surrogate)
    let down = (-0.5 - filled).spike(surrogate)
    let canRise = (Scalar(levels) - 0.5 - state[1]).heaviside
    let canFall = (state[1] - 0.5).heaviside
    let fired = up * canRise - down * canFall
    state[1] = state[1] + fired
    state[0] = input - k[0] * state[1]
    return fired
  }
}
