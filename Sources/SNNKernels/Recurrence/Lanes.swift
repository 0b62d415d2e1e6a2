public import CLanes

/// Sixteen neurons side by side.
@frozen public struct Lanes: PlainNumber, Hashable {
  /// The sixteen numbers.
  public var vector: SIMD16<Scalar>

  /// Sixteen numbers.
  @inlinable @inline(__always) public init(_ vector: SIMD16<Scalar>) { self.vector = vector }

  /// The same number in every lane.
  @inlinable @inline(__always) public init(_ constant: Scalar) {
    vector = laneRepeated(constant)
  }

  /// The number of lanes.
  @inlinable public static var count: Int { 16 }

  /// The number in one lane.
  @inlinable public subscript(_ lane: Int) -> Scalar {
    @inline(__always) get { vector[lane] }
    @inline(__always) set { vector[lane] = newValue }
  }

  /// Sum, lane by lane.
  @inlinable @inline(__always) public static func + (lhs: Self, rhs: Self) -> Self {
    Self(laneSum(lhs.vector, rhs.vector))
  }

  /// Difference, lane by lane.
  @inlinable @inline(__always) public static func - (lhs: Self, rhs: Self) -> Self {
    Self(laneDifference(lhs.vector, rhs.vector))
  }

  /// Product, lane by lane.
  @inlinable @inline(__always) public static func * (lhs: Self, rhs: Self) -> Self {
    Self(laneProduct(lhs.vector, rhs.vector))
  }

  /// Quotient, lane by lane.
  @inlinable @inline(__always) public static func / (lhs: Self, rhs: Self) -> Self {
    Self(laneQuotient(lhs.vector, rhs.vector))
  }

  /// 1 where the number is strictly positive, else 0.
  @inlinable @inline(__always) public var heaviside: Self { Self(laneHeaviside(vector)) }

  /// |x|.
  @inlinable @inline(__always) public var magnitude: Self { Self(laneMagnitude(vector)) }

  /// eˣ within two units in the last place.
  @inlinable @inline(__always) public var exponential: Self { Self(laneExponential(vector)) }

  /// sin x, to rounding for a few turns.
  @inlinable @inline(__always) public var sine: Self { Self(laneSine(vector)) }

  /// The nearest whole number, halves to even.
  @inlinable @inline(__always) public var rounded: Self { Self(laneRounded(vector)) }

  /// The larger of two numbers; `rhs` where either is NaN.
  @inlinable @inline(__always) public static func maximum(_ lhs: Self, _ rhs: Self) -> Self {
    Self(laneMaximum(lhs.vector, rhs.vector))
  }

  /// The smaller of two numbers; `rhs` where either is NaN.
  @inlinable @inline(__always) public static func minimum(_ lhs: Self, _ rhs: Self) -> Self {
    Self(laneMinimum(lhs.vector, rhs.vector))
  }

  /// The number itself, which carries no derivative.
  @inlinable @inline(__always) public var detached: Self { self }

  /// The function's value.
  @inlinable @inline(__always) public func spike(_ function: some SpikeFunction) -> Self {
    function.value(at: self)
  }

  /// Applies a function of one number to every lane, one after the other.
  @inlinable public func mapped(_ transform: (Scalar) -> Scalar) -> Self {
    var result = self
    for lane in 0..<Self.count { result[lane] = transform(self[lane]) }
    return result
  }
}
