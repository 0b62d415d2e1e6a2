/// Sums over the middle of `[outer, count, inner]`: the result is `[outer, inner]`.
///
/// Added up in `Double`: one by one in `Float`, a million equal numbers are already 1 % off.
package func sum(_ a: Span<Scalar>, outer: Int, count: Int, inner: Int) -> [Scalar] {
  precondition(
    a.count == outer * count * inner,
    "sum: \(a.count) elements for [\(outer), \(count), \(inner)]")
  return makeBuffer(outer * inner) { result in
    var totals = [Double](repeating: 0, count: inner)
    for o in 0..<outer {
      for i in 0..<inner { totals[i] = 0 }
      for c in 0..<count {
        let source = (o * count + c) * inner
        for i in 0..<inner { totals[i] += Double(a[source + i]) }
      }
      for i in 0..<inner { result[o * inner + i] = Scalar(totals[i]) }
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
