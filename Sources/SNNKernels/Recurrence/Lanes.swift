public import CLanes

/// Sixteen neurons side by side.
@frozen public struct Lanes: PlainNumber, Hashable {
  public var vector: SIMD16<Scalar>

  @inlinable @inline(__always) public init(_ vector: SIMD16<Scalar>) { self.vector = vector }

  @inlinable @inline(__always) public init(_ constant: Scalar) {
    vector = laneRepeated(constant)
  }

  /// The number of lanes.
  @inlinable public static var count: Int { 16 }

  @inlinable public subscript(_ lane: Int) -> Scalar {
    @inline(__always) get { vector[lane] }
    @inline(__always) set { vector[lane] = newValue }
  }

  @inlinable @inline(__always) public static func + (lhs: Self, rhs: Self) -> Self {
    Self(laneSum(lhs.vector, rhs.vector))
  }

  @inlinable @inline(__always) public static func - (lhs: Self, rhs: Self) -> Self {
    Self(laneDifference(lhs.vector, rhs.vector))
  }

  @inlinable @inline(__always) public static func * (lhs: Self, rhs: Self) -> Self {
    Self(laneProduct(lhs.vector, rhs.vector))
  }

  @inlinable @inline(__always) public static func / (lhs: Self, rhs: Self) -> Self {
    Self(laneQuotient(lhs.vector, rhs.vector))
  }

  /// a·b + c, rounded once where the processor can.
  @inlinable @inline(__always)
  public static func productSum(_ a: Self, _ b: Self, _ c: Self) -> Self {
    Self(laneProductSum(a.vector, b.vector, c.vector))
  }

  @inlinable @inline(__always) public var heaviside: Self { Self(laneHeaviside(vector)) }

  @inlinable @inline(__always) public var magnitude: Self { Self(laneMagnitude(vector)) }

  @inlinable @inline(__always) public var exponential: Self { Self(laneExponential(vector)) }

  @inlinable @inline(__always) public static func maximum(_ lhs: Self, _ rhs: Self) -> Self {
    Self(laneMaximum(lhs.vector, rhs.vector))
  }

  @inlinable @inline(__always) public static func minimum(_ lhs: Self, _ rhs: Self) -> Self {
    Self(laneMinimum(lhs.vector, rhs.vector))
  }

  @inlinable @inline(__always) public var detached: Self { self }

  @inlinable @inline(__always) public func spike(_ function: some SpikeFunction) -> Self {
    function.value(at: self)
  }

  @inlinable public func mapped(_ transform: (Scalar) -> Scalar) -> Self {
    var result = self
    for lane in 0..<Self.count { result[lane] = transform(self[lane]) }
    return result
  }
}
