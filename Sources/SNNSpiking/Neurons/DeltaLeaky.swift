public import SNNTensor

/// Leaky integrator that fires when its membrane has moved by more than a threshold in one step.
///
///     U[t] = β·U[t−1] + X[t]       S[t] = H(|U[t] − U[t−1]| − δ)
///
/// X current, U membrane, δ threshold of the change, dimensionless; β in 0...1.  Movements up and
/// down both fire; nothing is reset.  Shapes: X, S `[T, B, F]`; β and δ shared or `[F]`.
///
/// - Reference: snnTorch 1.0 `DeltaLeaky`.
@frozen public struct DeltaLeakyModel<Spike: SpikeFunction>: NeuronModel {
  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(surrogate: Spike) { self.surrogate = surrogate }

  /// U.
  public static var stateNames: [String] { ["membrane"] }

  /// β and δ.
  public static var coefficientNames: [String] { ["beta", "threshold"] }

  /// β in 0...1, δ anywhere.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { [0...1, nil] }

  /// One.
  @inlinable public static var stateCount: Int { 1 }

  /// Two.
  @inlinable public static var coefficientCount: Int { 2 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let before = state[0]
    state[0] = k[0] * before + input
    return ((state[0] - before).magnitude - k[1]).spike(surrogate)
  }
}

/// A layer of delta neurons, `[T, B, F] → [T, B, F]`.
public typealias DeltaLeaky = SpikingLayer<DeltaLeakyModel<Surrogate>>

extension SpikingLayer where Model == DeltaLeakyModel<Surrogate> {
  /// Delta neurons.
  ///
  /// - Parameters:
  ///   - beta: membrane decay per step in 0...1.
  ///   - threshold: δ, the change that fires.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: a fixed `beta` lies in 0...1.
  public init(beta: Coefficient, threshold: Coefficient = 1, surrogate: Surrogate = .arctan()) {
    self.init(DeltaLeakyModel(surrogate: surrogate), coefficients: [beta, threshold])
  }
}
