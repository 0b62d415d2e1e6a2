internal import Foundation
public import SNNTensor

/// Neuron whose membrane follows an alpha-shaped response: the difference of two exponentials.
///
///     E[t] = α·E[t−1] + X[t]       N[t] = β·N[t−1] − X[t]       U[t] = κ·(E[t] + N[t])
///     S[t] = H(U[t] − θ)
///
/// X current, E and N rising and falling trace, U membrane, θ threshold, κ gain, dimensionless; β <
/// α in 0...1.  With R = S[t−1], detached, the resets are snnTorch's: any reset to zero empties E,
/// N and U with the step's input; `.subtract` is E −= θ·R, N ← (1 − R)·N, U += R·N[t−1].  They come
/// in the next step whatever the convention says, whose firing condition holds.
/// Shapes: X, S `[T, B, F]`; coefficients shared or `[F]`.
///
/// - Reference: Rall, 1967; snnTorch 1.0 `Alpha`.
@frozen public struct AlphaModel<Spike: SpikeFunction>: ConventionalNeuron {
  /// When the neuron fires and how it is reset.
  public var convention: Convention

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(
    convention: Convention = Convention(reset: .zeroDiscardingInput), surrogate: Spike
  ) {
    self.convention = convention
    self.surrogate = surrogate
  }

  /// U, E and N.
  public static var stateNames: [String] { ["membrane", "rising", "falling"] }

  /// α, β, κ and θ.
  public static var coefficientNames: [String] { ["alpha", "beta", "gain", "threshold"] }

  /// α and β in 0...1, the others anywhere.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1, 0...1, nil, nil] }

  /// Three.
  @inlinable public static var stateCount: Int { 3 }

  /// Four.
  @inlinable public static var coefficientCount: Int { 4 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let last = convention.spike(state[0] - k[3], surrogate).detached
    let falling = state[2]
    let charged = (rising: k[0] * state[1] + input, falling: k[1] * falling - input)
    let membrane = k[2] * (charged.rising + charged.falling)
    switch convention.reset {
    case .none:
      (state[0], state[1], state[2]) = (membrane, charged.rising, charged.falling)
    case .zero, .zeroDiscardingInput:
      state[0] = (1 - last) * membrane
      state[1] = (1 - last) * charged.rising
      state[2] = (1 - last) * charged.falling
    case .subtract:
      state[0] = membrane + last * falling
      state[1] = charged.rising - last * k[3]
      state[2] = (1 - last) * charged.falling
    }
    return convention.spike(state[0] - k[3], surrogate)
  }
}

/// A layer of alpha neurons, `[T, B, F] → [T, B, F]`.
public typealias Alpha = SpikingLayer<AlphaModel<Surrogate>>

extension SpikingLayer where Model == AlphaModel<Surrogate> {
  /// Alpha neurons, with snnTorch's gain κ = ln α/(ln β − ln α) + 1 of the α and β they start with.
  ///
  /// - Parameters:
  ///   - alpha: decay of the rising trace per step.
  ///   - beta: decay of the falling trace per step.
  ///   - threshold: θ, above which a neuron fires.
  ///   - convention: when a neuron fires and how it is reset.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: 0 < β < α < 1 for every neuron, α and β both shared or both one per neuron.
  public init(
    alpha: Coefficient, beta: Coefficient, threshold: Coefficient = 1,
    convention: Convention = Convention(reset: .zeroDiscardingInput),
    surrogate: Surrogate = .arctan()
  ) {
    let pairs = zip(alpha.values.scalars, beta.values.scalars)
    require(
      alpha.values.count == beta.values.count && pairs.allSatisfy { 0 < $1 && $1 < $0 && $0 < 1 },
      "Alpha: alpha \(alpha.values.scalars) and beta \(beta.values.scalars), expected "
        + "0 < beta < alpha < 1")
    let gains = pairs.map { log($0) / (log($1) - log($0)) + 1 }
    self.init(
      AlphaModel(convention: convention, surrogate: surrogate),
      coefficients: [
        alpha, beta, gains.count == 1 ? .fixed(gains[0]) : .fixed(perNeuron: gains), threshold,
      ])
  }
}
