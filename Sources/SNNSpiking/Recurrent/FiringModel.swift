public import SNNTensor

/// A threshold alone: the membrane is whatever comes in, less the reset of the last spike.
///
///     U[t] = X[t] − θ·R[t]            reset `.subtract`; `.zero` is (1 − R[t])·X[t]
///     S[t] = H(U[t] − θ),   R[t] = H(U[t−1] − θ), detached
///
/// X membrane before the reset, U after it, θ threshold, dimensionless.  For cells such as
/// `SpikingLSTM` that compute their membrane otherwise and let it fire.
/// Shapes: X, S `[T, B, …]`; θ shared or one per neuron.
@frozen public struct FiringModel<Spike: SpikeFunction>: NeuronModel {
  /// What a spike does to the membrane of the next step.
  public let reset: Reset

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A threshold whose height is given to the layer.
  @inlinable public init(reset: Reset = .none, surrogate: Spike) {
    self.reset = reset
    self.surrogate = surrogate
  }

  /// One state, U.
  public static var stateNames: [String] { ["membrane"] }

  /// One coefficient, θ.
  public static var coefficientNames: [String] { ["threshold"] }

  /// One, U.
  @inlinable public static var stateCount: Int { 1 }

  /// One, θ.
  @inlinable public static var coefficientCount: Int { 1 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let fired = (state[0] - k[0]).heaviside
    state[0] = reset.applied(to: input, by: fired, subtracting: k[0], orTo: L(0))
    return (state[0] - k[0]).spike(surrogate)
  }
}
