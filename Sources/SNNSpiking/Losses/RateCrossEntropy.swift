public import SNNLayers

/// Cross-entropy at every step, averaged over time: the right neuron should lead all the time.
///
///     L = 1/T·Σ_t CE(S[t], y)
///
/// S spikes or membranes, whose sum over time is the score; y label; dimensionless.
/// Shapes: S `[T, B, C]`, y `[B]`.
///
/// - Reference: Deng et al., *Temporal Efficient Training*, 2022 (its first term).
public struct RateCrossEntropy: StepwiseLoss {
  /// Label smoothing and class weights.
  public let options: CrossEntropyOptions

  /// The loss with the options of its cross-entropy.
  public init(_ options: CrossEntropyOptions = .plain) { self.options = options }

  /// The neuron that fires most is the answer.
  public var decoder: SpikeDecoder { .count }

  /// The loss of output `[T, B, C]` against labels `[B]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    check(output, labels)
    let steps = output.shape[0]
    let rows = output.reshaped(to: [steps * output.shape[1], output.shape[2]])
    return crossEntropy(rows, (0..<steps).flatMap { _ in labels }, options)
  }
}

extension Loss where Self == RateCrossEntropy {
  /// Cross-entropy at every step.
  public static var rateCrossEntropy: RateCrossEntropy { RateCrossEntropy() }

  /// Cross-entropy at every step, with label smoothing or class weights.
  public static func rateCrossEntropy(_ options: CrossEntropyOptions) -> RateCrossEntropy {
    RateCrossEntropy(options)
  }
}
