/// Sums over the middle of `[outer, count, inner]`: the result is `[outer, inner]`.
///
/// Added up in `Double`: one by one in `Float`, a million equal numbers are already 1 % off.
package func sum(_ a: Span<Scalar>, outer: Int, count: Int, inner: Int) -> [Scalar] {
  require(
    a.count == outer * count * inner,
    "sum: \(a.count) elements for [\(outer), \(count), \(inner)]")
  if inner == 1 {
    return (0..<outer).map { row in Scalar(total(count) { a[row * count + $0] }) }
  }
  return makeBuffer(outer * inner) { result in
    var totals = [Double](repeating: 0, count: inner)
    var block = [Scalar](repeating: 0, count: inner)
    for o in 0..<outer {
      for i in 0..<inner { totals[i] = 0 }
      // Up to 64 rows in the tensor's own precision, which is fast, then those sums in `Double`.
      for first in stride(from: 0, to: count, by: 64) {
        let rows = o * count + first..<o * count + min(count, first + 64)
        unsafe block.withUnsafeMutableBufferPointer {
          unsafe addRows(a, rows, width: inner, into: $0)
        }
        for i in 0..<inner { totals[i] += Double(block[i]) }
      }
      for i in 0..<inner { result[o * inner + i] = Scalar(totals[i]) }
    }
  }
}

/// Sums rows of `[…, width]`.
private func addRows(
  _ a: Span<Scalar>, _ rows: Range<Int>, width: Int, into sums: UnsafeMutableBufferPointer<Scalar>
) {
  unsafe a.withUnsafeBufferPointer { a in
    // Pointers, because the bounds checks of two spans keep this loop from being vectorised.
    guard let a = a.baseAddress, let sums = sums.baseAddress else { return }
    for i in 0..<width { unsafe sums[i] = 0 }
    for row in rows {
      let source = unsafe a + row * width
      for i in 0..<width { unsafe sums[i] += source[i] }
    }
  }
}

/// The sum of `value(0)` to `value(count − 1)`, in four interleaved parts that need not wait for each
/// other.
@inline(__always)
func total(_ count: Int, _ value: (Int) -> Scalar) -> Double {
  var parts = (0.0, 0.0, 0.0, 0.0)
  let whole = count / 4 * 4
  for i in stride(from: 0, to: whole, by: 4) {
    parts.0 += Double(value(i))
    parts.1 += Double(value(i + 1))
    parts.2 += Double(value(i + 2))
    parts.3 += Double(value(i + 3))
  }
  for i in whole..<count { parts.0 += Double(value(i)) }
  return (parts.0 + parts.1) + (parts.2 + parts.3)
}

/// Writes the same row into every row of `[rows, row.count]`.
package func fillRows(_ target: inout MutableSpan<Scalar>, with row: [Scalar]) {
  require(
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
  require(count > 0 && a.count == outer * count * inner, "argMax: \(a.count) elements")
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
