public import SNNTensor

/// Quadratic integrate-and-fire neuron (QIF).
///
///     U[t] = U[t−1] + κ·(q·(U[t−1] − U_0)·(U[t−1] − U_c) + X[t])       S[t] = H(U[t] − θ)
///
/// A spike puts U to U_r.  κ = Δt/τ step over time constant and q curvature (dimensionless in
/// dimensionless units); X, U, rest U_0, critical U_c, peak θ and reset U_r in one unit.  From U_c
/// on the membrane runs off by itself.  Shapes: X, S `[T, B, F]`; coefficients shared or `[F]`.
///
/// - Reference: Ermentrout & Kopell, *Parabolic Bursting…*, 1986; Gerstner et al., *Neuronal
///   Dynamics*, 2014, §5.3.
@frozen public struct QuadraticModel<Spike: SpikeFunction>: ConventionalNeuron {
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
    convention.requireResetToPotential("Quadratic")
    self.start = start
    self.convention = convention
    self.surrogate = surrogate
  }

  /// What it keeps.
  public static var stateNames: [String] { ["membrane"] }

  /// What it is given.
  public static var coefficientNames: [String] {
    ["rate", "curvature", "rest", "critical", "threshold", "resetPotential"]
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
    ) { $0 + k[0] * (k[1] * ($0 - k[2]) * ($0 - k[3]) + input) }
  }
}

/// A layer of quadratic integrate-and-fire neurons, `[T, B, F] → [T, B, F]`.
public typealias Quadratic = SpikingLayer<QuadraticModel<Surrogate>>

extension SpikingLayer where Model == QuadraticModel<Surrogate> {
  /// Quadratic neurons.
  ///
  /// - Parameters:
  ///   - rate: κ = Δt/τ.
  ///   - curvature: q.
  ///   - rest: U_0.
  ///   - critical: U_c.
  ///   - threshold: θ, the peak.
  ///   - resetPotential: U_r.
  ///   - start: U before the first step.
  ///   - convention: when a neuron fires and how it is reset, which is to U_r: a membrane above
  ///     its threshold runs off by itself, and no subtraction brings it back.
  ///   - surrogate: the derivative that stands in for the spike's.
  public init(
    rate: Coefficient = 0.5, curvature: Coefficient = 1, rest: Coefficient = 0,
    critical: Coefficient = 0.8, threshold: Coefficient = 1, resetPotential: Coefficient = -0.1,
    start: Scalar = 0, convention: Convention = Convention(reset: .zero, timing: .sameStep),
    surrogate: Surrogate = .arctan()
  ) {
    self.init(
      QuadraticModel(start: start, convention: convention, surrogate: surrogate),
      coefficients: [rate, curvature, rest, critical, threshold, resetPotential])
  }
}
