/// How a recurrence is cut up: blocks of neighbouring elements, each walked through all its steps
/// while the block's state stays in the first-level cache.
///
/// The cut depends on the sizes alone, never on the thread count.
@frozen @usableFromInline struct RecurrenceBlocks {
  @usableFromInline let elements: Int
  @usableFromInline let width: Int

  /// - Parameter bytesPerElement: what one element keeps in scratch memory while its block runs.
  @usableFromInline init(elements: Int, bytesPerElement: Int) {
    let budget = 192 * 1024
    let lanes = Lanes.count
    let fitting = budget / max(1, bytesPerElement) / lanes * lanes
    self.elements = elements
    self.width = min(max(lanes, fitting), 1024)
  }

  @inlinable var count: Int { (elements + width - 1) / width }

  @inlinable func range(_ block: Int) -> Range<Int> {
    block * width..<min(elements, (block + 1) * width)
  }
}

/// Reads up to sixteen neighbouring values; lanes beyond `count` are zero.
@inlinable @inline(__always)
func loadLanes(_ source: UnsafePointer<Scalar>, count: Int) -> Lanes {
  if count >= Lanes.count {
    return unsafe UnsafeRawPointer(source).loadUnaligned(as: Lanes.self)
  }
  var lanes = Lanes(0)
  for lane in 0..<count { lanes[lane] = unsafe source[lane] }
  return lanes
}

/// Writes up to sixteen neighbouring values.
@inlinable @inline(__always)
func storeLanes(_ lanes: Lanes, to target: UnsafeMutablePointer<Scalar>, count: Int) {
  if count >= Lanes.count {
    unsafe UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: Lanes.self)
    return
  }
  for lane in 0..<count { unsafe target[lane] = lanes[lane] }
}
