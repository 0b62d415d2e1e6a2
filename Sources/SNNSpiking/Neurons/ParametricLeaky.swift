internal import Foundation
public import SNNTensor

/// Leaky neuron that learns its time constant (PLIF): 1/τ = σ(w), so that it stays in 0...1.
///
///     U[t] = U[t−1] + (X[t] − U[t−1])·σ(w)       S[t] = H(U[t] − θ)       σ(w) = 1/(1 + e^−w)
///
/// With `inputGain: .one` X is not scaled by σ(w).  X current, U membrane, θ threshold, w and τ (in
/// steps), dimensionless.  Shapes: X, S `[T, B, F]`; w and θ shared or `[F]`.
///
/// - Reference: Fang et al., *Incorporating Learnable Membrane Time Constant to Enhance Learning of
///   Spiking Neural Networks*, 2021.
@frozen public struct ParametricLeakyModel<Spike: SpikeFunction>: ConventionalNeuron {
  /// When the neuron fires and how it is reset.
  public var convention: Convention

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(convention: Convention = .spikingJelly(), surrogate: Spike) {
    self.convention = convention
    self.surrogate = surrogate
  }

  /// What it keeps.
  public static var stateNames: [String] { ["membrane"] }

  /// What it is given.
  public static var coefficientNames: [String] { ["w", "threshold"] }

  /// One.
  @inlinable public static var stateCount: Int { 1 }

  /// Two.
  @inlinable public static var coefficientCount: Int { 2 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    // Held where σ is not yet 0 or 1 to rounding: e^−w must not overflow.
    let w = L.maximum(L.minimum(k[0], L(15)), L(-15))
    let (rate, threshold) = (1 / (1 + (0 - w).exponential), k[1])
    return convention.fire(
      &state[0], threshold: threshold,
      surrogate: surrogate
    ) { (1 - rate) * $0 + convention.admitted(input, beta: 1 - rate) }
  }
}

/// A layer of neurons that learn their time constant, `[T, B, F] → [T, B, F]`.
public typealias ParametricLeaky = SpikingLayer<ParametricLeakyModel<Surrogate>>

extension SpikingLayer where Model == ParametricLeakyModel<Surrogate> {
  /// Neurons that learn one time constant together.
  ///
  /// - Parameters:
  ///   - tau: τ to start from, in steps; w = −ln(τ − 1).
  ///   - threshold: θ, above which a neuron fires.
  ///   - convention: when a neuron fires and how it is reset.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: τ exceeds one step.
  public init(
    tau: Scalar = 2, threshold: Coefficient = 1, convention: Convention = .spikingJelly(),
    surrogate: Surrogate = .arctan()
  ) {
    require(tau > 1 && tau.isFinite, "ParametricLeaky: tau = \(tau) steps, must exceed 1")
    self.init(
      ParametricLeakyModel(convention: convention, surrogate: surrogate),
      coefficients: [.learned(-log(tau - 1)), threshold])
  }
}
