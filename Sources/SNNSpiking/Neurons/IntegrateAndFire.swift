public import SNNTensor

/// Integrate-and-fire neuron: a membrane without leak.
///
///     U[t] = U[t−1] + X[t] − θ·R[t]       S[t] = H(U[t] − θ)       R[t] = S[t−1]
///
/// X current, U membrane, θ threshold, dimensionless.  Shapes: X, S `[T, B, F]`; θ shared or `[F]`.
///
/// - Reference: Lapicque, *Recherches quantitatives sur l'excitation électrique des nerfs…*, 1907.
@frozen public struct IntegrateAndFireModel<Spike: SpikeFunction>: ConventionalNeuron {
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
  public static var stateNames: [String] { ["membrane"] }

  /// What it is given.
  public static var coefficientNames: [String] { ["threshold"] }

  /// One.
  @inlinable public static var stateCount: Int { 1 }

  /// One.
  @inlinable public static var coefficientCount: Int { 1 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let threshold = k[0]
    return convention.fire(
      &state[0], threshold: threshold,
      surrogate: surrogate
    ) { $0 + input }
  }
}

/// A layer of integrate-and-fire neurons, `[T, B, F] → [T, B, F]`.
public typealias IntegrateAndFire = SpikingLayer<IntegrateAndFireModel<Surrogate>>

extension SpikingLayer where Model == IntegrateAndFireModel<Surrogate> {
  /// Integrate-and-fire neurons.
  ///
  /// - Parameters:
  ///   - threshold: θ, above which a neuron fires.
  ///   - convention: when a neuron fires and how it is reset.
  ///   - surrogate: the derivative that stands in for the spike's.
  public init(
    threshold: Coefficient = 1, convention: Convention = Convention(),
    surrogate: Surrogate = .arctan()
  ) {
    self.init(
      IntegrateAndFireModel(convention: convention, surrogate: surrogate),
      coefficients: [threshold])
  }
}
