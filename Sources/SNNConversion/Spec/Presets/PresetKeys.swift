internal import SNNData
internal import SNNTensor

/// The tensors of a file as a preset looks for them.
struct PresetKeys {
  private let preset: NetworkPreset
  private let shapes: [String: Shape]
  /// What stands before all names: programs that wrap networks add such words.
  private let prefix: String

  /// - Throws: an error when the network's first weight is not there.
  init(
    _ preset: NetworkPreset, _ tensors: [(name: String, tensor: Tensor)]
  ) throws(DataError) {
    let shapes = Dictionary(tensors.map { ($0.name, $0.tensor.shape) }) { first, _ in first }
    let first = preset.firstLayer + ".weight"
    let prefixes = ["", "module.", "_orig_mod.", "model.", "net.", "network.", "backbone."]
    guard let prefix = prefixes.first(where: { shapes[$0 + first] != nil }) else {
      throw preset.refusal("there is no tensor \(quoted(first))")
    }
    self.preset = preset
    self.shapes = shapes
    self.prefix = prefix
  }

  /// The whole name of something.
  func name(_ name: String) -> String { prefix + name }

  /// Whether there is a tensor.
  func contains(_ name: String) -> Bool { shapes[prefix + name] != nil }

  /// The shape of a tensor with so many axes.
  func shape(_ name: String, rank: Int) throws(DataError) -> Shape {
    guard let shape = shapes[prefix + name] else {
      throw preset.refusal("there is no tensor \(quoted(prefix + name))")
    }
    guard shape.rank == rank, shape.dimensions.allSatisfy({ $0 > 0 }) else {
      throw preset.refusal("\(quoted(prefix + name)) is \(shape), expected \(rank) axes")
    }
    return shape
  }

  /// The numbers n for which there is a tensor `start.n.weight` with so many axes, in their order.
  func numbers(behind start: String, rank: Int) -> [Int] {
    let (head, tail) = (prefix + start + ".", ".weight")
    return shapes.compactMap { name, shape in
      guard shape.rank == rank, name.hasPrefix(head), name.hasSuffix(tail) else { return nil }
      return Int(name.dropFirst(head.count).dropLast(tail.count))
    }.sorted()
  }
}

extension NetworkPreset {
  /// The file holds another network; `reason` goes on after that.
  func refusal(_ reason: String) -> DataError {
    DataError(
      "the file is no \(rawValue): \(reason)", hint: "choose another preset, or write a spec")
  }

  /// The name of the layer that comes first.
  fileprivate var firstLayer: String {
    switch self {
    case .vgg11, .vgg11BN, .vgg13, .vgg13BN, .vgg16, .vgg16BN: "features.0"
    case .lenet, .resnet18, .resnet20, .resnet34: "conv1"
    }
  }
}
