internal import CZlib

/// Why compressed bytes cannot be unpacked.
package enum InflateError: Error, Equatable {
  /// The stream ends before its own end mark.
  case truncated
  /// The stream breaks the format, or its check sum or length does not match; `offset` is how many
  /// bytes were taken in until that was seen.
  case damaged(offset: Int)
  /// Bytes follow the stream, from this place on.
  case trailingBytes(offset: Int)
}

/// Unpacks streams of zlib's method, deflate, which follow each other in an array of bytes.
///
/// Memory grows with what has been unpacked: a few bytes can stand for gigabytes.
/// - Reference: Deutsch, *DEFLATE compressed data format specification version 1.3*, RFC 1951, 1996.
@safe struct Inflater: ~Copyable {
  /// What stands around the stream.
  enum Wrapping { case gzip, none }

  // On the heap: zlib remembers the address and refuses a stream that has moved.
  private let stream: UnsafeMutablePointer<z_stream>
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)
  private let end: Int

  /// The place behind the bytes that have been taken in.
  private(set) var offset: Int

  /// What has been unpacked.
  private(set) var output: [UInt8] = []

  /// An unpacker of the bytes in a range; every call must be given the same bytes.
  init(_ wrapping: Wrapping, range: Range<Int>) throws(InflateError) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    (offset, end) = (range.lowerBound, range.upperBound)
    let status =
      switch wrapping {
      case .gzip: unsafe gzip_inflate_init(stream)
      case .none: unsafe raw_inflate_init(stream)
      }
    guard status == Z_OK else { throw .damaged(offset: offset) }
  }

  deinit {
    _ = unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Unpacks up to the stream's end, or until the output has `count` bytes or a few more.
  /// - Returns: whether the stream has ended.
  mutating func run(_ bytes: [UInt8], until count: Int) throws(InflateError) -> Bool {
    require(
      !bytes.isEmpty && end <= bytes.count,
      "a stream that ends at byte \(end) cannot lie within \(bytes.count) bytes")
    while output.count < count {
      switch step(bytes) {
      case Z_OK: continue
      case Z_STREAM_END: return true
      case Z_BUF_ERROR where offset == end: throw .truncated
      default: throw .damaged(offset: offset)
      }
    }
    return false
  }

  /// Makes ready for a stream that follows the one that has ended.
  mutating func restart() throws(InflateError) {
    guard unsafe inflateReset(stream) == Z_OK else { throw .damaged(offset: offset) }
  }

  /// Unpacks one chunk at most.
  private mutating func step(_ bytes: [UInt8]) -> CInt {
    let status = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe chunk.withUnsafeMutableBufferPointer { target in
        let rest = min(end - offset, Int(UInt32.max))
        // zlib reads through this pointer only; it is older than the word for that.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: input.baseAddress.unsafelyUnwrapped + offset)
        unsafe stream.pointee.avail_in = UInt32(rest)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(target.count)
        let status = unsafe inflate(stream, Z_NO_FLUSH)
        offset += unsafe rest - Int(stream.pointee.avail_in)
        return status
      }
    }
    output += unsafe chunk[..<(chunk.count - Int(stream.pointee.avail_out))]
    return status
  }
}
