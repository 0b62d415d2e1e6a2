/// All axes from `axis` on folded into one; by default `[T, B, …] → [T, B, F]`.
public struct Flatten: Layer {
  public let axis: Int

  public init(fromAxis axis: Int = 2) { self.axis = axis }

  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    input.flattened(fromAxis: axis)
  }
}
