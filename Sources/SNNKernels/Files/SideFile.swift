/// A regular file beside another that names it, read at any place.
///
/// A symbolic link in its place is refused: whoever wrote the name must not reach other folders.
package struct SideFile: ~Copyable {
  private let file: OpenFile

  /// The size in bytes.
  package let size: Int

  /// Throws `link` for a symbolic link, `isDirectory` for a folder and `invalid` for anything else
  /// that is not a regular file.
  package init(_ path: String) throws(SystemError) {
    let file = try OpenFile(path, for: .readingNoLink)
    let status = try file.status()
    switch status.kind {
    case .regular: break
    case .directory: throw SystemError(.isDirectory)
    case .stream, .other: throw SystemError(.invalid)
    }
    self.file = file
    size = status.size
  }

  /// The bytes of a range, fewer where the file has become shorter.
  /// - Precondition: the range lies within the size.
  package func read(_ range: Range<Int>) throws(SystemError) -> [UInt8] {
    require(
      range.lowerBound >= 0 && range.upperBound <= size, "a file of \(size) bytes has no \(range)")
    return try file.read(range)
  }
}
