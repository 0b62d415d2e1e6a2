public import SNNLayers

/// A synapse that lets the current of a spike fade instead of end.
///
///     I[t] = α·I[t−1] + X[t]                gain `.unitPeak`
///     I[t] = α·I[t−1] + (1 − α)·X[t]        gain `.unitSum`
///
/// X input, I current, dimensionless; α = e^(−Δt/τ) in 0...1.
/// Shapes: X, I `[T, B, F]`; α shared or `[F]`.
@frozen public struct SynapticFilterModel: NeuronModel {
  /// How large the answer to a single spike is.
  @frozen public enum Gain: String, Sendable, Codable, CaseIterable {
    /// It starts at 1 and sums to 1/(1 − α), as in the synapse of a `Synaptic` neuron.
    case unitPeak
    /// It starts at 1 − α and sums to 1, so that a constant current passes unchanged.
    case unitSum
  }

  /// How large the answer to a single spike is.
  public let gain: Gain

  /// A filter whose decay is given to the layer.
  @inlinable public init(gain: Gain) { self.gain = gain }

  /// One state, I.
  public static var stateNames: [String] { ["current"] }

  /// One coefficient, α.
  public static var coefficientNames: [String] { ["alpha"] }

  /// α in 0...1.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1] }

  /// It hands on its current.
  public static var spikes: Bool { false }

  /// One, I.
  @inlinable public static var stateCount: Int { 1 }

  /// One, α.
  @inlinable public static var coefficientCount: Int { 1 }

  /// One step of one synapse, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    switch gain {
    case .unitPeak: state[0] = k[0] * state[0] + input
    case .unitSum: state[0] = k[0] * (state[0] - input) + input
    }
    return state[0]
  }
}

/// A layer of exponential synapses, `[T, B, F] → [T, B, F]` of currents.
///
///     SynapticFilter(alpha: .learned(0.8))
public typealias SynapticFilter = SpikingLayer<SynapticFilterModel>

extension SpikingLayer where Model == SynapticFilterModel {
  /// Exponential synapses.
  ///
  /// - Parameters:
  ///   - alpha: decay of the current per step in 0...1.
  ///   - gain: how large the answer to a single spike is.
  /// - Precondition: a fixed `alpha` lies in 0...1.
  public init(alpha: Coefficient, gain: SynapticFilterModel.Gain = .unitPeak) {
    self.init(SynapticFilterModel(gain: gain), coefficients: [alpha])
  }
}
