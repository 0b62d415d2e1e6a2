public import SNNTensor

/// Leaky integrate-and-fire neuron, first order, discrete time.
///
///     U[t] = β·U[t−1] + X[t] − θ·R[t]      charge, and the reset of the last spike
///     S[t] = H(U[t] − θ)                    fire; U = θ does not fire
///     R[t] = S[t−1], detached               reset `.subtract` at the `.nextStep` (default)
///
/// Reset `.zero` is U[t] = β·(1 − R[t])·U[t−1] + X[t]: the input of the step is kept.  With timing
/// `.sameStep` the reset follows the spike within the step and carries gradient:
///
///     V[t] = β·U[t−1] + X[t]       S[t] = H(V[t] − θ)       U[t] = V[t] − θ·S[t]
///
/// `Convention` has the other choices; with `inputGain: .leak` X is (1 − β)·X.
///
/// X current, U membrane, θ threshold, all dimensionless; β = e^(−Δt/τ) in 0...1.
/// Shapes: X, S `[T, B, F]`; β and θ shared or `[F]`.
///
/// - Reference: Eshraghian et al., *Training Spiking Neural Networks Using Lessons From Deep
///   Learning*, 2023.
@frozen public struct LeakyModel<Spike: SpikeFunction>: ConventionalNeuron {
  /// When the neuron fires and how it is reset.
  public var convention: Convention

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(convention: Convention = Convention(), surrogate: Spike) {
    self.convention = convention
    self.surrogate = surrogate
  }

  /// One state, U.
  public static var stateNames: [String] { ["membrane"] }
  /// Two coefficients, β and θ.
  public static var coefficientNames: [String] { ["beta", "threshold"] }
  /// β in 0...1, θ anywhere.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1, nil] }

  /// One, U.
  @inlinable public static var stateCount: Int { 1 }

  /// Two, β and θ.
  @inlinable public static var coefficientCount: Int { 2 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (beta, threshold) = (k[0], k[1])
    return convention.fire(
      &state[0], threshold: threshold,
      surrogate: surrogate
    ) { beta * $0 + convention.admitted(input, beta: beta) }
  }
}

/// A layer of leaky integrate-and-fire neurons, `[T, B, F] → [T, B, F]`.
public typealias Leaky = SpikingLayer<LeakyModel<Surrogate>>

extension SpikingLayer where Model == LeakyModel<Surrogate> {
  /// Leaky neurons.
  ///
  /// - Parameters:
  ///   - beta: membrane decay per step in 0...1; `0.9` or `.learned(0.9)`.
  ///   - threshold: θ, above which a neuron fires.
  ///   - convention: when a neuron fires and how it is reset.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: a fixed `beta` lies in 0...1.
  public init(
    beta: Coefficient, threshold: Coefficient = 1, convention: Convention = Convention(),
    surrogate: Surrogate = .arctan()
  ) {
    self.init(
      LeakyModel(convention: convention, surrogate: surrogate),
      coefficients: [beta, threshold])
  }
}
