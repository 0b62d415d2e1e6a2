internal import SNNKernels

/// What a gzip file holds, or the bytes as they are when they do not start like one.
///
/// - Parameters:
///   - bytes: the whole file; nothing about them is trusted.
///   - name: how errors call the file.
///   - limit: how many bytes are accepted after unpacking, 4 GiB unless told: a small file can
///     stand for a huge one.
/// - Throws: an error of kind `badData` when the file is truncated or damaged, holds more than
///   `limit` bytes, or goes on after its end.
public func decompressed(
  _ bytes: [UInt8], name: String, limit: Int = 1 << 32
) throws(FormatError) -> [UInt8] {
  guard isGzip(bytes) else { return bytes }
  do throws(GzipError) {
    return try unpackedGzip(bytes, limit: limit)
  } catch {
    throw FormatError(error, fileSize: bytes.count, limit: limit).located(in: name)
  }
}

extension FormatError {
  fileprivate init(_ error: GzipError, fileSize: Int, limit: Int) {
    let again = "the file is damaged; copy or fetch it again"
    switch error {
    case .truncated:
      self.init(
        "the gzip file is truncated", at: fileSize,
        hint: "the file is incomplete; copy or fetch it again")
    case .damaged(let offset): self.init("the gzip file is damaged", at: offset, hint: again)
    case .trailingBytes(let offset):
      self.init("\(fileSize - offset) bytes follow the gzip file", at: offset, hint: again)
    case .tooLarge:
      self.init(
        "the gzip file unpacks to more than \(limit) bytes",
        hint: "check that this is the file you meant")
    }
  }
}
