public import SNNTensor

/// How many thresholds a membrane holds: 0, 1, …, D spikes at once.
///
/// Forward n = round(x) held in 0...D, halves to even; backward dn/dx = 1 in 0...D and 0
/// outside, the derivative of x clamped to 0...D.
@frozen public struct IntegerSpike: SpikeFunction, Hashable {
  /// D, the most spikes of a step.
  public let maximum: Int

  /// At most `maximum` spikes in a step.
  /// - Precondition: `maximum` ≥ 1.
  public init(maximum: Int) {
    require(maximum >= 1, "IntegerSpike: at most \(maximum) spikes in a step, not even one")
    self.maximum = maximum
  }

  /// n, from the membrane in units of its threshold.
  @inlinable @inline(__always)
  public func value<P: PlainNumber>(at thresholds: P) -> P {
    P.minimum(P.maximum(thresholds.rounded, P(0)), P(Scalar(maximum)))
  }

  /// 1 in 0...D, its ends included, else 0.
  @inlinable @inline(__always)
  public func derivative<P: PlainNumber>(at thresholds: P) -> P {
    (1 - (0 - thresholds).heaviside) * (1 - (thresholds - Scalar(maximum)).heaviside)
  }
}

/// Leaky neuron that sends how many thresholds its membrane holds (I-LIF).
///
///     V[t] = β·U[t−1] + X[t]       S[t] = clamp(round(V[t]/θ), 0, D)       U[t] = V[t] − θ·S[t]
///
/// X current, V and U membrane before and after the reset, θ threshold, dimensionless; β in 0...1;
/// S an integer, which at inference stands for that many binary spikes.  The reset takes S as a
/// constant: with its derivative of 1/θ it would cancel all memory in the gradient.
/// Shapes: X, S `[T, B, F]`; β and θ shared or `[F]`.
///
/// - Reference: Luo et al., *Integer-Valued Training and Spike-Driven Inference Spiking Neural
///   Network…* (SpikeYOLO), 2024.
@frozen public struct IntegerLeakyModel<Count: SpikeFunction>: NeuronModel {
  /// From the membrane in units of its threshold to the number of spikes.
  public let count: Count

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(count: Count) { self.count = count }

  /// U.
  public static var stateNames: [String] { ["membrane"] }

  /// β and θ.
  public static var coefficientNames: [String] { ["beta", "threshold"] }

  /// β in 0...1, θ anywhere.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1, nil] }

  /// One.
  @inlinable public static var stateCount: Int { 1 }

  /// Two.
  @inlinable public static var coefficientCount: Int { 2 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let charged = k[0] * state[0] + input
    let spikes = (charged / k[1]).spike(count)
    state[0] = charged - k[1] * spikes.detached
    return spikes
  }
}

/// A layer of neurons that fire several times in a step, `[T, B, F] → [T, B, F]`.
public typealias IntegerLeaky = SpikingLayer<IntegerLeakyModel<IntegerSpike>>

extension SpikingLayer where Model == IntegerLeakyModel<IntegerSpike> {
  /// Leaky neurons that fire up to `maximum` times in a step.
  ///
  /// - Parameters:
  ///   - beta: membrane decay per step in 0...1.
  ///   - threshold: θ, what a spike takes.
  ///   - maximum: D, the most spikes of a step.
  /// - Precondition: a fixed `beta` lies in 0...1, and `maximum` ≥ 1.
  public init(beta: Coefficient, threshold: Coefficient = 1, maximum: Int = 4) {
    self.init(
      IntegerLeakyModel(count: IntegerSpike(maximum: maximum)), coefficients: [beta, threshold])
  }
}
