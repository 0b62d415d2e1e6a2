public import SNNSpiking

/// Neuron of weighted spikes: what a spike is worth, and what it costs, falls with the phase.
///
///     w[t] = K·θ·2^(−(1 + t mod K))     V[t] = U[t−1] + X[t]
///     S[t] = H(V[t] ≥ w[t])             U[t] = V[t] − w[t]·S[t]
///
/// X drive, θ threshold, in the units of the original network's activations; the drive comes at
/// every step, so the K steps of a period carry K times the activation, which the paper divides by
/// K.  After T steps Σ w·S = Σ X − U[T] exactly.
/// Shapes: X, S `[T, B, …]`; θ shared or per channel.
///
/// - Reference: Kim et al., *Deep Neural Networks with Weighted Spikes*, 2018.
@frozen public struct PhaseModel: NeuronModel {
  /// K, the steps of a period.
  public let period: Int

  /// The derivative that stands in for the spike's.
  public let surrogate: Surrogate

  /// A neuron whose threshold is given to the layer.
  /// - Precondition: `period` in 1...24.
  @inlinable public init(period: Int, surrogate: Surrogate) {
    require((1...24).contains(period), "PhaseModel: period \(period) is not in 1...24")
    (self.period, self.surrogate) = (period, surrogate)
  }

  /// U, and 2^(−(1 + t mod K)) of the step before.
  public static var stateNames: [String] { ["membrane", "weight"] }

  /// θ.
  public static var coefficientNames: [String] { ["threshold"] }

  /// A threshold of zero would never be reached.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [1e-12...1e12] }

  /// The weight is a place in the period.
  @inlinable public static var quantityCount: Int { 1 }

  /// Nothing on the membrane, and the phase before the first.
  public var restingState: [Scalar] { [0, 1] }

  /// Two.
  @inlinable public static var stateCount: Int { 2 }

  /// One.
  @inlinable public static var coefficientCount: Int { 1 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    // Powers of two are exact, so the end of a period can be told by comparing.
    let last = Scalar(1) / Scalar(1 << period)
    let isOver = (1.5 * last - state[1]).heaviside
    state[1] = 0.5 * (isOver + (1 - isOver) * state[1])
    let worth = Scalar(period) * k[0] * state[1]
    let charged = state[0] + input
    let fired = 1 - ((worth - charged) / (Scalar(period) * k[0])).spike(surrogate)
    state[0] = charged - worth * fired
    return fired
  }
}
