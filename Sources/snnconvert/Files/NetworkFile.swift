import SNN

/// A file with a trained network, of any format that is read.
enum NetworkFile {
  /// Tensors without a word on what is computed from them, but for models that PyTorch saved whole.
  case weights(WeightFile)

  /// What is known of one tensor.
  struct Tensor {
    let name: String
    /// The number type as the file calls it.
    let type: String
    let shape: Shape
  }

  /// Reads a file, whose contents tell its format.
  init(contentsOf path: String) throws {
    self = .weights(try WeightFile(contentsOf: path))
  }

  /// The name of the format.
  var format: String {
    switch self {
    case .weights(let file): file.format
    }
  }

  /// The tensors in the order of the file.
  var tensors: [Tensor] {
    switch self {
    case .weights(let file):
      file.tensors.map { Tensor(name: $0.name, type: $0.elementType, shape: $0.tensor.shape) }
    }
  }

  /// The tensors with their numbers, for a spec to take them; nil where the file itself says what is
  /// computed, so that none is needed.
  var namedTensors: [(name: String, tensor: SNN.Tensor)]? {
    switch self {
    case .weights(let file): file.tensors.map { ($0.name, $0.tensor) }
    }
  }

  /// The network as far as the file itself says what it computes; nil where it does not.
  ///
  /// - Parameter input: the shape of one sample, if the user has said it.
  func network(input: Shape?) throws -> LoadedNetwork? {
    switch self {
    case .weights(let file):
      guard let module = file.module, module.isChain else { return nil }
      guard let input = input ?? module.features else { return nil }
      return LoadedNetwork(try NetworkGraph(module, input: input))
    }
  }

  /// Why there is no network without further words, as a sentence without a full stop.
  var whatIsMissing: String {
    switch self {
    case .weights(let file):
      guard let module = file.module else {
        return "the file does not say what is computed from its tensors"
      }
      guard module.isChain else {
        return
          "the file holds a model of the class \(printable(module.className, limit: 100)), but not "
          + "what it computes"
      }
      return "the file holds a model for samples of a shape it does not say: --input gives it"
    }
  }
}

extension PyTorchModule {
  /// The shape of samples where the layers tell it: those of a chain without convolutions are rows
  /// of features.
  fileprivate var features: Shape? {
    let leaves = leaves
    guard !leaves.contains(where: { $0.kind.hasPrefix("Conv") }) else { return nil }
    return leaves.lazy.compactMap { leaf in
      switch leaf.kind {
      case "Linear": leaf[tensor: "weight"].flatMap { $0.rank == 2 ? [$0.shape[1]] : nil }
      case "BatchNorm1d": leaf[tensor: "running_mean"].map { [$0.count] }
      default: nil
      }
    }.first
  }

  /// The layers that hold no others, in their order.
  private var leaves: [PyTorchModule] {
    children.isEmpty ? [self] : children.flatMap { $0.module.leaves }
  }
}
