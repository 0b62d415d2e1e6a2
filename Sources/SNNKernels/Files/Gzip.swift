internal import CZlib

/// Why compressed bytes cannot be unpacked.
package enum GzipError: Error, Equatable {
  /// The stream ends before its own end mark.
  case truncated
  /// The stream breaks the format, or its check sum or length does not match; `offset` is how many
  /// bytes were taken in until that was seen.
  case damaged(offset: Int)
  /// Bytes follow the last member, from this place on.
  case trailingBytes(offset: Int)
}

/// Whether the bytes start like a gzip file.
package func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

/// The first `count` bytes of what a gzip file holds; fewer where there are fewer, and then the file
/// is sound to its end.
///
/// A file may be several members one after the other, and zeros may fill it up behind the last one.
/// Memory grows with what has been unpacked and not far beyond `count`: a few bytes can stand for
/// gigabytes.
/// - Reference: Deutsch, *GZIP file format specification version 4.3*, RFC 1952, 1996, §2.2.
package func unpackedGzip(_ bytes: [UInt8], prefix count: Int) throws(GzipError) -> [UInt8] {
  guard bytes.count >= 18 else { throw .truncated }
  // On the heap: zlib remembers the address and refuses a stream that has moved.
  let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  unsafe stream.initialize(to: z_stream())
  defer { unsafe stream.deallocate() }
  guard unsafe gzip_inflate_init(stream) == Z_OK else { throw .damaged(offset: 0) }
  defer { _ = unsafe inflateEnd(stream) }
  var taken = 0
  var output: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let status = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe chunk.withUnsafeMutableBufferPointer { target in
        let rest = min(input.count - taken, Int(UInt32.max))
        // zlib reads through this pointer only; it is older than the word for that.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: input.baseAddress.unsafelyUnwrapped + taken)
        unsafe stream.pointee.avail_in = UInt32(rest)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(target.count)
        let status = unsafe inflate(stream, Z_NO_FLUSH)
        taken += unsafe rest - Int(stream.pointee.avail_in)
        return status
      }
    }
    output += unsafe chunk[..<(chunk.count - Int(stream.pointee.avail_out))]
    if output.count >= count { return Array(output[..<count]) }
    switch status {
    case Z_OK: continue
    case Z_STREAM_END:
      let rest = bytes[taken...]
      if rest.allSatisfy({ $0 == 0 }) { return output }
      guard isGzip(rest) else { throw .trailingBytes(offset: taken) }
      guard unsafe inflateReset(stream) == Z_OK else { throw .damaged(offset: taken) }
    case Z_BUF_ERROR where taken == bytes.count: throw .truncated
    default: throw .damaged(offset: taken)
    }
  }
}
