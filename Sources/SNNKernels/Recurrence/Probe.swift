/// A number that remembers how far from the threshold it was when it became a spike.
///
/// Run over probes, a step tells the distance of every neuron from its threshold at the moment of
/// firing, before any reset, whatever the neuron does with it afterwards.  What is computed from
/// one spike keeps that spike's distance.
@frozen public struct Probe<Base: LaneNumber>: LaneNumber {
  /// The number itself.
  public var value: Base
  /// U − θ of the spike it stems from, dimensionless; 0 where it stems from none.
  public var distance: Base

  /// A number with the distance of the spike it stems from.
  @inlinable @inline(__always) public init(_ value: Base, distance: Base) {
    self.value = value
    self.distance = distance
  }

  /// A number that stems from no spike.
  @inlinable @inline(__always) public init(_ value: Base) { self.init(value, distance: Base(0)) }

  /// A constant.
  @inlinable @inline(__always) public init(_ constant: Scalar) { self.init(Base(constant)) }

  @inlinable @inline(__always)
  func joined(_ other: Self, _ combine: (Base, Base) -> Base) -> Self {
    Self(combine(value, other.value), distance: distance + other.distance)
  }

  /// The sum of two numbers.
  @inlinable @inline(__always) public static func + (lhs: Self, rhs: Self) -> Self {
    lhs.joined(rhs) { $0 + $1 }
  }

  /// The difference of two numbers.
  @inlinable @inline(__always) public static func - (lhs: Self, rhs: Self) -> Self {
    lhs.joined(rhs) { $0 - $1 }
  }

  /// The product of two numbers.
  @inlinable @inline(__always) public static func * (lhs: Self, rhs: Self) -> Self {
    lhs.joined(rhs) { $0 * $1 }
  }

  /// The quotient of two numbers.
  @inlinable @inline(__always) public static func / (lhs: Self, rhs: Self) -> Self {
    lhs.joined(rhs) { $0 / $1 }
  }

  /// The larger of two numbers.
  @inlinable @inline(__always) public static func maximum(_ lhs: Self, _ rhs: Self) -> Self {
    lhs.joined(rhs) { Base.maximum($0, $1) }
  }

  /// The smaller of two numbers.
  @inlinable @inline(__always) public static func minimum(_ lhs: Self, _ rhs: Self) -> Self {
    lhs.joined(rhs) { Base.minimum($0, $1) }
  }

  /// 1 where the number is strictly positive, else 0.
  @inlinable @inline(__always) public var heaviside: Self { Self(value.heaviside) }

  /// |x|.
  @inlinable @inline(__always) public var magnitude: Self {
    Self(value.magnitude, distance: distance)
  }

  /// eˣ.
  @inlinable @inline(__always) public var exponential: Self {
    Self(value.exponential, distance: distance)
  }

  /// sin x.
  @inlinable @inline(__always) public var sine: Self { Self(value.sine, distance: distance) }

  /// The nearest whole number.
  @inlinable @inline(__always) public var rounded: Self {
    Self(value.rounded, distance: distance)
  }

  /// The same number with its derivative forgotten.
  @inlinable @inline(__always) public var detached: Self {
    Self(value.detached, distance: distance)
  }

  /// 0 where `mask` is 1, at a distance below that of every other neuron.
  @inlinable @inline(__always) public func silenced(where mask: Self) -> Self {
    Self(
      value.silenced(where: mask.value),
      distance: distance.silenced(where: mask.value) - mask.value * Scalar.greatestFiniteMagnitude)
  }

  /// The spike, with the number it was as its distance.
  @inlinable @inline(__always) public func spike(_ function: some SpikeFunction) -> Self {
    Self(value.spike(function), distance: value)
  }
}
