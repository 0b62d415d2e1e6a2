/// Each channel brought to mean 0 and variance 1 over time, batch and space, then scaled and shifted.
///
///     y = γ·(x − μ)/√(σ² + ε) + β
///
/// γ weight, β bias (not the decay of a membrane), learned; μ, σ² the channel's mean and variance:
/// in training those of the input, biased, in inference the running ones; ε keeps the root from
/// zero.  All dimensionless.
///
/// Shapes: `[T, B, C, …]` or `[B, C, …]` in and out; the layout says which axis C is.  γ and β are
/// `[C]`.
///
/// - Reference: Ioffe & Szegedy, *Batch Normalization*, 2015.
public struct BatchNorm: Layer {
  /// γ, `[C]`.
  public var weight: Tensor
  /// β, `[C]`.
  public var bias: Tensor
  /// What inference uses.
  public var statistics: RunningStatistics

  /// Where the channels are.
  public let layout: ChannelLayout

  /// - Parameters:
  ///   - channels: C.
  ///   - layout: which axis they are, `.images`.
  ///   - weight: what γ begins with.
  ///   - epsilon: ε.
  ///   - momentum: the share of what a training step observes in the running statistics.
  /// - Precondition: `channels` ≥ 1, ε > 0, momentum in 0...1.
  public init(
    _ channels: Int, in layout: ChannelLayout, weight: Scalar = 1, epsilon: Scalar = 1e-5,
    momentum: Scalar = 0.1
  ) {
    require(channels >= 1, "BatchNorm: \(channels) channels")
    self.weight = Tensor(repeating: weight, shape: [channels])
    self.layout = layout
    bias = .zeros([channels])
    statistics = RunningStatistics(shape: [channels], momentum: momentum, epsilon: epsilon)
  }

  /// tdBN: a batch norm whose output spreads in proportion to the threshold of the neurons behind it,
  /// γ = α·θ at first, so that neither silence nor saturation is where training begins.
  ///
  /// - Parameters:
  ///   - channels: C.
  ///   - layout: which axis they are.
  ///   - threshold: θ, dimensionless.
  ///   - alpha: α; 1/√2 for each of two branches that are added.
  /// - Reference: Zheng et al., *Going Deeper With Directly-Trained Larger Spiking Neural Networks*,
  ///   2021.
  public static func thresholdDependent(
    _ channels: Int, in layout: ChannelLayout, threshold: Scalar, alpha: Scalar = 1
  ) -> BatchNorm {
    BatchNorm(channels, in: layout, weight: alpha * threshold)
  }

  /// - Precondition: the input has the layout and C channels, no axis is empty, and in training a
  ///   channel has more than one number.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let view = layout.folded(input, channels: weight.count, "BatchNorm")
    let result = statistics.normalized(
      input.reshaped(to: Shape([1] + view.dimensions)), weight: weight, bias: bias,
      mode: context.mode)
    return result.reshaped(to: input.shape)
  }

  /// `weight`, `bias`, `running_mean`, `running_var`, as PyTorch names them.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, "weight")
    visitor.visit(&bias, "bias")
    statistics.visitParameters(&visitor)
  }
}
