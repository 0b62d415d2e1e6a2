public import SNNLayers

/// Cross-entropy of the spike counts: the right neuron should fire most over the whole sequence.
///
///     L = CE(Σ_t S[t], y)
///
/// S spikes, y label; dimensionless.  Shapes: S `[T, B, C]`, y `[B]`.
///
/// Trap: counts differ by T at most, so the loss cannot fall below ln(1 + (C − 1)·e⁻ᵀ), which is
/// felt when T is small.
public struct CountCrossEntropy: Loss {
  /// Label smoothing and class weights.
  public let options: CrossEntropyOptions

  /// The loss with the options of its cross-entropy.
  public init(_ options: CrossEntropyOptions = .plain) { self.options = options }

  /// The neuron that fires most is the answer.
  public var decoder: SpikeDecoder { .count }

  /// The loss of output `[T, B, C]` against labels `[B]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    check(output, labels)
    return crossEntropy(output.sum(alongAxis: 0), labels, options)
  }
}

extension Loss where Self == CountCrossEntropy {
  /// Cross-entropy of the spike counts.
  public static var countCrossEntropy: CountCrossEntropy { CountCrossEntropy() }

  /// Cross-entropy of the spike counts, with label smoothing or class weights.
  public static func countCrossEntropy(_ options: CrossEntropyOptions) -> CountCrossEntropy {
    CountCrossEntropy(options)
  }
}
