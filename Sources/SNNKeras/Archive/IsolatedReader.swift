internal import Foundation
package import SNNFormats

/// Reads a file in a process of its own, so that a crash there is an error here.
///
///     let reader = IsolatedReader(executable: CommandLine.arguments[0], arguments: ["read-hdf5", path])
///     let file = try KerasFile(reply: reader.output(), name: path)
///
/// Meant for a command that runs itself again; the other process writes
/// `KerasArchive.limitedReply(readingFileAt:)` to its standard output.
package struct IsolatedReader {
  private let executable: String
  private let arguments: [String]
  private let limit: Int

  /// - Parameters:
  ///   - executable: the path of the program.
  ///   - arguments: what it is told.
  ///   - limit: how many bytes are accepted.
  package init(executable: String, arguments: [String], limit: Int = 1 << 34) {
    self.executable = executable
    self.arguments = arguments
    self.limit = limit
  }

  /// What the program writes.
  ///
  /// - Throws: an error of kind `badData` when it crashes, is stopped by a limit or writes too much.
  package func output() throws(FormatError) -> [UInt8] {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    // Nothing of the environment reaches the library; a crash is not to be explained at length.
    process.environment = ["SWIFT_BACKTRACE": "enable=no"].merging(
      ProcessInfo.processInfo.environment.filter { $0.key == "LD_LIBRARY_PATH" }
    ) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardOutput = pipe
    do { try process.run() } catch { throw failure("could not be started") }
    var bytes: [UInt8] = []
    while bytes.count <= limit, let piece = try? pipe.fileHandleForReading.read(upToCount: 1 << 16),
      !piece.isEmpty
    {
      bytes += piece
    }
    if bytes.count > limit { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw failure("failed on this file")
    }
    return bytes
  }

  private func failure(_ reason: String) -> FormatError {
    FormatError(
      kind: .badData, message: "the HDF5 library \(reason)",
      hint: "the file is damaged or not to be trusted; save the model again")
  }
}
