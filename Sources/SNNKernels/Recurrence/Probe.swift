/// A number that remembers something of the moment when it became a spike.
///
/// Run over probes, a step tells of every neuron how it stood at the moment of firing, before any
/// reset, whatever the neuron does with it afterwards.  What is computed from one spike keeps that
/// spike's note.
@frozen public struct Probe<Base: LaneNumber, Note: ProbeNote>: LaneNumber {
  /// The number itself.
  public var value: Base
  /// What is remembered of the spike it stems from; 0 where it stems from none.
  public var note: Base

  /// A number with the note of the spike it stems from.
  @inlinable @inline(__always) public init(_ value: Base, note: Base) {
    self.value = value
    self.note = note
  }

  /// A number that stems from no spike.
  @inlinable @inline(__always) public init(_ value: Base) { self.init(value, note: Base(0)) }

  /// A constant.
  @inlinable @inline(__always) public init(_ constant: Scalar) { self.init(Base(constant)) }

  @inlinable @inline(__always)
  func joined(_ other: Self, _ combine: (Base, Base) -> Base) -> Self {
    Self(combine(value, other.value), note: note + other.note)
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
    Self(value.magnitude, note: note)
  }

  /// eˣ.
  @inlinable @inline(__always) public var exponential: Self {
    Self(value.exponential, note: note)
  }

  /// sin x.
  @inlinable @inline(__always) public var sine: Self { Self(value.sine, note: note) }

  /// The nearest whole number.
  @inlinable @inline(__always) public var rounded: Self {
    Self(value.rounded, note: note)
  }

  /// The same number with its derivative forgotten.
  @inlinable @inline(__always) public var detached: Self {
    Self(value.detached, note: note)
  }

  /// 0 where `mask` is 1, with the note of a silenced neuron.
  @inlinable @inline(__always) public func silenced(where mask: Self) -> Self {
    Self(
      value.silenced(where: mask.value),
      note: note.silenced(where: mask.value) + mask.value * Note.ofSilence)
  }

  /// The spike, with what is noted of the number it was.
  @inlinable @inline(__always) public func spike(_ function: some SpikeFunction) -> Self {
    Self(value.spike(function), note: Note.of(value, function))
  }
}
