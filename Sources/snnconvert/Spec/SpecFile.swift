import Foundation
import SNN
import SNNCommandLine
import Yams

/// A network's spec in YAML, as `snnconvert inspect --template` starts one:
///
///     input: [1, 28, 28]
///     layers:
///       - conv: {weight: conv1, padding: 1}
///       - relu
///       - flatten
///       - linear: fc
struct SpecFile {
  /// What it says.
  let spec: NetworkSpec

  /// The longest spec in bytes; one of a ResNet-152 has 50,000.  The time that YAML takes grows with
  /// the size times the depth.
  private static let sizeLimit = 1 << 17

  /// Reads a spec; every error says the line and the column.
  ///
  /// - Parameter path: a YAML file, or `-` for standard input.
  init(contentsOf path: String) throws {
    guard path == "-" || FileManager.default.fileExists(atPath: path) else {
      let names = NetworkPreset.allCases.map(\.rawValue).joined(separator: ", ")
      throw DataError(
        "there is neither a preset nor a file called \(quoted(path))", kind: .noInput,
        hint: "presets are \(names); check the spelling of the path")
    }
    let bytes = try readFile(inputPath(path), limit: Self.sizeLimit)
    try self.init(parsing: bytes, name: path == "-" ? "standard input" : path)
  }

  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - name: how errors call the file.
  init(parsing bytes: [UInt8], name: String) throws(DataError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataError(
        "the spec is not UTF-8 text", at: name, hint: "give a YAML file, not a file of weights")
    }
    let reader = SpecReader(file: name)
    let root = try reader.root(of: text)
    spec = try reader.network(root)
  }
}
