import Crypto
import Foundation
import SNN
import SNNCommandLine

/// A file with a trained network, and the network in it.
struct NetworkSource {
  /// The file as it was given.
  let path: String
  /// Its SHA-256 in hexadecimal digits.
  let hash: String
  let graph: NetworkGraph

  /// The file's name without its folders.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  init(path: String, hash: String, graph: NetworkGraph) {
    (self.path, self.hash, self.graph) = (path, hash, graph)
  }

  /// Reads a file; what was taken for granted is said on standard error.
  init(_ path: String, _ spec: SpecOptions) throws {
    let read = try spec.reader()
    let file = try NetworkFile(path)
    guard let network = try read(file) else {
      throw UserError(
        message: file.whatIsMissing, place: path,
        hint: "describe the network with --spec; `snnconvert inspect --template` starts one",
        exitCode: 65)
    }
    remark(on: network)
    let digest = path == "-" ? nil : SHA256.hash(data: try readFile(path))
    self.init(
      path: path, hash: digest.map { $0.map { String(format: "%02x", $0) }.joined() } ?? "",
      graph: network.graph)
  }
}
