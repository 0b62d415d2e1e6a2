/// y = x·W + b on the last axis.
///
/// All leading axes are folded into one product, so a sequence `[T, B, inputs]` costs one call.
/// W is kept `[inputs, outputs]`, the transpose of PyTorch's layout, and b `[outputs]`.
///
/// Shapes: `[…, inputs] → […, outputs]`.
public struct Linear: Layer {
  public var weight: Tensor
  public var bias: Tensor

  /// - Precondition: `weight` is `[inputs, outputs]` and `bias` `[outputs]`.
  public init(weight: Tensor, bias: Tensor) {
    precondition(
      weight.rank == 2 && bias.shape == [weight.shape[1]],
      "Linear: weight \(weight.shape) and bias \(bias.shape) do not belong together")
    self.weight = weight
    self.bias = bias
  }

  /// Weights drawn by `initializer`, biases uniform in ±1/√inputs as PyTorch draws them.
  public init(
    _ inputs: Int, _ outputs: Int, initializer: Initializer = .kaimingUniform(),
    using generator: inout SplitMix64
  ) {
    precondition(inputs > 0 && outputs > 0, "Linear: sizes \(inputs) and \(outputs)")
    let bound = 1 / Scalar(inputs).squareRoot()
    self.init(
      weight: initializer.weights(inputs: inputs, outputs: outputs, using: &generator),
      bias: .uniform([outputs], in: -bound...bound, using: &generator))
  }

  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    matmul(input, weight, adding: bias)
  }

  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, "weight")
    visitor.visit(&bias, "bias")
  }
}
