/// Σ(output − target)²/n over all elements.
///
/// - Parameters:
///   - output: any shape.
///   - target: the same shape, or one that broadcasts to it.
/// - Returns: a single number, shape `[]`.
public func meanSquaredError(_ output: Tensor, _ target: Tensor) -> Tensor {
  (output - target).squared().mean()
}
