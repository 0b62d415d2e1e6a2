public import SNNTensor

/// Exponential integrate-and-fire neuron (EIF).
///
///     U[t] = U[t−1] + κ·(U_0 − U[t−1] + Δ·e^((U[t−1] − U_T)/Δ) + X[t])       S[t] = H(U[t] − θ)
///
/// A spike puts U to U_r.  κ = Δt/τ step over time constant, dimensionless; X = R·I, U, rest U_0,
/// sharpness Δ, rheobase U_T, peak θ and reset U_r in one unit.  The exponent is held at 12.
/// Shapes: X, S `[T, B, F]`; coefficients shared or `[F]`.
///
/// - Reference: Fourcaud-Trocmé et al., *How Spike Generation Mechanisms Determine the Neuronal
///   Response to Fluctuating Inputs*, 2003.
@frozen public struct ExponentialModel<Spike: SpikeFunction>: ConventionalNeuron {
  /// U before the first step.
  public let start: Scalar

  /// When the neuron fires and how it is reset.
  public var convention: Convention

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  /// - Precondition: the reset is one to a potential.
  @inlinable public init(
    start: Scalar = 0, convention: Convention = Convention(reset: .zero, timing: .sameStep),
    surrogate: Spike
  ) {
    convention.requireResetToPotential("Exponential")
    self.start = start
    self.convention = convention
    self.surrogate = surrogate
  }

  /// What it keeps.
  public static var stateNames: [String] { ["membrane"] }

  /// What it is given.
  public static var coefficientNames: [String] {
    ["rate", "rest", "sharpness", "rheobase", "threshold", "resetPotential"]
  }

  /// The membrane at its start.
  public var restingState: [Scalar] { [start] }

  /// One.
  @inlinable public static var stateCount: Int { 1 }

  /// Six.
  @inlinable public static var coefficientCount: Int { 6 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let threshold = k[4]
    return convention.fire(
      &state[0], threshold: threshold,
      orTo: k[5], surrogate: surrogate
    ) {
      let growth = L.minimum(($0 - k[3]) / k[2], L(12)).exponential
      return $0 + k[0] * (k[1] - $0 + k[2] * growth + input)
    }
  }
}

/// A layer of exponential integrate-and-fire neurons, `[T, B, F] → [T, B, F]`.
public typealias Exponential = SpikingLayer<ExponentialModel<Surrogate>>

extension SpikingLayer where Model == ExponentialModel<Surrogate> {
  /// Exponential neurons.
  ///
  /// - Parameters:
  ///   - rate: κ = Δt/τ.
  ///   - rest: U_0.
  ///   - sharpness: Δ.
  ///   - rheobase: U_T.
  ///   - threshold: θ, the peak.
  ///   - resetPotential: U_r.
  ///   - start: U before the first step.
  ///   - convention: when a neuron fires and how it is reset, which is to U_r: a membrane above
  ///     its threshold runs off by itself, and no subtraction brings it back.
  ///   - surrogate: the derivative that stands in for the spike's.
  public init(
    rate: Coefficient = 0.5, rest: Coefficient = 0, sharpness: Coefficient = 1,
    rheobase: Coefficient = 0.8, threshold: Coefficient = 1, resetPotential: Coefficient = -0.1,
    start: Scalar = 0, convention: Convention = Convention(reset: .zero, timing: .sameStep),
    surrogate: Surrogate = .arctan()
  ) {
    self.init(
      ExponentialModel(start: start, convention: convention, surrogate: surrogate),
      coefficients: [rate, rest, sharpness, rheobase, threshold, resetPotential])
  }
}
