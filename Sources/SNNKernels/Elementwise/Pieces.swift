/// Runs `body` on matching pieces of three rows of numbers that change and one that does not, on
/// several threads: an optimiser's update of a large parameter.
///
/// - Precondition: all four are equally long.
@inlinable @inline(__always)
package func forEachPiece(
  _ a: inout MutableSpan<Scalar>, _ b: inout MutableSpan<Scalar>, _ c: inout MutableSpan<Scalar>,
  along source: Span<Scalar>,
  _ body:
    @escaping @Sendable (
      _ a: inout MutableSpan<Scalar>, _ b: inout MutableSpan<Scalar>,
      _ c: inout MutableSpan<Scalar>, _ source: Span<Scalar>
    ) -> Void
) {
  let count = a.count
  require(
    b.count == count && c.count == count && source.count == count,
    "forEachPiece: \(count), \(b.count), \(c.count) and \(source.count) numbers")
  let length = 1 << 14
  unsafe a.withUnsafeMutableBufferPointer { a in
    unsafe b.withUnsafeMutableBufferPointer { b in
      unsafe c.withUnsafeMutableBufferPointer { c in
        unsafe source.withUnsafeBufferPointer { source in
          nonisolated(unsafe) let (a, b, c, source) = unsafe (a, b, c, source)
          Compute.forEach((count + length - 1) / length) { piece in
            let range = piece * length..<min(count, (piece + 1) * length)
            var x = unsafe a.extracting(range).mutableSpan
            var y = unsafe b.extracting(range).mutableSpan
            var z = unsafe c.extracting(range).mutableSpan
            unsafe body(&x, &y, &z, source.extracting(range).span)
          }
        }
      }
    }
  }
}
