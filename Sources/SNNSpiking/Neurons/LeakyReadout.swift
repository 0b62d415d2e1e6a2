public import SNNTensor

/// Leaky integrator that never fires and hands on its membrane: a read-out.
///
///     U[t] = β·U[t−1] + X[t]
///
/// X current, U membrane, dimensionless; β in 0...1.  Shapes: X, U `[T, B, F]`.
@frozen public struct LeakyReadoutModel: NeuronModel {
  @inlinable public init() {}

  public static let stateNames = ["membrane"]
  public static let coefficientNames = ["beta"]
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1] }
  public static var spikes: Bool { false }

  @inlinable public static var stateCount: Int { 1 }
  @inlinable public static var coefficientCount: Int { 1 }

  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    state[0] = k[0] * state[0] + input
    return state[0]
  }
}

/// A layer of leaky integrators, `[T, B, F] → [T, B, F]` of membranes.
public typealias LeakyReadout = SpikingLayer<LeakyReadoutModel>

extension SpikingLayer where Model == LeakyReadoutModel {
  /// - Parameter beta: membrane decay per step in 0...1.
  public init(beta: Coefficient) { self.init(LeakyReadoutModel(), coefficients: [beta]) }
}
