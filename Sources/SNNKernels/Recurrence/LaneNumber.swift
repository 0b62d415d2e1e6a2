/// The number a neuron's step is written over.
///
/// One step function serves three readings, chosen by the conforming type:
/// `Scalar` (one neuron, for tests and exploration), `Lanes` (sixteen neurons at once, the fused
/// forward pass) and `Dual` (a number together with one partial derivative, from which the
/// reverse pass is derived).  All values are dimensionless.
public protocol LaneNumber: Sendable {
  /// The same constant in every lane; its derivative is zero.
  init(_ constant: Scalar)

  static func + (lhs: Self, rhs: Self) -> Self
  static func - (lhs: Self, rhs: Self) -> Self
  static func * (lhs: Self, rhs: Self) -> Self
  static func / (lhs: Self, rhs: Self) -> Self

  /// 1 where the number is strictly positive, else 0; its derivative is zero everywhere.
  var heaviside: Self { get }

  /// |x|, with derivative sign(x) and 0 at 0.
  var magnitude: Self { get }

  /// eˣ.
  var exponential: Self { get }

  /// sin x, x in radians.
  var sine: Self { get }

  /// The nearest whole number, halves to even; its derivative is zero everywhere.
  var rounded: Self { get }

  /// The larger of two numbers; where they are equal the derivative is that of `rhs`.
  static func maximum(_ lhs: Self, _ rhs: Self) -> Self

  /// The smaller of two numbers; where they are equal the derivative is that of `rhs`.
  static func minimum(_ lhs: Self, _ rhs: Self) -> Self

  /// The same value with its derivative forgotten: gradients stop here.
  var detached: Self { get }

  /// 0 where `mask` is 1, the number itself where it is 0; a probe is then at no distance at which
  /// it could fire.
  func silenced(where mask: Self) -> Self

  /// What the number becomes at the threshold: `function`'s value, with `function`'s derivative.
  func spike(_ function: some SpikeFunction) -> Self
}

extension LaneNumber {
  /// The number times 1 − mask.
  @inlinable @inline(__always) public func silenced(where mask: Self) -> Self { (1 - mask) * self }

  /// cos x, x in radians.
  @inlinable @inline(__always) public var cosine: Self { (self + Scalar.pi / 2).sine }
}

/// A lane number that carries no derivative: `Scalar` or `Lanes`.
public protocol PlainNumber: LaneNumber {
  /// Applies a scalar function lane by lane; the slow path for functions without lane arithmetic.
  func mapped(_ transform: (Scalar) -> Scalar) -> Self
}

extension LaneNumber {
  /// The sum of a number and a constant.
  @inlinable @inline(__always) public static func + (lhs: Self, rhs: Scalar) -> Self {
    lhs + Self(rhs)
  }

  /// The sum of a constant and a number.
  @inlinable @inline(__always) public static func + (lhs: Scalar, rhs: Self) -> Self {
    Self(lhs) + rhs
  }

  /// The difference of a number and a constant.
  @inlinable @inline(__always) public static func - (lhs: Self, rhs: Scalar) -> Self {
    lhs - Self(rhs)
  }

  /// The difference of a constant and a number.
  @inlinable @inline(__always) public static func - (lhs: Scalar, rhs: Self) -> Self {
    Self(lhs) - rhs
  }

  /// The product of a number and a constant.
  @inlinable @inline(__always) public static func * (lhs: Self, rhs: Scalar) -> Self {
    lhs * Self(rhs)
  }

  /// The product of a constant and a number.
  @inlinable @inline(__always) public static func * (lhs: Scalar, rhs: Self) -> Self {
    Self(lhs) * rhs
  }

  /// The quotient of a number and a constant.
  @inlinable @inline(__always) public static func / (lhs: Self, rhs: Scalar) -> Self {
    lhs / Self(rhs)
  }

  /// The quotient of a constant and a number.
  @inlinable @inline(__always) public static func / (lhs: Scalar, rhs: Self) -> Self {
    Self(lhs) / rhs
  }
}

/// A spike and the derivative that stands in for the one it lacks.
///
/// `value(at:)` is H(x) for a spiking network, and the surrogate's primitive for the smoothed
/// network on which gradients are checked; x = U − θ is the distance from the threshold.
public protocol SpikeFunction: Sendable {
  func value<P: PlainNumber>(at distance: P) -> P
  func derivative<P: PlainNumber>(at distance: P) -> P
}
