internal import Foundation

/// Where words go: results to standard output, everything else to standard error.
package enum Console {
  /// Writes a result and a line end; a full disk or closed pipe ends the program with code 74.
  ///
  /// A closed pipe is no news to who closed it, as `| head` does, and is not complained about.
  package static func print(_ text: String) { put(Array((text + "\n").utf8)) }

  /// Writes a result for a program as it is, with the same ends.
  package static func put(_ bytes: [UInt8]) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      let reason = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      if reason?.code != Int(EPIPE) {
        note("error: standard output cannot be written\nhint: is the disk full?")
      }
      exit(74)
    }
  }

  /// Writes a remark and a line end.
  package static func note(_ text: String) { write(text + "\n") }

  /// Writes to standard error as it is.
  package static func write(_ text: String) {
    // Nowhere is left to complain to when standard error itself fails.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Whether standard error is a terminal that understands a line being redrawn.
  package static var isLive: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
      && environment["CI"] == nil
  }
}
