public import SNNTensor

/// Leaky integrator that never fires and hands on its membrane: a read-out.
///
///     U[t] = β·U[t−1] + X[t]
///
/// X current, U membrane, dimensionless; β = e^(−Δt/τ) in 0...1.
/// Shapes: X, U `[T, B, F]`; β shared or `[F]`.
@frozen public struct LeakyReadoutModel: NeuronModel {
  /// A neuron whose decay is given to the layer.
  @inlinable public init() {}

  /// One state, U.
  public static let stateNames = ["membrane"]

  /// One coefficient, β.
  public static let coefficientNames = ["beta"]

  /// β in 0...1.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1] }

  /// It hands on its membrane.
  public static var spikes: Bool { false }

  /// One, U.
  @inlinable public static var stateCount: Int { 1 }

  /// One, β.
  @inlinable public static var coefficientCount: Int { 1 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    state[0] = k[0] * state[0] + input
    return state[0]
  }
}

/// A layer of leaky integrators, `[T, B, F] → [T, B, F]` of membranes.
public typealias LeakyReadout = SpikingLayer<LeakyReadoutModel>

extension SpikingLayer where Model == LeakyReadoutModel {
  /// Leaky integrators.
  ///
  /// - Parameter beta: membrane decay per step in 0...1.
  /// - Precondition: a fixed `beta` lies in 0...1.
  public init(beta: Coefficient) { self.init(LeakyReadoutModel(), coefficients: [beta]) }
}
