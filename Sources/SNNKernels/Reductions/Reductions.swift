/// Sums over the middle of `[outer, count, inner]`: the result is `[outer, inner]`.
package func sum(_ a: Span<Scalar>, outer: Int, count: Int, inner: Int) -> [Scalar] {
  reduce(a, outer: outer, count: count, inner: inner, from: 0) { $0 + $1 }
}

/// Folds the middle of `[outer, count, inner]` with `combine`: the result is `[outer, inner]`.
@inlinable @inline(__always)
package func reduce(
  _ a: Span<Scalar>, outer: Int, count: Int, inner: Int, from start: Scalar,
  _ combine: (Scalar, Scalar) -> Scalar
) -> [Scalar] {
  precondition(a.count == outer * count * inner, "reduce: \(a.count) elements")
  return makeBuffer(outer * inner) { result in
    for o in 0..<outer {
      let target = o * inner
      for i in 0..<inner { result[target + i] = start }
      for c in 0..<count {
        let source = (o * count + c) * inner
        for i in 0..<inner { result[target + i] = combine(result[target + i], a[source + i]) }
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
