public import SNNSpiking

/// How many thresholds a membrane holds, the last one that is full counted: what converted neurons
/// fire.
///
/// Forward n = ⌊x⌋ held in 0...Γ.  Backward, at the first threshold, the surrogate's derivative at
/// x − 1; with Γ > 1 one in 0...Γ and 0 outside, the staircase's slope.
@frozen public struct FilledThresholds: SpikeFunction, Hashable {
  /// Γ, the most spikes of a step.
  public let maximum: Int
  /// The derivative that stands in for that of a single spike.
  public let surrogate: Surrogate

  /// - Precondition: `maximum` ≥ 1.
  public init(maximum: Int, surrogate: Surrogate) {
    require(maximum >= 1, "FilledThresholds: at most \(maximum) spikes in a step")
    (self.maximum, self.surrogate) = (maximum, surrogate)
  }

  /// n, from the membrane in units of its threshold.
  @inlinable @inline(__always)
  public func value<P: PlainNumber>(at thresholds: P) -> P {
    guard maximum > 1 else { return 1 - (1 - thresholds).heaviside }
    // The nearest whole number, taken back where it lies above.
    let nearest = thresholds.rounded
    let below = nearest - (nearest - thresholds).heaviside
    return P.minimum(P.maximum(below, P(0)), P(Scalar(maximum)))
  }

  /// As above.
  @inlinable @inline(__always)
  public func derivative<P: PlainNumber>(at thresholds: P) -> P {
    guard maximum > 1 else { return surrogate.derivative(at: thresholds - 1) }
    return thresholds.heaviside * (Scalar(maximum) - thresholds).heaviside
  }
}

/// Integrate-and-fire neuron of a converted network: it loses exactly what its spikes carry.
///
///     V[t] = U[t−1] + X[t]       n[t] = clip(⌊(V[t] + v₀)/θ⌋, 0, Γ)       U[t] = V[t] − θ·n[t]
///
/// X drive, θ threshold, v₀ the membrane at the start, all in the units of the original network's
/// activations; U is the membrane beyond v₀, so that it starts at zero and after T steps
/// θ·Σ n = Σ X − U[T] exactly.  Γ most spikes of a step, 1 unless neurons may fire bursts.
/// Shapes: X, n `[T, B, …]`; θ and v₀ shared, per channel or per neuron.
///
/// - Reference: Rueckauer et al., *Conversion of Continuous-Valued Deep Networks to Efficient
///   Event-Driven Networks for Image Classification*, 2017; bursts: Li & Zeng, *Efficient and
///   Accurate Conversion of Spiking Neural Network With Burst Spikes*, 2022.
@frozen public struct IntegratorModel: NeuronModel {
  /// From the membrane in units of its threshold to the number of spikes.
  public let count: FilledThresholds

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(count: FilledThresholds) { self.count = count }

  /// U.
  public static var stateNames: [String] { ["membrane"] }

  /// θ and v₀.
  public static var coefficientNames: [String] { ["threshold", "start"] }

  /// A threshold of zero would never be reached; v₀ may be anywhere.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [1e-12...1e12, nil] }

  /// One.
  @inlinable public static var stateCount: Int { 1 }

  /// Two.
  @inlinable public static var coefficientCount: Int { 2 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let charged = state[0] + input
    let fired = ((charged + k[1]) / k[0]).spike(count)
    state[0] = charged - k[0] * fired
    return fired
  }
}
