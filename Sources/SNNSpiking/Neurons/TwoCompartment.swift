public import SNNTensor

/// Leaky neuron of two compartments, dendrite and soma (TC-LIF), which remembers for long.
///
///     D[t] = D[t−1] + β₁·U[t−1] + X[t] − γ·S[t−1]       dendrite
///     U[t] = U[t−1] + β₂·D[t] − θ·S[t−1]                soma
///     S[t] = H(U[t] − θ)
///
/// X current, D dendritic and U somatic membrane, θ threshold, γ dendritic reset, dimensionless; β₁
/// in −1...0, β₂ in 0...1.  A spike resets both, in the next step; its gradient and the firing
/// condition are the convention's.  Shapes: X, S `[T, B, F]`; coefficients shared or `[F]`.
///
/// - Reference: Zhang et al., *TC-LIF: A Two-Compartment Spiking Neuron Model for Long-Term
///   Sequential Modelling*, 2024.
@frozen public struct TwoCompartmentModel<Spike: SpikeFunction>: ConventionalNeuron {
  /// When the neuron fires and whether gradients flow through its reset.
  public var convention: Convention

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(convention: Convention = Convention(), surrogate: Spike) {
    self.convention = convention
    self.surrogate = surrogate
  }

  /// U, D and S.
  public static var stateNames: [String] { ["membrane", "dendrite", "spike"] }

  /// β₁, β₂, γ and θ.
  public static var coefficientNames: [String] { ["beta1", "beta2", "gamma", "threshold"] }

  /// β₁ in −1...0, β₂ in 0...1, the others anywhere.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [-1...0, 0...1, nil, nil] }

  /// Three.
  @inlinable public static var stateCount: Int { 3 }

  /// Two: the last state is a spike.
  @inlinable public static var quantityCount: Int { 2 }

  /// Four.
  @inlinable public static var coefficientCount: Int { 4 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let last = convention.resetGradient == .kept ? state[2] : state[2].detached
    state[1] = state[1] + k[0] * state[0] + input - k[2] * last
    state[0] = state[0] + k[1] * state[1] - k[3] * last
    state[2] = convention.spike(state[0] - k[3], surrogate)
    return state[2]
  }
}

/// A layer of neurons of two compartments, `[T, B, F] → [T, B, F]`.
public typealias TwoCompartment = SpikingLayer<TwoCompartmentModel<Surrogate>>

extension SpikingLayer where Model == TwoCompartmentModel<Surrogate> {
  /// Neurons of two compartments.
  ///
  /// - Parameters:
  ///   - beta1: what the soma takes from the dendrite, in −1...0.
  ///   - beta2: what the dendrite gives to the soma, in 0...1.
  ///   - gamma: what a spike takes from the dendrite.
  ///   - threshold: θ, above which the soma fires.
  ///   - convention: when a neuron fires and whether gradients flow through its reset.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: fixed `beta1` and `beta2` lie in their ranges.
  public init(
    beta1: Coefficient = -0.5, beta2: Coefficient = 0.5, gamma: Coefficient = 0.5,
    threshold: Coefficient = 1, convention: Convention = Convention(),
    surrogate: Surrogate = .arctan()
  ) {
    self.init(
      TwoCompartmentModel(convention: convention, surrogate: surrogate),
      coefficients: [beta1, beta2, gamma, threshold])
  }
}
