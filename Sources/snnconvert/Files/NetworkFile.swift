import Foundation
import SNN
import SNNCommandLine
import SNNKeras
import SNNONNX

/// A file with a trained network, of any format that is read.
enum NetworkFile {
  /// Tensors without a word on what is computed from them, but for models that PyTorch saved whole.
  case weights(WeightFile)
  /// A graph of operators.
  case onnx(ONNXFile)
  /// A model of Keras's.
  case keras(KerasFile)

  /// What is known of one tensor.
  struct StoredShape {
    let name: String
    /// The number type as the file calls it.
    let type: String
    let shape: Shape

    init(name: String, type: String, shape: Shape) {
      (self.name, self.type, self.shape) = (name, type, shape)
    }

    init(_ stored: StoredTensor) {
      (name, type, shape) = (stored.name, stored.elementType, stored.tensor.shape)
    }
  }

  /// Reads a file, whose contents tell its format.
  ///
  /// - Parameter argument: its path, or `-` for standard input.
  init(_ argument: String) throws {
    let path = inputPath(argument)
    let name = argument == "-" ? "standard input" : argument
    let start = try readStart(of: path, count: 16)
    // Most files need not lie in memory as a whole.
    guard start.isWhole || FileFormat(start.bytes) != .weights else {
      self = .weights(try WeightFile(contentsOf: path))
      return
    }
    let bytes = start.isWhole ? start.bytes : try readFile(path)
    switch FileFormat(bytes) {
    case .weights, .archive: self = .weights(try WeightFile(parsing: bytes, name: name))
    case .keras: self = .keras(try Self.keras(path, isStream: argument == "-"))
    case .onnx:
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
      self = .onnx(
        try ONNXFile(parsing: bytes, name: name, folder: argument == "-" ? nil : folder))
    }
  }

  /// Reads a Keras model in a process of its own, which the HDF5 library may crash.
  private static func keras(_ path: String, isStream: Bool) throws -> KerasFile {
    guard !isStream, let program = Bundle.main.executablePath else {
      throw UserError(
        message: "models of Keras are read from files, not from standard input",
        hint: "save the model to a file and give its path")
    }
    let reader = IsolatedReader(
      executable: program, arguments: [ReadHDF5Command.name, "--", path])
    return try KerasFile(reply: reader.output(), name: path)
  }

  /// The name of the format.
  var format: String {
    switch self {
    case .weights(let file): file.format
    case .onnx(let file):
      "ONNX with operators of version \(file.opset)"
        + (file.producer.isEmpty ? "" : ", by \(file.producer)")
    case .keras: "Keras"
    }
  }

  /// The tensors in the order of the file.
  var tensors: [StoredShape] {
    switch self {
    case .weights(let file):
      file.tensors.map(StoredShape.init)
    case .onnx(let file):
      file.tensors.map { StoredShape(name: $0.name, type: $0.elementType, shape: $0.shape) }
    case .keras(let file): file.tensors.map(StoredShape.init)
    }
  }

  /// The tensors with their numbers, for a spec to take them; nil where the file itself says what is
  /// computed, so that none is needed.
  var namedTensors: [(name: String, tensor: Tensor)]? {
    switch self {
    case .weights(let file): file.tensors.map { ($0.name, $0.tensor) }
    case .onnx, .keras: nil
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
    case .onnx(let file): return try Self.network(file.graph, input)
    case .keras(let file): return try Self.network(file.graph, input)
    }
  }

  /// A network of a file that says everything.
  private static func network(_ graph: NetworkGraph, _ input: Shape?) throws -> LoadedNetwork {
    guard input == nil else {
      throw UserError(
        message: "the file says itself which samples it takes, so that --input is not used",
        hint: "leave --input out")
    }
    return LoadedNetwork(graph)
  }

  /// Why there is no network without further words, as a sentence without a full stop.
  var whatIsMissing: String {
    guard case .weights(let file) = self, let module = file.module else {
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

extension PyTorchModule {
  /// The shape of samples where the layers tell it: those of a chain without convolutions are rows
  /// of features.
  fileprivate var features: Shape? {
    let leaves = leaves
    guard !leaves.contains(where: { $0.kind.hasPrefix("Conv") }) else { return nil }
    return leaves.lazy.compactMap { leaf in
      switch leaf.kind {
      case "Linear":
        leaf[tensor: "weight"].flatMap { $0.tensor.rank == 2 ? [$0.tensor.shape[1]] : nil }
      case "BatchNorm1d": leaf[tensor: "running_mean"].map { [$0.tensor.count] }
      default: nil
      }
    }.first
  }

  /// The layers that hold no others, in their order.
  private var leaves: [PyTorchModule] {
    children.isEmpty ? [self] : children.flatMap { $0.leaves }
  }
}
