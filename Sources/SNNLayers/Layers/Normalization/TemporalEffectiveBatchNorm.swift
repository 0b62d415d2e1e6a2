/// TEBN: one batch norm for the whole sequence, its output weighted step by step.
///
///     y[t] = p[t]·BN(x)[t]
///
/// p step weight, learned, 1 at first; BN as `BatchNorm`.  Dimensionless.
///
/// Shapes: `[T, B, C, …]` in and out; p is `[T]`.  A piece of a sequence would begin at step 0 again,
/// so the whole sequence goes in at once.
///
/// - Reference: Duan et al., *Temporal Effective Batch Normalization in Spiking Neural Networks*, 2022.
public struct TemporalEffectiveBatchNorm: Layer {
  /// The batch norm before it.
  public var norm: BatchNorm
  /// p, `[T]`.
  public var stepWeight: Tensor

  /// - Parameters:
  ///   - channels: C.
  ///   - steps: T.
  ///   - layout: which axis the channels are.
  ///   - epsilon: ε of the batch norm.
  ///   - momentum: of the batch norm's running statistics.
  /// - Precondition: `channels` and `steps` ≥ 1, ε > 0, momentum in 0...1.
  public init(
    _ channels: Int, steps: Int, in layout: ChannelLayout, epsilon: Scalar = 1e-5,
    momentum: Scalar = 0.1
  ) {
    require(steps >= 1, "TemporalEffectiveBatchNorm: \(steps) steps")
    norm = BatchNorm(channels, in: layout, epsilon: epsilon, momentum: momentum)
    stepWeight = .ones([steps])
  }

  /// - Precondition: the input has T steps and is what `BatchNorm` takes.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let steps = stepWeight.count
    let view = norm.layout.folded(
      input, channels: norm.weight.count, "TemporalEffectiveBatchNorm")
    input.requireSteps(steps, before: view, "TemporalEffectiveBatchNorm")
    let normalized = norm(input, &context).reshaped(to: [steps, input.count / steps])
    return (normalized * stepWeight.reshaped(to: [steps, 1])).reshaped(to: input.shape)
  }

  /// Visits the parameters.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&norm, "norm")
    visitor.visit(&stepWeight, "stepWeight")
  }
}
