#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A refusal by the operating system.
package struct SystemError: Error, Equatable {
  /// What a user can do something about; everything else is `other`.
  package enum Cause: Sendable {
    case missing, denied, isDirectory, notDirectory, alreadyExists, full, readOnly, tooLarge
    case invalid, link, other
  }

  package let code: CInt

  package init(code: CInt) { self.code = code }

  package init(_ cause: Cause) {
    self.init(code: Self.causes.first { $0.value == cause }?.key ?? EIO)
  }

  /// The refusal of the call that was just made.
  static var last: SystemError { SystemError(code: errno) }

  package var cause: Cause { Self.causes[code] ?? .other }

  /// The system's own words: `No space left on device`.
  package var reason: String { unsafe String(cString: strerror(code)) }

  private static let causes: [CInt: Cause] = [
    ENOENT: .missing, EACCES: .denied, EISDIR: .isDirectory, ENOTDIR: .notDirectory,
    EEXIST: .alreadyExists, ENOSPC: .full, EROFS: .readOnly, EFBIG: .tooLarge, EINVAL: .invalid,
    ELOOP: .link,
  ]
}
