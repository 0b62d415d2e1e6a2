public import SNNTensor

/// Leaky neuron whose threshold rises with every spike and falls back (ALIF).
///
///     U[t] = β·U[t−1] + X[t] − θ·S[t−1]
///     a[t] = ρ·a[t−1] + S[t−1]
///     S[t] = H(U[t] − θ − b·a[t])
///
/// X current, U membrane, θ threshold at rest, a adaptation, b its strength, dimensionless; β and ρ
/// decays in 0...1.  The reset takes θ away, not the risen threshold.  Gradients reach the spikes
/// through a; through the reset as the convention says.
/// Shapes: X, S `[T, B, F]`; coefficients shared or `[F]`.
///
/// - Reference: Bellec et al., *Long Short-Term Memory and Learning-to-Learn in Networks of Spiking
///   Neurons*, 2018; *A Solution to the Learning Dilemma…*, 2020.
@frozen public struct AdaptiveModel<Spike: SpikeFunction>: ConventionalNeuron {
  /// When the neuron fires and how it is reset.
  public var convention: Convention

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(convention: Convention = Convention(), surrogate: Spike) {
    self.convention = convention
    self.surrogate = surrogate
  }

  /// What it keeps.
  public static var stateNames: [String] { ["membrane", "adaptation", "spike"] }

  /// What it is given.
  public static var coefficientNames: [String] { ["beta", "rho", "strength", "threshold"] }

  /// Where they are held.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1, 0...1, nil, nil] }

  /// Three.
  @inlinable public static var stateCount: Int { 3 }

  /// Two: the last state is a spike.
  @inlinable public static var quantityCount: Int { 2 }

  /// Four.
  @inlinable public static var coefficientCount: Int { 4 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (beta, rho, strength, threshold) = (k[0], k[1], k[2], k[3])
    let last = state[2]
    let adaptation = rho * state[1]
    let delayed = convention.timing == .nextStep
    let risen = delayed ? adaptation + last : state[1]
    let spike = convention.fire(
      &state[0], last: last, threshold: threshold + strength * risen, subtracting: threshold,
      surrogate: surrogate
    ) { beta * $0 + convention.admitted(input, beta: beta) }
    state[1] = delayed ? risen : adaptation + spike
    state[2] = spike
    return spike
  }
}

/// A layer of neurons with adaptive threshold, `[T, B, F] → [T, B, F]`.
public typealias Adaptive = SpikingLayer<AdaptiveModel<Surrogate>>

extension SpikingLayer where Model == AdaptiveModel<Surrogate> {
  /// Neurons with adaptive threshold.
  ///
  /// - Parameters:
  ///   - beta: decay of the membrane per step in 0...1.
  ///   - rho: decay of the adaptation per step in 0...1.
  ///   - strength: b, by how much a spike raises the threshold.
  ///   - threshold: θ at rest.
  ///   - convention: when a neuron fires and how it is reset.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: fixed `beta` and `rho` lie in 0...1.
  public init(
    beta: Coefficient, rho: Coefficient, strength: Coefficient, threshold: Coefficient = 1,
    convention: Convention = Convention(), surrogate: Surrogate = .arctan()
  ) {
    self.init(
      AdaptiveModel(convention: convention, surrogate: surrogate),
      coefficients: [beta, rho, strength, threshold])
  }
}
