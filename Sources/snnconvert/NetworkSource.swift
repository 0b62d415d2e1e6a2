import Crypto
import SNN
import SNNCommandLine

/// A file with a trained network, and the network in it.
struct NetworkSource {
  /// The file as it was given.
  let path: String
  /// The digest of its weights.
  let hash: String
  let graph: NetworkGraph
  /// The names of the classes in the order of the scores; empty where they are not known.
  private(set) var classNames: [String] = []

  /// The file's name without its folders.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The name without its ending.
  var stem: String {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && !parts[0].isEmpty
      ? parts.dropLast().joined(separator: ".") : name
  }

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
    self.init(path: path, hash: network.graph.weightDigest, graph: network.graph)
    classNames = network.classNames
  }
}

extension NetworkGraph {
  /// The SHA-256 of all weights in hexadecimal digits: as little-endian numbers of 32 bits in the
  /// order of the layers, so that it is the same whatever file they came from.
  fileprivate var weightDigest: String {
    var hash = SHA256()
    for node in nodes {
      let numbers: [[Scalar]] =
        switch node.operation {
        case .linear(let layer): [layer.weight.scalars, layer.bias.scalars]
        case .convolution(let layer): [layer.weight.scalars, layer.bias?.scalars ?? []]
        case .affine(let affine): [affine.scale, affine.shift]
        case .offset(let offset): [offset.scalars]
        default: []
        }
      hash.update(data: numbers.joined().flatMap { littleEndianBytes(Float($0).bitPattern) })
    }
    return hexadecimal(hash.finalize())
  }
}

private func littleEndianBytes(_ bits: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
}
