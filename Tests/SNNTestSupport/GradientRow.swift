public import SNNTensor
public import Testing

/// A differentiable operation and a point at which it is smooth.
public struct GradientRow: Sendable, CustomTestStringConvertible {
  /// The row's name.
  public let testDescription: String
  private let inputs: [Tensor]
  private let body: @Sendable ([Tensor]) -> Tensor

  /// A name, the point, and the operation.
  public init(
    _ name: String, _ inputs: Tensor..., body: @escaping @Sendable ([Tensor]) -> Tensor
  ) {
    testDescription = name
    self.inputs = inputs
    self.body = body
  }

  /// Compares its derivative with central differences.
  public func check(sourceLocation: SourceLocation = #_sourceLocation) {
    checkGradient(at: inputs, sourceLocation: sourceLocation, of: body)
  }
}
