/// y = x·W + b on the last axis.
///
/// All leading axes are folded into one product, so a sequence `[T, B, inputs]` costs one call.
/// W is kept `[inputs, outputs]`, the transpose of PyTorch's layout, and b `[outputs]`.
///
/// x, y, W and b are dimensionless.  Shapes: `[…, inputs] → […, outputs]`.
public struct Linear: Layer {
  /// W, `[inputs, outputs]`.
  public var weight: Tensor

  /// b, `[outputs]`.
  public var bias: Tensor

  /// A layer with the given weights.
  /// - Precondition: `weight` is `[inputs, outputs]` and `bias` `[outputs]`.
  public init(weight: Tensor, bias: Tensor) {
    require(
      weight.rank == 2 && bias.shape == [weight.shape[1]],
      "Linear: weight \(weight.shape) and bias \(bias.shape) do not belong together")
    self.weight = weight
    self.bias = bias
  }

  /// Weights drawn by `initializer`, biases uniform in ±1/√inputs as PyTorch draws them.
  /// - Precondition: both sizes are positive.
  public init(
    _ inputs: Int, _ outputs: Int, initializer: Initializer = .kaimingUniform(),
    using generator: inout SplitMix64
  ) {
    require(inputs > 0 && outputs > 0, "Linear: sizes \(inputs) and \(outputs)")
    let bound = 1 / Scalar(inputs).squareRoot()
    self.init(
      weight: initializer.weights(inputs: inputs, outputs: outputs, using: &generator),
      bias: .uniform([outputs], in: -bound...bound, using: &generator))
  }

  /// x·W + b: `[…, inputs] → […, outputs]`.
  /// - Precondition: the last axis of `input` has the size `inputs`.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    matmul(input, weight, adding: bias)
  }

  /// Visits `weight` and `bias`.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, "weight")
    visitor.visit(&bias, "bias")
  }
}
