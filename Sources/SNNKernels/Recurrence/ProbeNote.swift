/// What a probe remembers of the moment when a number became a spike.
public protocol ProbeNote {
  /// The note of a number x = U − θ that a function turns into a spike.
  static func of<L: LaneNumber>(_ distance: L, _ function: some SpikeFunction) -> L

  /// The note of a neuron that is held silent.
  static var ofSilence: Scalar { get }
}

/// U − θ itself, dimensionless; below that of every other neuron where a neuron is held silent.
@frozen public enum DistanceNote: ProbeNote {
  /// The distance.
  @inlinable @inline(__always)
  public static func of<L: LaneNumber>(_ distance: L, _ function: some SpikeFunction) -> L {
    distance
  }

  /// Further below the threshold than any neuron can be.
  @inlinable @inline(__always)
  public static var ofSilence: Scalar { -.greatestFiniteMagnitude }
}

/// The surrogate's derivative at U − θ over that at the threshold, dimensionless; 0 where a neuron
/// is held silent.
@frozen public enum SensitivityNote: ProbeNote {
  /// The derivative, relative to its value at the threshold.
  @inlinable @inline(__always)
  public static func of<L: LaneNumber>(_ distance: L, _ function: some SpikeFunction) -> L {
    distance.spike(RelativeDerivative(function))
  }

  /// No gradient passes a neuron that is held silent.
  @inlinable @inline(__always) public static var ofSilence: Scalar { 0 }
}

/// A surrogate's derivative in the place of its spike.
@frozen @usableFromInline struct RelativeDerivative<Base: SpikeFunction>: SpikeFunction {
  @usableFromInline let base: Base

  @inlinable @inline(__always) init(_ base: Base) { self.base = base }

  @inlinable @inline(__always) func value<P: PlainNumber>(at distance: P) -> P {
    base.derivative(at: distance) / base.derivative(at: P(0))
  }

  /// None: nothing is learned through what is only watched.
  @inlinable @inline(__always) func derivative<P: PlainNumber>(at distance: P) -> P { P(0) }
}
