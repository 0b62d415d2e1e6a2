internal import SNNKernels

/// What a gzip file holds, or the bytes as they are when they do not start like one.
///
/// - Parameters:
///   - bytes: the whole file; nothing about them is trusted.
///   - name: how errors call the file.
///   - limit: how many bytes are accepted after unpacking, 4 GiB unless told: a small file can
///     stand for a huge one.
/// - Throws: an error of kind `badData` when the file is truncated or damaged, holds more than
///   `limit` bytes, or goes on after its last member.
public func decompressed(
  _ bytes: [UInt8], name: String, limit: Int = 1 << 32
) throws(FormatError) -> [UInt8] {
  do throws(FormatError) {
    return try unpacked(bytes, prefix: .max, limit: limit)
  } catch {
    throw error.located(in: name)
  }
}

/// The first `count` bytes of what a gzip file holds, or of the bytes themselves when they do not
/// start like one; fewer where there are fewer, and then the file is sound to its end.
///
/// - Throws: an error of kind `badData`, as above but without the name of the file.
func unpacked(
  _ bytes: [UInt8], prefix count: Int, limit: Int = 1 << 32
) throws(FormatError) -> [UInt8] {
  guard isGzip(bytes) else { return bytes.count > count ? Array(bytes[..<count]) : bytes }
  let content: [UInt8]
  do throws(InflateError) {
    content = try unpackedGzip(bytes, prefix: min(count, limit == .max ? .max : limit + 1))
  } catch {
    throw FormatError(error, fileSize: bytes.count)
  }
  guard content.count <= limit else {
    throw FormatError(
      "the gzip file unpacks to more than \(limit) bytes",
      hint: "check that this is the file you meant")
  }
  return content
}

extension FormatError {
  fileprivate init(_ error: InflateError, fileSize: Int) {
    let again = "the file is damaged; copy or fetch it again"
    switch error {
    case .truncated:
      self.init(
        "the gzip file is truncated", at: fileSize,
        hint: "the file is incomplete; copy or fetch it again")
    case .damaged(let offset): self.init("the gzip file is damaged", at: offset, hint: again)
    case .trailingBytes(let offset):
      self.init("\(fileSize - offset) bytes follow the gzip file", at: offset, hint: again)
    }
  }
}
