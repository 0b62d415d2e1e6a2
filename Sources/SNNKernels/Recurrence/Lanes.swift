internal import Foundation

/// Sixteen neurons side by side.
public typealias Lanes = SIMD16<Scalar>

#if DoublePrecision
  /// The bit patterns of sixteen numbers.
  public typealias LaneBits = SIMD16<Int64>
#else
  /// The bit patterns of sixteen numbers.
  public typealias LaneBits = SIMD16<Int32>
#endif

// Selections are made with integer arithmetic on bit patterns: `replacing(with:where:)` is a loop
// over lanes, which the optimiser makes a vector instruction in one neuron and not in the next.
extension SIMD16: LaneNumber, PlainNumber where Scalar == SNNKernels.Scalar {
  @inlinable @inline(__always) public init(_ constant: Scalar) { self.init(repeating: constant) }

  @inlinable @inline(__always) public var heaviside: Self {
    Self(bits: positiveMask & Self(repeating: 1).bits)
  }

  @inlinable @inline(__always) public var magnitude: Self {
    Self(bits: bits & LaneBits(repeating: .max))
  }

  @inlinable @inline(__always) public static func maximum(_ lhs: Self, _ rhs: Self) -> Self {
    let left = (lhs - rhs).positiveMask
    return Self(bits: (lhs.bits & left) | (rhs.bits & ~left))
  }

  @inlinable @inline(__always) public static func minimum(_ lhs: Self, _ rhs: Self) -> Self {
    let left = (rhs - lhs).positiveMask
    return Self(bits: (lhs.bits & left) | (rhs.bits & ~left))
  }

  public var exponential: Self { mapped { exp($0) } }

  @inlinable @inline(__always) public var detached: Self { self }

  @inlinable @inline(__always) public func spike(_ function: some SpikeFunction) -> Self {
    function.value(at: self)
  }

  @inlinable public func mapped(_ transform: (Scalar) -> Scalar) -> Self {
    var result = self
    for lane in 0..<Self.scalarCount { result[lane] = transform(self[lane]) }
    return result
  }

  /// All bits of a lane set where its number is positive.
  ///
  /// Positive numbers are the positive integers among the bit patterns: both i and i − 1 lack the
  /// sign bit, which 0 and −0 do not.
  @inlinable @inline(__always) var positiveMask: LaneBits {
    ~((bits | (bits &- 1)) &>> LaneBits(repeating: LaneBits.Scalar(LaneBits.Scalar.bitWidth - 1)))
  }

  @inlinable @inline(__always) var bits: LaneBits { unsafe unsafeBitCast(self, to: LaneBits.self) }

  @inlinable @inline(__always) init(bits: LaneBits) {
    self = unsafe unsafeBitCast(bits, to: Self.self)
  }
}
