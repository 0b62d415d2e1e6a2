/// The features of each step and sample brought to mean 0 and variance 1, then scaled and shifted.
///
///     y = γ·(x − μ)/√(σ² + ε) + β
///
/// γ weight and β bias of each feature, learned; μ, σ² mean and biased variance over the last axes;
/// ε keeps the root from zero.  All dimensionless.
///
/// Shapes: `[…, F] → […, F]` with F the shape of γ and β, which may have several axes.
///
/// - Reference: Ba, Kiros & Hinton, *Layer Normalization*, 2016.
public struct LayerNorm: Layer {
  /// γ, of the features' shape.
  public var weight: Tensor
  /// β, of the features' shape.
  public var bias: Tensor
  /// ε, added to the variance.
  public let epsilon: Scalar

  /// - Parameters:
  ///   - features: the last axes, `[64]` or `[C, H, W]`.
  ///   - epsilon: ε.
  /// - Precondition: there is at least one axis and none is empty; ε > 0.
  public init(_ features: Shape, epsilon: Scalar = 1e-5) {
    require(
      features.rank >= 1 && features.elementCount > 0 && epsilon > 0,
      "LayerNorm: features \(features), epsilon \(epsilon)")
    weight = .ones(features)
    bias = .zeros(features)
    self.epsilon = epsilon
  }

  /// - Precondition: the input's last axes are the features, and no axis is empty.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(
      input.count > 0 && input.shape.dimensions.suffix(weight.rank) == weight.shape.dimensions[...],
      "LayerNorm: input \(input.shape), made for […] + \(weight.shape), no axis empty")
    let rows = input.count / weight.count
    let normalized = input.reshaped(to: [rows, 1, 1, weight.count]).normalized(
      scale: .ones([rows, 1]), shift: .zeros([rows, 1]), epsilon: epsilon)
    return normalized.reshaped(to: [rows, weight.count, 1]).affine(weight, bias)
      .reshaped(to: input.shape)
  }

  /// Visits the parameters.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, "weight")
    visitor.visit(&bias, "bias")
  }
}
