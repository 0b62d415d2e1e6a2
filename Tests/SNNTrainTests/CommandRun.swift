import Foundation

/// One run of the `snntrain` that was built beside these tests.
struct CommandRun {
  let exitCode: Int32
  let output: String
  let remarks: String

  /// - Parameters:
  ///   - arguments: the command line.
  ///   - input: what stands on standard input.
  ///   - environment: put over the test's own environment.
  ///   - interruptAfter: seconds after which Ctrl-C is pressed.
  init(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    interruptAfter: Double? = nil
  ) throws {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (standardInput, output, remarks) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = remarks
    try process.run()
    // A pipe holds far more than these inputs, so nothing waits for a command that reads none.
    try? standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    if let interruptAfter {
      Thread.sleep(forTimeInterval: interruptAfter)
      process.interrupt()
    }
    // Both pipes hold far more than these commands write, so reading one after the other is safe.
    self.output = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    self.remarks = String(
      decoding: remarks.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    exitCode = process.terminationStatus
  }

  static var program: URL {
    // The test bundle lies in the folder of the products.
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
    let folder = URL(fileURLWithPath: bundle ?? CommandLine.arguments[0])
      .deletingLastPathComponent()
    return folder.appendingPathComponent("snntrain")
  }
}

/// A folder for one test, removed with it.
final class Scratch {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("snntrain-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let place = path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: place))
    return place
  }

  /// What lies in the folder.
  var contents: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

/// Twelve rows of two easily told classes.
let smallTable = """
  width,height,kind
  1.0,2.0,round
  1.1,2.1,round
  0.9,1.9,round
  1.2,2.2,round
  1.0,2.1,round
  0.8,1.8,round
  5.0,6.0,long
  5.1,6.1,long
  4.9,5.9,long
  5.2,6.2,long
  5.0,6.1,long
  4.8,5.8,long

  """
