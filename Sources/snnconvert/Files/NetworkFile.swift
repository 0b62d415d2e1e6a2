import SNN

/// A file with a trained network, of any format that is read.
enum NetworkFile {
  /// Tensors without a word on what is computed from them.
  case weights(WeightFile)

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
  var tensors: [StoredTensor] {
    switch self {
    case .weights(let file): file.tensors
    }
  }
}
