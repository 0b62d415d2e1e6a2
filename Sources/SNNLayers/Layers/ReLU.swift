/// y = max(0, x) element by element, any shape.
public struct ReLU: Layer {
  /// A rectifier; it has no parameters.
  public init() {}

  /// max(0, x) of every element.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor { input.relu() }
}
