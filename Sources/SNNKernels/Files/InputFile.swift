/// A file or a pipe that is read piece by piece; symbolic links are followed.
package struct InputFile: ~Copyable {
  private let file: OpenFile
  private var budget: Int

  /// The size in bytes; nil for a pipe, whose end is known only once it has come.
  package let size: Int?

  /// Opens a file.
  ///
  /// Throws `isDirectory` for a folder, `invalid` for a socket or a disk, and `tooLarge` for more
  /// than `limit` bytes, with a pipe as soon as they have been read.
  package init(_ path: String, limit: Int) throws(SystemError) {
    let file = try OpenFile(path, for: .reading)
    let status = try file.status()
    switch status.kind {
    case .directory: throw SystemError(.isDirectory)
    case .other: throw SystemError(.invalid)
    case .regular, .stream: break
    }
    if status.size > limit { throw SystemError(.tooLarge) }
    self.file = file
    size = status.kind == .regular ? status.size : nil
    budget = limit
  }

  /// The next bytes: `count` of them, fewer where the file ends.
  package mutating func read(upTo count: Int) throws(SystemError) -> [UInt8] {
    let bytes = try file.read(upTo: min(count, budget < .max ? budget + 1 : budget))
    if bytes.count > budget { throw SystemError(.tooLarge) }
    budget -= bytes.count
    return bytes
  }
}

/// The bytes of a file or of a pipe, all at once, with the errors of `InputFile`.
package func readBytes(of path: String, limit: Int) throws(SystemError) -> [UInt8] {
  var file = try InputFile(path, limit: limit)
  return try file.read(upTo: .max)
}
