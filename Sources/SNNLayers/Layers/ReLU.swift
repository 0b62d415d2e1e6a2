/// max(0, x), any shape.
public struct ReLU: Layer {
  public init() {}

  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor { input.relu() }
}
