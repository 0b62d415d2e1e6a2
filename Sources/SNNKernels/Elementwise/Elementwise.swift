/// `transform` of every element.
@inlinable @inline(__always)
package func map(_ a: Span<Scalar>, _ transform: (Scalar) -> Scalar) -> [Scalar] {
  makeBuffer(a.count) { result in
    for i in 0..<a.count { result[i] = transform(a[i]) }
  }
}

/// `combine` of the elements of two equally long spans.
@inlinable @inline(__always)
package func zip(
  _ a: Span<Scalar>, _ b: Span<Scalar>, _ combine: (Scalar, Scalar) -> Scalar
) -> [Scalar] {
  require(a.count == b.count, "zip: \(a.count) and \(b.count) elements")
  return makeBuffer(a.count) { result in
    for i in 0..<a.count { result[i] = combine(a[i], b[i]) }
  }
}

/// `combine` of every element of `a` with the element of `b` that broadcasting puts beside it.
///
/// Strides are those of `a` and `b` seen in the result's dimensions: 0 along an axis of size one.
@inlinable @inline(__always)
package func zipBroadcast(
  _ a: Span<Scalar>, strides aStrides: [Int], _ b: Span<Scalar>, strides bStrides: [Int],
  dimensions: [Int], _ combine: (Scalar, Scalar) -> Scalar
) -> [Scalar] {
  let count = dimensions.reduce(1, *)
  guard let width = dimensions.last, count > 0 else {
    return count == 0 ? [] : [combine(a[0], b[0])]
  }
  let (aStep, bStep) = (aStrides[aStrides.count - 1], bStrides[bStrides.count - 1])
  return makeBuffer(count) { result in
    var index = [Int](repeating: 0, count: dimensions.count)
    var (aStart, bStart) = (0, 0)
    for row in stride(from: 0, to: count, by: width) {
      for i in 0..<width {
        result[row + i] = combine(a[aStart + i * aStep], b[bStart + i * bStep])
      }
      var axis = dimensions.count - 2
      while axis >= 0 {
        index[axis] += 1
        aStart += aStrides[axis]
        bStart += bStrides[axis]
        if index[axis] < dimensions[axis] { break }
        aStart -= aStrides[axis] * dimensions[axis]
        bStart -= bStrides[axis] * dimensions[axis]
        index[axis] = 0
        axis -= 1
      }
    }
  }
}
