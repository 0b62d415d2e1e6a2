/// All axes from `axis` on folded into one; by default `[T, B, …] → [T, B, F]`.
public struct Flatten: Layer {
  /// The first of the axes that are folded; negative ones count from the last.
  public let axis: Int

  /// Folds all axes from `axis` on.
  public init(fromAxis axis: Int = 2) { self.axis = axis }

  /// The same elements with the axes folded.
  /// - Precondition: −rank ≤ `axis` ≤ rank.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    input.flattened(fromAxis: axis)
  }
}
