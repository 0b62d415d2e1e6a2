/// The last axis unfolded into several, such as rows of pixels into images:
/// `[T, B, C·H·W] → [T, B, C, H, W]`.
public struct Unflatten: Layer {
  /// What the last axis becomes.
  public let shape: Shape

  /// Unfolds the last axis into `shape`.
  public init(into shape: Shape) { self.shape = shape }

  /// The same elements, the last axis unfolded.
  /// - Precondition: the last axis has as many elements as `shape`.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(
      input.rank >= 1 && input.shape[-1] == shape.elementCount,
      "Unflatten: input \(input.shape), expected […, \(shape.elementCount)] for \(shape)")
    return input.reshaped(to: Shape(input.shape.dimensions.dropLast() + shape.dimensions))
  }
}
