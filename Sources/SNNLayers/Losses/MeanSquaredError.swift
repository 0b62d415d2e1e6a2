/// L = 1/n·Σ (output − target)² over all n elements.
///
/// - Parameters:
///   - output: any shape.
///   - target: the same shape, or one that broadcasts to it.
/// - Returns: a single number, shape `[]`.
/// - Precondition: the shapes broadcast and there is at least one element.
public func meanSquaredError(_ output: Tensor, _ target: Tensor) -> Tensor {
  (output - target).squared().mean()
}
