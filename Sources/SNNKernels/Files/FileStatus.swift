#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What the system knows about a file without reading it.
package struct FileStatus {
  package enum Kind: Sendable {
    case regular, directory
    /// A pipe or a character device: read and written as it goes, never replaced.
    case stream
    /// A socket or a disk.
    case other
  }

  package let kind: Kind
  package let size: Int
  package let permissions: UInt32

  init(_ information: stat) {
    switch UInt32(information.st_mode) & UInt32(S_IFMT) {
    case UInt32(S_IFREG): kind = .regular
    case UInt32(S_IFDIR): kind = .directory
    case UInt32(S_IFIFO), UInt32(S_IFCHR): kind = .stream
    default: kind = .other
    }
    size = Int(clamping: information.st_size)
    permissions = UInt32(information.st_mode) & 0o777
  }

  /// The status of what a path leads to through symbolic links; nil where there is nothing.
  package static func ifPresent(at path: String) throws(SystemError) -> FileStatus? {
    try checkPath(path)
    var information = stat()
    guard unsafe stat(path, &information) == 0 else {
      let error = SystemError.last
      if error.cause == .missing { return nil }
      throw error
    }
    return FileStatus(information)
  }
}

/// C would end the path at a zero and take another file.
func checkPath(_ path: String) throws(SystemError) {
  if path.utf8.contains(0) { throw SystemError(.invalid) }
}

/// The path with every symbolic link followed; the path itself where that fails.
package func resolvingLinks(_ path: String) -> String {
  guard let resolved = unsafe realpath(path, nil) else { return path }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}

/// Puts a file in the place of another in one step.
package func renameFile(_ path: String, to newPath: String) throws(SystemError) {
  guard unsafe rename(path, newPath) == 0 else { throw .last }
}

/// Removes a file; one that is already gone is no error.
package func removeFile(_ path: String) { _ = unsafe unlink(path) }

/// The number of this process.
package var processNumber: Int { Int(getpid()) }
