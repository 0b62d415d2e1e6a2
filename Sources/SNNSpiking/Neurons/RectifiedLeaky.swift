public import SNNTensor

/// Leaky neuron whose membrane is scaled and rectified before it fires (KLIF).
///
///     U[t] = max(0, k·(β·U[t−1] + X[t]))       S[t] = H(U[t] − θ)
///
/// X current, U membrane, θ threshold, k scale, dimensionless; β in 0...1.  The reset comes as the
/// convention says; with `inputGain: .leak` the membrane takes (1 − β)·X[t].
/// Shapes: X, S `[T, B, F]`; β, k and θ shared or `[F]`.
///
/// - Reference: Jiang & Zhang, *KLIF: An Optimized Spiking Neuron Unit for Tuning Surrogate Gradient
///   Slope and Membrane Potential*, 2023.
@frozen public struct RectifiedLeakyModel<Spike: SpikeFunction>: ConventionalNeuron {
  /// When the neuron fires and how it is reset.
  public var convention: Convention

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(convention: Convention = .spikingJelly(), surrogate: Spike) {
    self.convention = convention
    self.surrogate = surrogate
  }

  /// U.
  public static var stateNames: [String] { ["membrane"] }

  /// β, k and θ.
  public static var coefficientNames: [String] { ["beta", "scale", "threshold"] }

  /// β in 0...1, the others anywhere.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1, nil, nil] }

  /// One.
  @inlinable public static var stateCount: Int { 1 }

  /// Three.
  @inlinable public static var coefficientCount: Int { 3 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    convention.fire(&state[0], threshold: k[2], surrogate: surrogate) {
      L.maximum(k[1] * (k[0] * $0 + convention.admitted(input, beta: k[0])), L(0))
    }
  }
}

/// A layer of scaled and rectified neurons, `[T, B, F] → [T, B, F]`.
public typealias RectifiedLeaky = SpikingLayer<RectifiedLeakyModel<Surrogate>>

extension SpikingLayer where Model == RectifiedLeakyModel<Surrogate> {
  /// Scaled and rectified neurons, which learn their scale unless told otherwise.
  ///
  /// - Parameters:
  ///   - beta: membrane decay per step in 0...1.
  ///   - scale: k.
  ///   - threshold: θ, above which a neuron fires.
  ///   - convention: when a neuron fires and how it is reset.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: `beta` lies in 0...1.
  public init(
    beta: Coefficient = 0.5, scale: Coefficient = .learned(1), threshold: Coefficient = 1,
    convention: Convention = .spikingJelly(), surrogate: Surrogate = .arctan()
  ) {
    self.init(
      RectifiedLeakyModel(convention: convention, surrogate: surrogate),
      coefficients: [beta, scale, threshold])
  }
}
