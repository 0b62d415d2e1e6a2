/// Adam with weight decay taken off the weights directly: w ← w − η·λ·w before each Adam step.
///
/// λ weight decay, dimensionless; the rest as in `Adam`.  Vectors, such as biases and learned
/// decays, are not decayed: pulling them towards zero is not what anyone means by regularisation.
/// - Reference: Loshchilov & Hutter, *Decoupled Weight Decay Regularization*, 2019.
public struct AdamW: UpdateRule {
  /// The steps without the decay.
  public let adam: Adam

  /// λ; 0 leaves plain Adam.
  public let weightDecay: Scalar

  /// The settings of PyTorch's `AdamW` unless told otherwise.
  public init(
    learningRate: Scalar = 1e-3, weightDecay: Scalar = 1e-2,
    betas: (Double, Double) = (0.9, 0.999), epsilon: Scalar = 1e-8
  ) {
    adam = Adam(learningRate: learningRate, betas: betas, epsilon: epsilon)
    self.weightDecay = weightDecay
  }

  /// η, before the schedule.
  public var learningRate: Scalar { adam.learningRate }

  /// m = v = 0, shaped as the parameter.
  public func initialState(for parameter: Tensor) -> Adam.Moments {
    adam.initialState(for: parameter)
  }

  /// The decay, for parameters of two axes and more, then one step of Adam.
  public func update(
    _ parameter: inout Tensor, along gradient: Tensor, state: inout Adam.Moments, rate: Scalar,
    step: Int
  ) {
    if parameter.rank >= 2, weightDecay > 0 { parameter *= Tensor(1 - rate * weightDecay) }
    adam.update(&parameter, along: gradient, state: &state, rate: rate, step: step)
  }
}
