public import SNNTensor

/// Lapicque's neuron: a resistor and a capacitor, by Euler's rule.
///
///     U[t] = (1 − Δt/(R·C))·U[t−1] + (Δt/C)·X[t] − θ·R[t]       S[t] = H(U[t] − θ)
///
/// X current (A), U membrane and θ threshold (V), R resistance (Ω), C capacitance (F), Δt step (s),
/// or any units that go together.  Shapes: X, S `[T, B, F]`; coefficients shared or `[F]`.
///
/// snnTorch given β alone leaks by 1 + ln β instead of β (0.8946 for 0.9): here R and C are what is
/// given, and `Leaky` is the neuron with a decay.
///
/// - Reference: Lapicque, 1907; snnTorch 1.0 `Lapicque`.
@frozen public struct LapicqueModel<Spike: SpikeFunction>: ConventionalNeuron {
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
  public static var stateNames: [String] { ["membrane"] }

  /// What it is given.
  public static var coefficientNames: [String] { ["beta", "gain", "threshold"] }

  /// Where they are held.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1, nil, nil] }

  /// One.
  @inlinable public static var stateCount: Int { 1 }

  /// Three.
  @inlinable public static var coefficientCount: Int { 3 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (beta, gain, threshold) = (k[0], k[1], k[2])
    return convention.fire(
      &state[0], threshold: threshold,
      surrogate: surrogate
    ) { beta * $0 + gain * input }
  }
}

/// A layer of Lapicque neurons, `[T, B, F] → [T, B, F]`.
public typealias Lapicque = SpikingLayer<LapicqueModel<Surrogate>>

extension SpikingLayer where Model == LapicqueModel<Surrogate> {
  /// Neurons of a resistor and a capacitor.
  ///
  /// - Parameters:
  ///   - resistance: R.
  ///   - capacitance: C.
  ///   - timeStep: Δt.
  ///   - threshold: θ, above which a neuron fires.
  ///   - convention: when a neuron fires and how it is reset.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: 0 < Δt ≤ R·C.
  public init(
    resistance: Scalar, capacitance: Scalar, timeStep: Scalar = 1, threshold: Coefficient = 1,
    convention: Convention = Convention(), surrogate: Surrogate = .arctan()
  ) {
    require(
      capacitance > 0 && timeStep > 0 && timeStep <= resistance * capacitance,
      "Lapicque: a step of \(timeStep) with R·C = \(resistance * capacitance); Euler's rule needs "
        + "0 < Δt ≤ R·C")
    self.init(
      LapicqueModel(convention: convention, surrogate: surrogate),
      coefficients: [
        .fixed(1 - timeStep / (resistance * capacitance)), .fixed(timeStep / capacitance),
        threshold,
      ])
  }
}
