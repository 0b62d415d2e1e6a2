internal import Foundation

/// Sixteen neurons side by side.
public typealias Lanes = SIMD16<Scalar>

extension SIMD16: LaneNumber, PlainNumber where Scalar == SNNKernels.Scalar {
  @inlinable @inline(__always) public init(_ constant: Scalar) { self.init(repeating: constant) }

  @inlinable @inline(__always) public var heaviside: Self {
    Self(repeating: 0).replacing(with: 1, where: self .> 0)
  }

  @inlinable @inline(__always) public var magnitude: Self {
    replacing(with: 0 - self, where: self .< 0)
  }

  @inlinable @inline(__always) public static func maximum(_ lhs: Self, _ rhs: Self) -> Self {
    rhs.replacing(with: lhs, where: lhs .> rhs)
  }

  @inlinable @inline(__always) public static func minimum(_ lhs: Self, _ rhs: Self) -> Self {
    rhs.replacing(with: lhs, where: lhs .< rhs)
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
}
