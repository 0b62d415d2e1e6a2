internal import Foundation

/// Stands between a command and the tests as a terminal: util-linux's `script`.
public enum Terminal {
  private static let script = "/usr/bin/script"

  /// Whether there is one.
  public static var isThere: Bool { FileManager.default.isExecutableFile(atPath: script) }

  /// Runs a command with a terminal for its remarks.
  ///
  /// - Parameters:
  ///   - program: the command's name.
  ///   - arguments: the command line after it.
  /// - Returns: all that the terminal was sent.
  public static func screen(
    of program: String, _ arguments: String
  ) throws -> (text: String, exitCode: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: script)
    let command = "'\(CommandRun.place(of: program).path)' \(arguments) > /dev/null"
    process.arguments = ["-q", "-e", "-c", command, "/dev/null"]
    process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm"]) { $1 }
      .filter { $0.key != "CI" }
    let folder = try Scratch()
    defer { withExtendedLifetime(folder) {} }
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: text, as: UTF8.self), process.terminationStatus)
  }
}
