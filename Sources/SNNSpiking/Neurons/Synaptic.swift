public import SNNTensor

/// Leaky integrate-and-fire neuron with a synaptic current, second order, discrete time.
///
///     I[t] = α·I[t−1] + X[t]
///     U[t] = β·U[t−1] + I[t] − θ·R[t]
///     S[t] = H(U[t] − θ),   R[t] = S[t−1], detached
///
/// Reset `.zero` is U[t] = β·(1 − R[t])·U[t−1] + I[t]; snnTorch's Synaptic discards the current of
/// the step with the membrane, which is `.zeroDiscardingInput`.  The current itself is never reset.
/// `Convention` has the other choices; with `inputGain: .leak` the membrane takes (1 − β)·I[t].
///
/// X input, I synaptic current, U membrane, θ threshold, all dimensionless; α, β in 0...1.
/// Shapes: X, S `[T, B, F]`; α, β and θ shared or `[F]`.
///
/// - Reference: Eshraghian et al., *Training Spiking Neural Networks Using Lessons From Deep
///   Learning*, 2023.
@frozen public struct SynapticModel<Spike: SpikeFunction>: ConventionalNeuron {
  /// When the neuron fires and how it is reset.
  public var convention: Convention

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(convention: Convention = Convention(), surrogate: Spike) {
    self.convention = convention
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
    let current = alpha * state[1] + input
    state[1] = current
    return convention.fire(
      &state[0], threshold: threshold,
      surrogate: surrogate
    ) { beta * $0 + convention.admitted(current, beta: beta) }
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
  ///   - convention: when a neuron fires and how it is reset.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: fixed `alpha` and `beta` lie in 0...1.
  public init(
    alpha: Coefficient, beta: Coefficient, threshold: Coefficient = 1,
    convention: Convention = Convention(),
    surrogate: Surrogate = .arctan()
  ) {
    self.init(
      SynapticModel(convention: convention, surrogate: surrogate),
      coefficients: [alpha, beta, threshold])
  }
}
