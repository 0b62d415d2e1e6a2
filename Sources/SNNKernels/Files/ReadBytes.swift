/// The bytes of a file or of a pipe, all at once; symbolic links are followed.
///
/// Throws `isDirectory` for a folder, `invalid` for a socket or a disk, and `tooLarge` for more
/// than `limit` bytes.
package func readBytes(of path: String, limit: Int) throws(SystemError) -> [UInt8] {
  let file = try OpenFile(path, for: .reading)
  let status = try file.status()
  switch status.kind {
  case .directory: throw SystemError(.isDirectory)
  case .other: throw SystemError(.invalid)
  case .regular, .stream: break
  }
  if status.size > limit { throw SystemError(.tooLarge) }
  return try file.readAll(limit: limit)
}
