/// A format of weights: how a file of it is told from others, and how it is read.
///
/// A new format is a constant in a file of its own and a place in `all`.
struct WeightFormat: Sendable {
  /// The name as people know it.
  let name: String

  /// Whether a file is of this format, by its contents; endings lie.
  let recognizes: @Sendable (inout WeightInput) throws(FormatError) -> Bool

  /// Reads a file of this format.
  let read: @Sendable (inout WeightInput) throws(FormatError) -> WeightContents

  /// Every format that is read; the first that recognizes a file reads it.
  static let all: [WeightFormat] = [.safetensors, .safetensorsIndex, .npy, .npz, .pyTorch]
}

/// What a file of weights holds.
struct WeightContents: Sendable {
  /// In the order of the file.
  let tensors: [StoredTensor]
  /// The model, for a file that holds it whole.
  let module: PyTorchModule?

  init(_ tensors: [StoredTensor], module: PyTorchModule? = nil) {
    self.tensors = tensors
    self.module = module
  }
}
