public import SNNLayers

/// A synapse that lets the current of a spike fade instead of end.
///
///     I[t] = α·I[t−1] + X[t]                input gain `.one`
///     I[t] = α·I[t−1] + (1 − α)·X[t]        input gain `.leak`
///
/// X input, I current, dimensionless; α = e^(−Δt/τ) in 0...1.  The answer to a spike starts at 1 and
/// sums to 1/(1 − α), as in the synapse of a `Synaptic` neuron; or it sums to 1, so that a constant
/// current passes unchanged.
/// Shapes: X, I `[T, B, F]`; α shared or `[F]`.
@frozen public struct SynapticFilterModel: NeuronModel {
  /// How much of its input reaches the current.
  public let inputGain: InputGain

  /// A filter whose decay is given to the layer.
  @inlinable public init(inputGain: InputGain = .one) { self.inputGain = inputGain }

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
    state[0] = k[0] * state[0] + inputGain.admitted(input, beta: k[0])
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
  ///   - inputGain: how much of its input reaches the current.
  /// - Precondition: a fixed `alpha` lies in 0...1.
  public init(alpha: Coefficient, inputGain: InputGain = .one) {
    self.init(SynapticFilterModel(inputGain: inputGain), coefficients: [alpha])
  }
}
