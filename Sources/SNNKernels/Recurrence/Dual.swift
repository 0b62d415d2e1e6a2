/// A number together with its partial derivatives in `directions` directions, each a separate lane
/// vector: `value + Σ partials[d]·ε_d`, with every product of two ε zero.
@frozen public struct Dual<let directions: Int, Base: PlainNumber>: LaneNumber {
  /// The number itself.
  public var value: Base
  /// Its derivative along each direction.
  public var partials: InlineArray<directions, Base>

  /// A value with its partial derivatives.
  @inlinable @inline(__always) public init(_ value: Base, partials: InlineArray<directions, Base>) {
    self.value = value
    self.partials = partials
  }

  /// A constant: every partial is zero.
  @inlinable @inline(__always) public init(_ constant: Scalar) { self.init(Base(constant)) }

  /// A constant: every partial is zero.
  @inlinable @inline(__always) public init(_ value: Base) {
    self.init(value, partials: InlineArray(repeating: Base(0)))
  }

  /// A variable: its partial in its own direction is one.
  @inlinable @inline(__always) public init(_ value: Base, direction: Int) {
    self.init(value)
    partials[direction] = Base(1)
  }

  /// The same value with each partial rewritten by the chain rule.
  @inlinable @inline(__always)
  static func chain(_ value: Base, _ partial: (Int) -> Base) -> Self {
    var result = Self(value)
    for direction in 0..<directions { result.partials[direction] = partial(direction) }
    return result
  }

  /// Sum, the chain rule applied to every partial.  d(a + b) = da + db
  @inlinable @inline(__always) public static func + (lhs: Self, rhs: Self) -> Self {
    chain(lhs.value + rhs.value) { lhs.partials[$0] + rhs.partials[$0] }
  }

  /// Difference, the chain rule applied to every partial.  d(a − b) = da − db
  @inlinable @inline(__always) public static func - (lhs: Self, rhs: Self) -> Self {
    chain(lhs.value - rhs.value) { lhs.partials[$0] - rhs.partials[$0] }
  }

  /// Product, the chain rule applied to every partial.  d(ab) = b·da + a·db
  @inlinable @inline(__always) public static func * (lhs: Self, rhs: Self) -> Self {
    chain(lhs.value * rhs.value) { lhs.partials[$0] * rhs.value + lhs.value * rhs.partials[$0] }
  }

  /// Quotient, the chain rule applied to every partial.  d(a/b) = (da − (a/b)·db)/b
  @inlinable @inline(__always) public static func / (lhs: Self, rhs: Self) -> Self {
    let quotient = lhs.value / rhs.value
    return chain(quotient) { (lhs.partials[$0] - quotient * rhs.partials[$0]) / rhs.value }
  }

  /// H(x), 0 at 0; its partials are zero.
  @inlinable @inline(__always) public var heaviside: Self { Self(value.heaviside) }

  /// |x|.  d|x| = sign(x)·dx, 0 at 0
  @inlinable @inline(__always) public var magnitude: Self {
    let sign = value.heaviside - (Base(0) - value).heaviside
    return .chain(value.magnitude) { sign * partials[$0] }
  }

  /// eˣ.  d = eˣ·dx
  @inlinable @inline(__always) public var exponential: Self {
    let result = value.exponential
    return .chain(result) { result * partials[$0] }
  }

  /// sin x.  d = cos x·dx
  @inlinable @inline(__always) public var sine: Self {
    let slope = value.cosine
    return .chain(value.sine) { slope * partials[$0] }
  }

  /// The nearest whole number; its partials are zero.
  @inlinable @inline(__always) public var rounded: Self { Self(value.rounded) }

  /// The larger of two numbers, with its partials; of equals those of `rhs`.
  @inlinable @inline(__always) public static func maximum(_ lhs: Self, _ rhs: Self) -> Self {
    let left = (lhs.value - rhs.value).heaviside
    return chain(Base.maximum(lhs.value, rhs.value)) {
      left * lhs.partials[$0] + (1 - left) * rhs.partials[$0]
    }
  }

  /// The smaller of two numbers, with its partials; of equals those of `rhs`.
  @inlinable @inline(__always) public static func minimum(_ lhs: Self, _ rhs: Self) -> Self {
    let left = (rhs.value - lhs.value).heaviside
    return chain(Base.minimum(lhs.value, rhs.value)) {
      left * lhs.partials[$0] + (1 - left) * rhs.partials[$0]
    }
  }

  /// The value with partials of zero.
  @inlinable @inline(__always) public var detached: Self { Self(value) }

  /// The function's value, its derivative times dx as partials.
  @inlinable @inline(__always) public func spike(_ function: some SpikeFunction) -> Self {
    let slope = function.derivative(at: value)
    return .chain(value.spike(function)) { slope * partials[$0] }
  }
}
