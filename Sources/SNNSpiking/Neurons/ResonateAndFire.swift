public import SNNTensor

/// Resonate-and-fire neuron: a damped oscillation, which spikes at its own rhythm excite most.
///
///     z[t] = ρ·e^(iφ)·z[t−1] + X[t]       S[t] = H(Im z[t] − θ)
///
/// X current, added to the real part; z complex state, whose imaginary part is the membrane; ρ
/// decay per step in 0...1; φ = ω·Δt turn per step (radians); θ threshold; dimensionless.  The
/// convention resets the membrane part; by default nothing is reset.
/// Shapes: X, S `[T, B, F]`; ρ, φ and θ shared or `[F]`.
///
/// - Reference: Izhikevich, *Resonate-and-Fire Neurons*, 2001.
@frozen public struct ResonateAndFireModel<Spike: SpikeFunction>: ConventionalNeuron {
  /// When the neuron fires and how it is reset.
  public var convention: Convention

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(convention: Convention = Convention(reset: .none), surrogate: Spike) {
    self.convention = convention
    self.surrogate = surrogate
  }

  /// Im z and Re z.
  public static var stateNames: [String] { ["membrane", "current"] }

  /// ρ, φ and θ.
  public static var coefficientNames: [String] { ["decay", "turn", "threshold"] }

  /// ρ in 0...1, the others anywhere.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1, nil, nil] }

  /// Two.
  @inlinable public static var stateCount: Int { 2 }

  /// Three.
  @inlinable public static var coefficientCount: Int { 3 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (across, along) = (k[0] * k[1].sine, k[0] * k[1].cosine)
    let current = state[1]
    let last = convention.spike(state[0] - k[2], surrogate).detached
    let membrane = convention.start(from: state[0], after: last)
    state[1] = along * current - across * membrane + input
    return convention.fire(
      &state[0], threshold: k[2],
      surrogate: surrogate
    ) { along * $0 + across * current }
  }
}

/// A layer of resonate-and-fire neurons, `[T, B, F] → [T, B, F]`.
public typealias ResonateAndFire = SpikingLayer<ResonateAndFireModel<Surrogate>>

extension SpikingLayer where Model == ResonateAndFireModel<Surrogate> {
  /// Resonate-and-fire neurons.
  ///
  /// - Parameters:
  ///   - decay: ρ = e^(−Δt/τ), per step in 0...1.
  ///   - turn: φ = ω·Δt, radians per step; 2π/φ steps are one oscillation.
  ///   - threshold: θ, above which the imaginary part fires.
  ///   - convention: when a neuron fires and how it is reset.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: a fixed `decay` lies in 0...1.
  public init(
    decay: Coefficient, turn: Coefficient, threshold: Coefficient = 1,
    convention: Convention = Convention(reset: .none), surrogate: Surrogate = .arctan()
  ) {
    self.init(
      ResonateAndFireModel(convention: convention, surrogate: surrogate),
      coefficients: [decay, turn, threshold])
  }
}
