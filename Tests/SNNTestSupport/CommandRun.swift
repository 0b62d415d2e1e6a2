public import Foundation

/// One run of a command that was built beside the tests, in a folder of its own.
public struct CommandRun {
  /// How it ended.
  public let exitCode: Int32
  /// Whether it ended by itself or by a signal.
  public let reason: Process.TerminationReason
  /// What it wrote to standard output.
  public let output: String
  /// What it wrote to standard error.
  public let remarks: String
  /// How long it took.
  public let seconds: Double
  /// Where it ran.
  public let folder: Scratch

  /// - Parameters:
  ///   - program: the command's name.
  ///   - arguments: the command line.
  ///   - input: what stands on standard input, at most 64 KB.
  ///   - environment: put over the test's own environment.
  ///   - folder: where it runs; a new one unless given.
  ///   - interruptAfter: seconds after which Ctrl-C is pressed.
  public init(
    of program: String, _ arguments: [String], input: Data = Data(),
    environment: [String: String] = [:], in folder: Scratch? = nil, interruptAfter: Double? = nil
  ) throws {
    self.folder = try folder ?? Scratch()
    let process = Process()
    process.executableURL = Self.place(of: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: self.folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (standardInput, output, remarks) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = remarks
    let clock = ContinuousClock()
    let start = clock.now
    try process.run()
    // A pipe holds as much, so nothing waits for a command that reads none of it.  It is read from
    // here, too, so that no command can break it.
    try? standardInput.fileHandleForWriting.write(contentsOf: input)
    try standardInput.fileHandleForWriting.close()
    if let interruptAfter {
      Thread.sleep(forTimeInterval: interruptAfter)
      process.interrupt()
    }
    // Both pipes hold far more than these commands write, so reading one after the other is safe.
    self.output = output.text
    self.remarks = remarks.text
    process.waitUntilExit()
    seconds = (clock.now - start) / .seconds(1)
    exitCode = process.terminationStatus
    reason = process.terminationReason
  }

  /// A run with standard streams of the caller's own; `output` and `remarks` stay empty.
  ///
  /// - Parameters:
  ///   - program: the command's name.
  ///   - arguments: the command line.
  ///   - output: a pipe or a file handle.
  ///   - remarks: a pipe or a file handle.
  public init(of program: String, _ arguments: [String], output: Any, remarks: Any) throws {
    let process = Process()
    process.executableURL = Self.place(of: program)
    process.arguments = arguments
    folder = try Scratch()
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = remarks
    let clock = ContinuousClock()
    let start = clock.now
    try process.run()
    process.waitUntilExit()
    seconds = (clock.now - start) / .seconds(1)
    (self.output, self.remarks) = ("", "")
    exitCode = process.terminationStatus
    reason = process.terminationReason
  }

  /// Where a command lies.
  public static func place(of program: String) -> URL {
    // The test bundle lies in the folder of the products.
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
    return URL(fileURLWithPath: bundle ?? CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent(program)
  }
}

extension Pipe {
  /// All that is written to it.  The process that writes must have its end by now.
  public var text: String {
    try? fileHandleForWriting.close()
    return String(decoding: fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }

  /// The writing end of a pipe that nobody reads.
  public static func closed() throws -> FileHandle {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    return pipe.fileHandleForWriting
  }
}
