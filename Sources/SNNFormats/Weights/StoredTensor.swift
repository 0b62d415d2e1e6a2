public import SNNTensor

/// A tensor as a file of weights holds it.
public struct StoredTensor: Sendable {
  /// The name it has there.
  public let name: String

  /// The number type as the file calls it: `F16`, `<f4`, `float16`.
  public let elementType: String

  /// The numbers, each rounded to `Scalar`.
  public let tensor: Tensor

  /// A tensor with what a file says about it.
  public init(name: String, elementType: String, tensor: Tensor) {
    (self.name, self.elementType, self.tensor) = (name, elementType, tensor)
  }
}

extension StoredTensor {
  /// The same tensor under another name.
  func named(_ name: String) -> StoredTensor {
    StoredTensor(name: name, elementType: elementType, tensor: tensor)
  }

  /// Refuses numbers that are no number or infinite, which a network would spread.
  /// - Parameter place: where a number stands in the file; nil where it has no place of its own.
  package func checkFinite(place: (_ index: Int) -> Int? = { _ in nil }) throws(FormatError) {
    let scalars = tensor.scalars
    guard let index = scalars.firstIndex(where: { !$0.isFinite }) else { return }
    throw FormatError(
      tensor: name,
      "holds \(scalars[index]) as number \(index + 1) of \(scalars.count), read as \(Scalar.self)",
      at: place(index), hint: "weights must be finite: train again with a smaller learning rate")
  }
}
