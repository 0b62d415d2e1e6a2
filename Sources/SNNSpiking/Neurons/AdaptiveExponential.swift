public import SNNTensor

/// Adaptive exponential integrate-and-fire neuron (AdEx), by Euler's rule.
///
///     U[t] = U[t−1] + κ·(E − U[t−1] + Δ·e^((U[t−1] − U_T)/Δ) − w[t−1] + X[t])
///     w[t] = w[t−1] + κ_w·(a·(U[t−1] − E) − w[t−1]) + b·S[t]       S[t] = H(U[t] − θ)
///
/// A spike puts U to U_r.  Potentials in mV; currents as potentials over the leak conductance, in
/// mV: X = I/g_L, w/g_L, b/g_L; a/g_L, κ = Δt·g_L/C and κ_w = Δt/τ_w dimensionless.  E is the
/// model's `rest`, where U starts with w = 0.  The exponent is held at 12.  With a reset in the
/// next step w jumps then.
/// Shapes: X, S `[T, B, F]`; coefficients shared or `[F]`.
///
/// - Reference: Brette & Gerstner, *Adaptive Exponential Integrate-and-Fire Model…*, 2005.
@frozen public struct AdaptiveExponentialModel<Spike: SpikeFunction>: ConventionalNeuron {
  /// E, the leak's reversal potential, where the membrane starts.
  public let rest: Scalar

  /// When the neuron fires and how it is reset.
  public var convention: Convention

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  /// - Precondition: the reset is one to a potential.
  @inlinable public init(
    rest: Scalar, convention: Convention = Convention(reset: .zero, timing: .sameStep),
    surrogate: Spike
  ) {
    convention.requireResetToPotential("AdaptiveExponential")
    self.rest = rest
    self.convention = convention
    self.surrogate = surrogate
  }

  /// What it keeps.
  public static var stateNames: [String] { ["membrane", "adaptation"] }

  /// What it is given.
  public static var coefficientNames: [String] {
    [
      "rate", "sharpness", "rheobase", "coupling", "adaptationRate", "jump", "threshold",
      "resetPotential",
    ]
  }

  /// The membrane at E, no adaptation.
  public var restingState: [Scalar] { [rest, 0] }

  /// Two.
  @inlinable public static var stateCount: Int { 2 }

  /// Eight.
  @inlinable public static var coefficientCount: Int { 8 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (rate, sharpness, rheobase, threshold) = (k[0], k[1], k[2], k[6])
    let last = convention.spike(state[0] - threshold, surrogate).detached
    let before = convention.start(from: state[0], after: last, orTo: k[7])
    let delayed = convention.timing == .nextStep
    let current = delayed ? state[1] + k[5] * last : state[1]
    let spike = convention.fire(
      &state[0], threshold: threshold, orTo: k[7], surrogate: surrogate
    ) {
      let growth = L.minimum(($0 - rheobase) / sharpness, L(12)).exponential
      return $0 + rate * (rest - $0 + sharpness * growth - current + input)
    }
    let relaxed = current + k[4] * (k[3] * (before - rest) - current)
    state[1] = delayed ? relaxed : relaxed + k[5] * spike
    return spike
  }
}

/// A layer of adaptive exponential neurons, `[T, B, F] → [T, B, F]`.
public typealias AdaptiveExponential = SpikingLayer<AdaptiveExponentialModel<Surrogate>>

extension SpikingLayer where Model == AdaptiveExponentialModel<Surrogate> {
  /// Adaptive exponential neurons.
  ///
  /// - Parameters:
  ///   - rate: κ.
  ///   - rest: E.
  ///   - sharpness: Δ.
  ///   - rheobase: U_T.
  ///   - coupling: a/g_L.
  ///   - adaptationRate: κ_w.
  ///   - jump: b/g_L.
  ///   - threshold: θ, the peak.
  ///   - resetPotential: U_r.
  ///   - convention: when a neuron fires and how it is reset, which is to U_r: a membrane above
  ///     its threshold runs off by itself, and no subtraction brings it back.
  ///   - surrogate: the derivative that stands in for the spike's, of a distance in mV.
  public init(
    rate: Coefficient, rest: Scalar, sharpness: Coefficient, rheobase: Coefficient,
    coupling: Coefficient, adaptationRate: Coefficient, jump: Coefficient, threshold: Coefficient,
    resetPotential: Coefficient,
    convention: Convention = Convention(reset: .zero, timing: .sameStep),
    surrogate: Surrogate = .arctan(alpha: 0.1)
  ) {
    self.init(
      AdaptiveExponentialModel(rest: rest, convention: convention, surrogate: surrogate),
      coefficients: [
        rate, sharpness, rheobase, coupling, adaptationRate, jump, threshold, resetPotential,
      ])
  }
}
