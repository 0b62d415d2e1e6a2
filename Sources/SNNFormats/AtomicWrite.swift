internal import SNNKernels

/// Writes a file so that at every moment, even after a crash, its path holds all of the old
/// contents or all of the new.
///
/// The bytes go to a temporary file in the same folder, which takes the place of the old one once
/// the disk holds it.  A symbolic link stays and what it leads to is replaced; permissions stay.  A
/// pipe or a device such as `/dev/stdout` is written directly.
///
/// - Throws: an error of kind `cannotWrite`; no temporary file remains, and the old contents do
///   unless only the last step failed, which makes the new name durable.
public func atomicWrite(_ bytes: [UInt8], to path: String) throws(FormatError) {
  do throws(SystemError) {
    let existing = try FileStatus.ifPresent(at: path)
    switch existing?.kind {
    case nil, .regular:
      try replaceFile(
        at: resolvingLinks(path), with: bytes.span, permissions: existing?.permissions ?? 0o666)
    case .stream:
      let stream = try OpenFile(path, for: .writing)
      try stream.writeAll(bytes.span)
      try stream.finish()
    case .directory: throw SystemError(.isDirectory)
    case .other: throw SystemError(.invalid)
    }
  } catch {
    throw FormatError(writing: error).located(in: path)
  }
}

private func replaceFile(
  at path: String, with bytes: Span<UInt8>, permissions: UInt32
) throws(SystemError) {
  let (folder, _) = folderAndName(of: path)
  // The process number alone could meet the remains of a killed process in another container.
  let number = String(UInt64.random(in: 0 ... .max), radix: 36)
  let temporary = "\(folder).snn-\(processNumber)-\(number).tmp"
  let file = try OpenFile(temporary, for: .creating(permissions: permissions))
  do throws(SystemError) {
    try file.writeAll(bytes)
    try file.synchronize()
    try file.finish()
    try renameFile(temporary, to: path)
  } catch {
    removeFile(temporary)
    throw error
  }
  try synchronizeFolder(folder)
}

/// Makes the new name as durable as the contents.
private func synchronizeFolder(_ folder: String) throws(SystemError) {
  do throws(SystemError) {
    try OpenFile(folder, for: .reading).synchronize()
  } catch {
    // The contents are safe already; some folders may be written but not read, and some file
    // systems know no such request.
    guard error.cause == .denied || error.cause == .invalid else { throw error }
  }
}

/// A path cut behind its last slash; the folder of a mere name is `./`.
func folderAndName(of path: String) -> (folder: String, name: String) {
  // By bytes: as a character, a slash can merge with an accent that follows it.
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("./", path) }
  return (String(path[...slash]), String(path[path.utf8.index(after: slash)...]))
}
