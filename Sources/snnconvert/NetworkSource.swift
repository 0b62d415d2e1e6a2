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

  /// The rows with their classes in the order of the network's scores.
  ///
  /// - Throws: `UserError` when the network's classes and the data's are not the same.
  func ordered(_ rows: (train: Dataset, test: Dataset)) throws -> (train: Dataset, test: Dataset) {
    guard !classNames.isEmpty, classNames != rows.train.classNames else { return rows }
    var places: [String: Int] = [:]
    for (place, name) in classNames.enumerated() { places[name] = place }
    guard Set(classNames) == Set(rows.train.classNames) else {
      throw UserError(
        message: "the network's classes are \(shortList(classNames)), but \(rows.train.name) has "
          + shortList(rows.train.classNames), place: path,
        hint: "call the classes in the spec as the data does, or leave `classes` out", exitCode: 65)
    }
    func renumbered(_ data: Dataset) -> Dataset {
      Dataset(
        name: data.name, features: data.features,
        labels: data.labels.map { places[data.classNames[$0]] ?? $0 },
        featureNames: data.featureNames, classNames: classNames, imageShape: data.imageShape)
    }
    return (renumbered(rows.train), renumbered(rows.test))
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
    let digits = Array("0123456789abcdef")
    return hash.finalize().reduce(into: "") { text, byte in
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }
}

private func littleEndianBytes(_ bits: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
}
