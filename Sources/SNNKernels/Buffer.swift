/// A new array whose elements `fill` writes, without zeroing it first.
///
/// `fill` must write every element: what it leaves out holds arbitrary numbers.
@inlinable @inline(__always)
package func makeBuffer(_ count: Int, _ fill: (inout MutableSpan<Scalar>) -> Void) -> [Scalar] {
  unsafe [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
    var span = unsafe buffer.mutableSpan
    fill(&span)
    initialized = count
  }
}
