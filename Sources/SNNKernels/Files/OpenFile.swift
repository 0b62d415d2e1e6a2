#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A file that is open for as long as this value lives.
package struct OpenFile: ~Copyable {
  package enum Purpose: Sendable {
    case reading
    /// Reading what the path itself names, not what a symbolic link there leads to; never waits for
    /// the other end of a pipe.
    case readingNoLink
    /// Writing to what is already there: a pipe or a device.
    case writing
    /// Writing a file that must not exist yet; the process's mask takes permissions away.
    case creating(permissions: UInt32)
  }

  private let descriptor: CInt

  package init(_ path: String, for purpose: Purpose) throws(SystemError) {
    try checkPath(path)
    let (flags, permissions): (CInt, UInt32) =
      switch purpose {
      case .reading: (O_RDONLY, 0)
      case .readingNoLink: (O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0)
      case .writing: (O_WRONLY, 0)
      case .creating(let permissions): (O_WRONLY | O_CREAT | O_EXCL, permissions)
      }
    descriptor = try retrying { unsafe open(path, flags | O_CLOEXEC, mode_t(permissions)) }
  }

  deinit { _ = close(descriptor) }

  package func status() throws(SystemError) -> FileStatus {
    var information = stat()
    guard unsafe fstat(descriptor, &information) == 0 else { throw .last }
    return FileStatus(information)
  }

  /// Reads from here on: `limit` bytes, fewer where the file ends.
  package func read(upTo limit: Int) throws(SystemError) -> [UInt8] {
    let chunk = 1 << 16
    // One byte more than the file has, so that its end is seen without growing.
    var bytes = [UInt8](repeating: 0, count: min(try status().size + 1, limit))
    var count = 0
    while true {
      if count == bytes.count {
        let growth = min(max(count, chunk), limit - count)
        bytes.append(contentsOf: repeatElement(0, count: growth))
      }
      let got = try read(into: &bytes, from: count)
      if got == 0 { break }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Reads the bytes of a range, fewer where the file ends within it.
  /// - Precondition: the range has no negative places.
  package func read(_ range: Range<Int>) throws(SystemError) -> [UInt8] {
    require(range.lowerBound >= 0, "a file has no bytes \(range)")
    let descriptor = descriptor
    var bytes = [UInt8](repeating: 0, count: range.count)
    var count = 0
    while count < bytes.count {
      let got = try retrying {
        unsafe bytes.withUnsafeMutableBytes { buffer in
          let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
          return unsafe pread(
            descriptor, rest.baseAddress, rest.count, off_t(range.lowerBound + count))
        }
      }
      if got == 0 { break }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  private func read(into bytes: inout [UInt8], from start: Int) throws(SystemError) -> Int {
    let descriptor = descriptor
    return try retrying {
      unsafe bytes.withUnsafeMutableBytes { buffer in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
        return unsafe systemRead(descriptor, rest.baseAddress, rest.count)
      }
    }
  }

  /// Writes all the bytes, in as many calls as the system needs.
  package func writeAll(_ bytes: Span<UInt8>) throws(SystemError) {
    var start = 0
    while start < bytes.count {
      let rest = bytes.extracting(start...)
      let written = try retrying {
        unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      }
      // A call that neither writes nor fails would be repeated for ever.
      guard written > 0 else { throw SystemError(code: EIO) }
      start += written
    }
  }

  /// Waits until the disk holds what was written.
  package func synchronize() throws(SystemError) {
    let descriptor = descriptor
    _ = try retrying { fsync(descriptor) }
  }

  /// Closes the file and reports what a network file system only says then.
  package consuming func finish() throws(SystemError) {
    let result = close(descriptor)
    let error = SystemError.last
    discard self
    guard result == 0 else { throw error }
  }
}

/// Repeats a call that a signal interrupted.
private func retrying<Result: SignedInteger>(
  _ call: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    let error = SystemError.last
    guard error.code == EINTR else { throw error }
  }
}

/// `read` under a name that the method above does not hide.
private func systemRead(
  _ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
  unsafe read(descriptor, buffer, count)
}
