public import SNNTensor

/// The contents of a safetensors file: named tensors and some words about them.
///
///     let file = try SafetensorsFile(contentsOf: "model.safetensors")
///     try load(file.tensors, into: &model)
public struct SafetensorsFile: Sendable {
  /// The tensors in the order of their data in the file.
  public var tensors: [(name: String, tensor: Tensor)]

  /// Free words for programs and people, such as `["format": "pt"]`.
  public var metadata: [String: String]

  /// The contents of a file to write; whether they can be written is checked then.
  public init(tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The tensor with a name, found by going through the list.
  public subscript(name: String) -> Tensor? { tensors.first { $0.name == name }?.tensor }
}
