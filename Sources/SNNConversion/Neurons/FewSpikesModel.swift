public import SNNSpiking

/// Few-spikes neuron: it writes its drive as a binary number, one digit per step.
///
///     d[t] = α·2^(−t)       z[t] = H(v[t] ≥ d[t])       v[t+1] = v[t] − d[t]·z[t]       t = 1…K
///
/// v starts as the whole drive x, of which the first step alone is read; Σ d[t]·z[t] is
/// ⌊x/(α·2⁻ᴷ)⌋·α·2⁻ᴷ for 0 ≤ x < α, and 0 below.  There what is subtracted lies between half of v
/// and v, so that no step rounds.  x and α in the units of the original network's activations.
/// Shapes: x, z `[K, B, …]`; α shared or per channel.
///
/// - Reference: Stöckl & Maass, *Optimized Spiking Neurons Can Classify Images With High Accuracy
///   Through Temporal Coding With Two Spikes*, 2021.
@frozen public struct FewSpikesModel: NeuronModel {
  /// The derivative that stands in for the spike's.
  public let surrogate: Surrogate

  /// A neuron whose scale is given to the layer.
  @inlinable public init(surrogate: Surrogate) { self.surrogate = surrogate }

  /// v, and 2^(−t) of the step before.
  public static var stateNames: [String] { ["membrane", "digit"] }

  /// α.
  public static var coefficientNames: [String] { ["threshold"] }

  /// A scale of zero would write nothing.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [1e-12...1e12] }

  /// Nothing read, and the digit before the first.
  public var restingState: [Scalar] { [0, 1] }

  /// Two.
  @inlinable public static var stateCount: Int { 2 }

  /// One.
  @inlinable public static var coefficientCount: Int { 1 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let isFirst = (state[1] - 0.75).heaviside
    let left = isFirst * input + (1 - isFirst) * state[0]
    state[1] = state[1] * 0.5
    let digit = k[0] * state[1]
    let written = 1 - ((digit - left) / k[0]).spike(surrogate)
    state[0] = left - digit * written
    return written
  }
}
