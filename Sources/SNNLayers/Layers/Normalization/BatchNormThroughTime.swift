/// BNTT: a batch norm of its own for every time step, without a bias.
///
///     y[t] = γ[t]·(x[t] − μ[t])/√(σ²[t] + ε)
///
/// γ weight, learned; μ, σ² each channel's mean and variance at step t over batch and space: in
/// training those of the input, biased, in inference the running ones; ε keeps the root from zero.
/// All dimensionless.
///
/// Shapes: `[T, B, C, …]` in and out; γ is `[T, C]`.  A piece of a sequence would begin at step 0
/// again, so the whole sequence goes in at once.
///
/// - Reference: Kim & Panda, *Revisiting Batch Normalization for Training Low-Latency Deep Spiking
///   Neural Networks From Scratch*, 2021.
public struct BatchNormThroughTime: Layer {
  /// γ, `[T, C]`.
  public var weight: Tensor
  /// What inference uses, `[T, C]`.
  public var statistics: RunningStatistics

  /// Where the channels are.
  public let layout: ChannelLayout

  /// - Parameters:
  ///   - channels: C.
  ///   - steps: T.
  ///   - layout: which axis the channels are.
  ///   - epsilon: ε.
  ///   - momentum: the share of what a training step observes in the running statistics.
  /// - Precondition: `channels` and `steps` ≥ 1, ε > 0, momentum in 0...1.
  public init(
    _ channels: Int, steps: Int, in layout: ChannelLayout, epsilon: Scalar = 1e-5,
    momentum: Scalar = 0.1
  ) {
    require(
      channels >= 1 && steps >= 1, "BatchNormThroughTime: \(channels) channels, \(steps) steps")
    weight = .ones([steps, channels])
    self.layout = layout
    statistics = RunningStatistics(
      shape: [steps, channels], momentum: momentum, epsilon: epsilon)
  }

  /// - Precondition: the input has T steps, the layout and C channels, no axis is empty, and in
  ///   training a channel has more than one number at each step.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let (steps, channels) = (weight.shape[0], weight.shape[1])
    let view = layout.folded(input, channels: channels, "BatchNormThroughTime")
    input.requireSteps(steps, before: view, "BatchNormThroughTime")
    let result = statistics.normalized(
      input.reshaped(to: [steps, view[0] / steps, channels, view[2]]), weight: weight,
      bias: .zeros(weight.shape), mode: context.mode)
    return result.reshaped(to: input.shape)
  }

  /// `weight`, `running_mean`, `running_var`, each with a row per step.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, "weight")
    statistics.visitParameters(&visitor)
  }
}

extension Tensor {
  /// - Precondition: axis 0 is not the channels' and has as many steps as the layer was made for.
  func requireSteps(_ steps: Int, before view: Shape, _ layer: StaticString) {
    require(
      shape[0] == steps && view[0] % steps == 0,
      "\(layer): input \(shape), made for [\(steps), …, \(view[1]), …]")
  }
}
