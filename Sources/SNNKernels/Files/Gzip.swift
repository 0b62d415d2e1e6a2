/// Whether the bytes start like a gzip file.
package func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

/// The first `count` bytes of what a gzip file holds; fewer where there are fewer, and then the file
/// is sound to its end.
///
/// A file may be several members one after the other, and zeros may fill it up behind the last one.
/// Memory grows with what has been unpacked and not far beyond `count`.
/// - Reference: Deutsch, *GZIP file format specification version 4.3*, RFC 1952, 1996, §2.2.
package func unpackedGzip(_ bytes: [UInt8], prefix count: Int) throws(InflateError) -> [UInt8] {
  guard bytes.count >= 18 else { throw .truncated }
  var inflater = try Inflater(.gzip, range: bytes.indices)
  while true {
    let ended = try inflater.run(bytes, until: count)
    if inflater.output.count >= count { return Array(inflater.output[..<count]) }
    if ended {
      let rest = bytes[inflater.offset...]
      if rest.allSatisfy({ $0 == 0 }) { return inflater.output }
      guard isGzip(rest) else { throw .trailingBytes(offset: inflater.offset) }
      try inflater.restart()
    }
  }
}
