/// Where a kernel reads and writes, to be handed to the pieces it is cut into.
///
/// The one promise behind `@unchecked`: pieces write to places of their own.
@safe struct Pointers: @unchecked Sendable {
  let a: UnsafePointer<Scalar>
  let b: UnsafePointer<Scalar>
  let target: UnsafeMutablePointer<Scalar>
}

/// Runs `body` with the starts of two operands and of what is written; not at all when one is empty.
func withPointers(
  _ a: [Scalar], _ b: [Scalar], _ target: inout MutableSpan<Scalar>, _ body: (Pointers) -> Void
) {
  unsafe a.withUnsafeBufferPointer { a in
    unsafe b.withUnsafeBufferPointer { b in
      unsafe target.withUnsafeMutableBufferPointer { target in
        guard let a = a.baseAddress, let b = b.baseAddress, let target = target.baseAddress else {
          return
        }
        unsafe body(Pointers(a: a, b: b, target: target))
      }
    }
  }
}

/// Runs `body` with memory for `count` numbers that are arbitrary at first.
func withScratch(_ count: Int, _ body: (UnsafeMutablePointer<Scalar>) -> Void) {
  let scratch = UnsafeMutablePointer<Scalar>.allocate(capacity: count)
  defer { unsafe scratch.deallocate() }
  unsafe body(scratch)
}

/// Runs `body` for neighbouring ranges that make up 0..<count, cut by `count` and `limit` alone.
///
/// - Parameters:
///   - limit: the largest number of pieces.
///   - worthwhile: whether all pieces together take long enough to be handed to other threads.
func forEachPiece(
  of count: Int, upTo limit: Int, worthwhile: Bool,
  _ body: @escaping @Sendable (_ piece: Int, _ range: Range<Int>) -> Void
) {
  // Here, because `forEach` does it only for work that is worth threads.
  Compute.prepare()
  let pieces = min(count, limit)
  Compute.forEach(pieces, worthwhile: worthwhile) { piece in
    body(piece, piece * count / pieces..<(piece + 1) * count / pieces)
  }
}
