/// Sums over the middle of `[outer, count, inner]`: the result is `[outer, inner]`.
package func sum(_ a: Span<Scalar>, outer: Int, count: Int, inner: Int) -> [Scalar] {
  precondition(a.count == outer * count * inner, "sum: \(a.count) elements")
  if inner == 1 { return (0..<outer).map { sum(a.extracting($0 * count..<($0 + 1) * count)) } }
  return makeBuffer(outer * inner) { result in
    for i in 0..<result.count { result[i] = 0 }
    unsafe a.withUnsafeBufferPointer { a in
      unsafe result.withUnsafeMutableBufferPointer { result in
        guard let a = a.baseAddress, let result = result.baseAddress else { return }
        // Pointers, because the bounds checks of two spans keep this loop from being vectorised.
        for o in 0..<outer {
          for c in 0..<count {
            let (source, target) = unsafe (a + (o * count + c) * inner, result + o * inner)
            for i in 0..<inner { unsafe target[i] += source[i] }
          }
        }
      }
    }
  }
}

/// The sum of all elements, in sixteen interleaved parts: faster than one after the other, and
/// its rounding error grows sixteen times slower.
package func sum(_ a: Span<Scalar>) -> Scalar {
  let lanes = Lanes.scalarCount
  let whole = a.count / lanes * lanes
  var total = unsafe a.withUnsafeBufferPointer { a in
    guard let source = a.baseAddress else { return Scalar(0) }
    var parts = Lanes(repeating: 0)
    for start in stride(from: 0, to: whole, by: lanes) {
      parts += unsafe loadLanes(source + start, count: lanes)
    }
    return parts.sum()
  }
  for i in whole..<a.count { total += a[i] }
  return total
}

/// Writes the same row into every row of `[rows, row.count]`.
package func fillRows(_ target: inout MutableSpan<Scalar>, with row: [Scalar]) {
  precondition(
    row.isEmpty ? target.isEmpty : target.count % row.count == 0,
    "fillRows: rows of \(row.count) do not fill \(target.count) elements")
  let count = target.count
  unsafe target.withUnsafeMutableBufferPointer { target in
    unsafe row.withUnsafeBufferPointer { row in
      guard let target = target.baseAddress, let source = row.baseAddress, row.count > 0 else {
        return
      }
      for start in stride(from: 0, to: count, by: row.count) {
        unsafe (target + start).update(from: source, count: row.count)
      }
    }
  }
}

/// The place of the largest element over the middle of `[outer, count, inner]`; the first of equals.
///
/// A NaN counts as larger than every number, so that it is never passed over in silence.
package func argMax(_ a: Span<Scalar>, outer: Int, count: Int, inner: Int) -> [Int] {
  precondition(count > 0 && a.count == outer * count * inner, "argMax: \(a.count) elements")
  var result = [Int](repeating: 0, count: outer * inner)
  for o in 0..<outer {
    for i in 0..<inner {
      var best = a[o * count * inner + i]
      for c in 1..<max(1, count) {
        let value = a[(o * count + c) * inner + i]
        if value > best || (value.isNaN && !best.isNaN) {
          best = value
          result[o * inner + i] = c
        }
      }
    }
  }
  return result
}
