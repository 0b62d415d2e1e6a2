public import SNNTensor

/// Gated leaky neuron (GLIF): gates mix two kinds of leak, of input and of reset.
///
///     I[t] = X[t]·(1 − b·(1 − g))
///     U[t] = (1 − a·(1 − λ))·U[t−1]·(1 − c·S[t−1]) − (1 − a)·l + I[t] − (1 − c)·r·S[t−1]
///     S[t] = H(U[t] − θ)
///
/// Gate a blends exponential leak (λ, at 1) with linear leak (l, at 0); gate b a conductance g on
/// the input; gate c a reset to zero (at 1) with a reset by subtraction of r (at 0).  All
/// dimensionless, a, b, c, λ, l and g in 0...1; the reference keeps them there by a sigmoid, here
/// they are clamped. g is the same at every step, where the reference learns one per step.  The
/// reset comes in the next step whatever the convention says; its gradient and the firing condition
/// are the convention's.
/// Shapes: X, S `[T, B, F]`; coefficients shared or `[F]`.
///
/// - Reference: Yao et al., *GLIF: A Unified Gated Leaky Integrate-and-Fire Neuron*, 2022.
@frozen public struct GatedLeakyModel<Spike: SpikeFunction>: ConventionalNeuron {
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
  public static var stateNames: [String] { ["membrane", "spike"] }

  /// What it is given.
  public static var coefficientNames: [String] {
    [
      "leakGate", "inputGate", "resetGate", "decay", "linearLeak", "conductance", "subtraction",
      "threshold",
    ]
  }

  /// Where they are held.
  public static var coefficientRanges: [ClosedRange<Scalar>?] {
    [0...1, 0...1, 0...1, 0...1, 0...1, 0...1, nil, nil]
  }

  /// Two.
  @inlinable public static var stateCount: Int { 2 }

  /// One: the last state is a spike.
  @inlinable public static var quantityCount: Int { 1 }

  /// Eight.
  @inlinable public static var coefficientCount: Int { 8 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (leakGate, inputGate, resetGate, threshold) = (k[0], k[1], k[2], k[7])
    let last = convention.resetGradient == .kept ? state[1] : state[1].detached
    let kept = (1 - leakGate * (1 - k[3])) * state[0]
    state[0] =
      kept * (1 - resetGate * last) - (1 - leakGate) * k[4]
      + input * (1 - inputGate * (1 - k[5])) - (1 - resetGate) * k[6] * last
    state[1] = convention.spike(state[0] - threshold, surrogate)
    return state[1]
  }
}

/// A layer of gated leaky neurons, `[T, B, F] → [T, B, F]`.
public typealias GatedLeaky = SpikingLayer<GatedLeakyModel<Surrogate>>

extension SpikingLayer where Model == GatedLeakyModel<Surrogate> {
  /// Gated neurons, which learn all but their threshold unless told otherwise.
  ///
  /// - Parameters:
  ///   - leakGate: a.
  ///   - inputGate: b.
  ///   - resetGate: c.
  ///   - decay: λ.
  ///   - linearLeak: l.
  ///   - conductance: g.
  ///   - subtraction: r.
  ///   - threshold: θ, above which a neuron fires.
  ///   - convention: when a neuron fires and how it is reset.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: fixed gates, decay, leak and conductance lie in 0...1.
  public init(
    leakGate: Coefficient = .learned(0.5), inputGate: Coefficient = .learned(0.5),
    resetGate: Coefficient = .learned(0.5), decay: Coefficient = .learned(0.5),
    linearLeak: Coefficient = .learned(0.02), conductance: Coefficient = .learned(0.5),
    subtraction: Coefficient = .learned(1), threshold: Coefficient = 1,
    convention: Convention = Convention(), surrogate: Surrogate = .arctan()
  ) {
    self.init(
      GatedLeakyModel(convention: convention, surrogate: surrogate),
      coefficients: [
        leakGate, inputGate, resetGate, decay, linearLeak, conductance, subtraction, threshold,
      ])
  }
}
