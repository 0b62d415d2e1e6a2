/// Groups of channels brought to mean 0 and variance 1, each step and sample by itself.
///
///     y = γ·(x − μ)/√(σ² + ε) + β
///
/// γ weight and β bias of each channel, learned; μ, σ² mean and biased variance of a group's channels
/// and space, in training and inference alike; ε keeps the root from zero.  All dimensionless.
///
/// Shapes: `[T, B, C, …]` or `[B, C, …]` in and out; the layout says which axis C is.  γ and β are
/// `[C]`.
///
/// - Reference: Wu & He, *Group Normalization*, 2018.
public struct GroupNorm: Layer {
  /// γ, `[C]`.
  public var weight: Tensor
  /// β, `[C]`.
  public var bias: Tensor
  /// The number of groups.
  public let groups: Int
  /// Where the channels are.
  public let layout: ChannelLayout
  /// ε, added to the variance.
  public let epsilon: Scalar

  /// - Parameters:
  ///   - groups: how many equal parts the channels fall into.
  ///   - channels: C.
  ///   - layout: which axis they are.
  ///   - epsilon: ε.
  /// - Precondition: the groups divide the channels; ε > 0.
  public init(
    _ groups: Int, channels: Int, in layout: ChannelLayout, epsilon: Scalar = 1e-5
  ) {
    require(
      groups >= 1 && channels >= 1 && channels % groups == 0 && epsilon > 0,
      "GroupNorm: \(channels) channels in \(groups) groups, epsilon \(epsilon)")
    weight = .ones([channels])
    bias = .zeros([channels])
    self.groups = groups
    self.layout = layout
    self.epsilon = epsilon
  }

  /// - Precondition: the input has the layout and C channels, and no axis is empty.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let view = layout.folded(input, channels: weight.count, "GroupNorm")
    let (samples, inner) = (view[0], weight.count / groups * view[2])
    let normalized = input.reshaped(to: [samples, 1, groups, inner]).normalized(
      scale: .ones([samples, groups]), shift: .zeros([samples, groups]), epsilon: epsilon)
    return normalized.reshaped(to: view).affine(weight, bias).reshaped(to: input.shape)
  }

  /// Visits the parameters.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, "weight")
    visitor.visit(&bias, "bias")
  }
}
