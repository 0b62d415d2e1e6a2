public import SNNTensor
public import Testing

/// A differentiable operation and a point at which it is smooth.
public struct GradientRow: Sendable, CustomTestStringConvertible {
  public let testDescription: String
  private let inputs: [Tensor]
  private let body: @Sendable ([Tensor]) -> Tensor

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
