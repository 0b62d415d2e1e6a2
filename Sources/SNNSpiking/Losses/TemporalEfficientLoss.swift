public import SNNLayers

/// Temporal efficient training (TET): the right neuron leads at every step, and no membrane strays.
///
///     L = (1 − λ)·1/T·Σ_t CE(U[t], y) + λ·MSE(U, φ)
///
/// U membranes, y label, λ share of the second term in 0...1, φ the level all membranes are held
/// near, as a rule the threshold; dimensionless.  Shapes: U `[T, B, C]`, y `[B]`.
///
/// At its minimum the membranes of a step average φ over the classes, and the right one leads by a
/// finite margin, the smaller the larger λ is.
///
/// - Reference: Deng et al., *Temporal Efficient Training of Spiking Neural Network via Gradient
///   Re-weighting*, 2022.
public struct TemporalEfficientLoss: StepwiseLoss {
  /// λ, the share of the second term, 0...1.
  public let lambda: Scalar
  /// φ, the level membranes are held near.
  public let target: Scalar
  /// Label smoothing and class weights of the first term.
  public let options: CrossEntropyOptions

  /// - Precondition: λ lies in 0...1.
  public init(lambda: Scalar, target: Scalar = 1, _ options: CrossEntropyOptions = .plain) {
    require((0...1).contains(lambda), "TemporalEfficientLoss: lambda \(lambda)")
    self.lambda = lambda
    self.target = target
    self.options = options
  }

  /// The neuron with the highest mean membrane is the answer.
  public var decoder: SpikeDecoder { .meanMembrane }

  /// The loss of output `[T, B, C]` against labels `[B]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    check(output, labels)
    return RateCrossEntropy(options)(output, labels) * Tensor(1 - lambda)
      + meanSquaredError(output, Tensor(target)) * Tensor(lambda)
  }
}

extension Loss where Self == TemporalEfficientLoss {
  /// Temporal efficient training, with a share λ for holding membranes near `target`.
  public static func temporalEfficient(
    lambda: Scalar, target: Scalar = 1, _ options: CrossEntropyOptions = .plain
  ) -> TemporalEfficientLoss {
    TemporalEfficientLoss(lambda: lambda, target: target, options)
  }
}
