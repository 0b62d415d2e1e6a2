public import SNNTensor

/// A neuron: one generic step, and names for what it keeps.
///
/// Write `step` once over a lane number and the framework runs it fused over all steps, derives
/// back-propagation through time from it, records it and streams it.  A neuron of your own costs
/// thirty lines:
///
///     struct Squarer: NeuronModel {
///       static let stateNames = ["membrane"]
///       static let coefficientNames = ["beta", "threshold"]
///       static var stateCount: Int { 1 }
///       static var coefficientCount: Int { 2 }
///       var surrogate = Surrogate.arctan()
///
///       @inline(__always)
///       func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
///         let (beta, threshold) = (k[0], k[1])
///         let charged = beta * state[0] + input * input
///         let spike = (charged - threshold).spike(surrogate)
///         state[0] = charged - spike * threshold
///         return spike
///       }
///     }
///     let layer = SpikingLayer(Squarer(), coefficients: [0.9, 1])
///
/// Mark `step` with `@inline(__always)`, and in a library with `@inlinable` too; without, the
/// sixteen lanes are not specialised and the neuron runs some three times slower.
public protocol NeuronModel: Recurrence {
  /// The names of the state slots; the first is the membrane.
  static var stateNames: [String] { get }

  /// The names of the coefficients, in the order `step` reads them.
  static var coefficientNames: [String] { get }

  /// Where each coefficient starts and is held, nil for anywhere; a learned one that training has
  /// moved outside is taken as the nearer end, and only a gradient that leads back reaches it.
  static var coefficientRanges: [ClosedRange<Scalar>?] { get }

  /// How many of the states, from the first, are quantities; the others are spikes or counts, which
  /// are whole and are not to be rounded to a grid.  All unless the model says otherwise.
  static var quantityCount: Int { get }

  /// The state of a neuron at rest, slot by slot; zeros unless the model says otherwise.
  var restingState: [Scalar] { get }

  /// What the layer hands on is a spike rather than a membrane.
  static var spikes: Bool { get }

  /// The neuron with its membrane rounded to a grid before it fires, itself unless the model says
  /// otherwise.
  ///
  /// A neuron that is reset in the next step, by looking at its membrane once more, must look at
  /// the number it fired with.
  func rounding(to grid: StateGrid) -> Self
}

extension NeuronModel {
  /// Anywhere, unless the model says otherwise.
  public static var coefficientRanges: [ClosedRange<Scalar>?] {
    coefficientNames.map { _ in nil }
  }

  /// All states, unless the model says otherwise.
  @inlinable public static var quantityCount: Int { stateCount }

  /// Zeros, unless the model says otherwise.
  public var restingState: [Scalar] { [Scalar](repeating: 0, count: Self.stateCount) }

  /// True, unless the model says otherwise.
  public static var spikes: Bool { true }

  /// Itself, unless the model says otherwise.
  public func rounding(to grid: StateGrid) -> Self { self }
}
