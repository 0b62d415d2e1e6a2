public import SNNTensor

/// Leaky integrate-and-fire neuron with a synaptic current, second order, discrete time.
///
///     I[t] = α·I[t−1] + X[t]
///     U[t] = β·U[t−1] + I[t] − θ·R[t]
///     S[t] = H(U[t] − θ),   R[t] = S[t−1], detached
///
/// Reset `.zero` is U[t] = (1 − R[t])·(β·U[t−1] + I[t]): unlike `Leaky`, and like snnTorch, the
/// current of the step is discarded with the membrane.  The current itself is never reset.
///
/// X input, I synaptic current, U membrane, θ threshold, all dimensionless; α, β in 0...1.
/// Shapes: X, S `[T, B, F]`; α, β and θ shared or `[F]`.
///
/// - Reference: Eshraghian et al., *Training Spiking Neural Networks Using Lessons From Deep
///   Learning*, 2023.
@frozen public struct SynapticModel<Spike: SpikeFunction>: NeuronModel {
  /// What a spike does to the membrane.
  public let reset: Reset

  /// When it does so.
  public let timing: ResetTiming

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(
    reset: Reset = .subtract, timing: ResetTiming = .nextStep, surrogate: Spike
  ) {
    self.reset = reset
    self.timing = timing
    self.surrogate = surrogate
  }

  /// Two states, U and I.
  public static var stateNames: [String] { ["membrane", "current"] }
  /// Three coefficients, α, β and θ.
  public static var coefficientNames: [String] { ["alpha", "beta", "threshold"] }
  /// α and β in 0...1, θ anywhere.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1, 0...1, nil] }

  /// Two, U and I.
  @inlinable public static var stateCount: Int { 2 }

  /// Three, α, β and θ.
  @inlinable public static var coefficientCount: Int { 3 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (alpha, beta, threshold) = (k[0], k[1], k[2])
    let fired = (state[0] - threshold).heaviside
    let current = alpha * state[1] + input
    let charged = beta * state[0] + current
    state[1] = current
    switch timing {
    case .nextStep:
      state[0] = reset.applied(to: charged, by: fired, threshold: threshold)
      return (state[0] - threshold).spike(surrogate)
    case .sameStep:
      let excess = reset.applied(to: charged, by: fired, threshold: threshold) - threshold
      let spike = excess.spike(surrogate)
      state[0] = reset.applied(to: charged, by: spike, threshold: threshold)
      return spike
    }
  }
}

/// A layer of neurons with synaptic current and membrane, `[T, B, F] → [T, B, F]`.
public typealias Synaptic = SpikingLayer<SynapticModel<Surrogate>>

extension SpikingLayer where Model == SynapticModel<Surrogate> {
  /// Neurons with synaptic current and membrane.
  ///
  /// - Parameters:
  ///   - alpha: decay of the synaptic current per step in 0...1.
  ///   - beta: decay of the membrane per step in 0...1.
  ///   - threshold: θ, above which a neuron fires.
  ///   - reset: what a spike does to the membrane.
  ///   - timing: when it does so.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: fixed `alpha` and `beta` lie in 0...1.
  public init(
    alpha: Coefficient, beta: Coefficient, threshold: Coefficient = 1, reset: Reset = .subtract,
    timing: ResetTiming = .nextStep, surrogate: Surrogate = .arctan()
  ) {
    self.init(
      SynapticModel(reset: reset, timing: timing, surrogate: surrogate),
      coefficients: [alpha, beta, threshold])
  }
}
