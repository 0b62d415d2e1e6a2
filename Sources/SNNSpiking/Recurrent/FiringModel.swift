public import SNNTensor

/// A threshold alone: the membrane is whatever comes in, less the reset of the last spike.
///
///     U[t] = X[t] − θ·R[t]            reset `.subtract`, in the next step
///     S[t] = H(U[t] − θ),   R[t] = S[t−1], detached
///
/// X membrane before the reset, U after it, θ threshold, dimensionless.  For cells such as
/// `SpikingLSTM` that compute their membrane otherwise and let it fire.
/// Shapes: X, S `[T, B, …]`; θ shared or one per neuron.
@frozen public struct FiringModel<Spike: SpikeFunction>: ConventionalNeuron {
  /// When the neuron fires and how it is reset; a reset that keeps the input of its step, `.zero` in
  /// the next step, has nothing to take away here.
  public var convention: Convention

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A threshold whose height is given to the layer.
  @inlinable public init(convention: Convention = Convention(reset: .none), surrogate: Spike) {
    self.convention = convention
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
    convention.fire(&state[0], threshold: k[0], surrogate: surrogate) { _ in input }
  }
}
