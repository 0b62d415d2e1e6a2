internal import CZlib

/// The first `count` bytes of what a bare deflate stream holds; fewer where there are fewer, and
/// then the stream is sound and fills its range to the last byte.
///
/// Memory grows with what has been unpacked and not far beyond `count`.
/// - Precondition: the range lies within the bytes.
package func unpackedDeflate(
  _ bytes: [UInt8], in range: Range<Int>, prefix count: Int
) throws(InflateError) -> [UInt8] {
  if range.isEmpty { throw .truncated }
  var inflater = try Inflater(.none, range: range)
  let ended = try inflater.run(bytes, until: count)
  if inflater.output.count >= count { return Array(inflater.output[..<count]) }
  guard ended, inflater.offset == range.upperBound else {
    throw .trailingBytes(offset: inflater.offset)
  }
  return inflater.output
}

/// The check sum of zip archives and gzip files.
/// - Reference: ISO 3309, 1993; RFC 1952, 1996, §8.
package func cyclicRedundancyCheck(_ bytes: [UInt8]) -> UInt32 {
  // zlib counts the bytes of one call in 32 bits.
  let longest = 1 << 30
  var sum: UInt = 0
  for start in stride(from: 0, to: bytes.count, by: longest) {
    let piece = bytes[start..<min(start + longest, bytes.count)]
    sum = unsafe piece.withUnsafeBufferPointer {
      unsafe crc32(sum, $0.baseAddress, UInt32($0.count))
    }
  }
  return UInt32(truncatingIfNeeded: sum)
}
