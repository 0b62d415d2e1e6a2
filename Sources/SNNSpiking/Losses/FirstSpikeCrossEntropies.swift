public import SNNLayers

/// Cross-entropy of minus the first spike times: the right neuron should fire first.
///
///     L = CE(−t₁, y)
///
/// t₁ first spike time in steps, y label.  Shapes: spikes `[T, B, C]`, y `[B]`.
///
/// A silent neuron has t₁ = T, later than any spike (in snnTorch T − 1, the time of a spike in the
/// last step), and is drawn to fire by the gradient of `firstSpikeTimes`.
public struct FirstSpikeCrossEntropy: Loss {
  /// Label smoothing and class weights.
  public let options: CrossEntropyOptions

  /// The loss with the options of its cross-entropy.
  public init(_ options: CrossEntropyOptions = .plain) { self.options = options }

  /// The neuron that fires first is the answer.
  public var decoder: SpikeDecoder { .firstSpike }

  /// The loss of output `[T, B, C]` against labels `[B]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    check(output, labels)
    return crossEntropy(-output.firstSpikeTimes(), labels, options)
  }
}

/// Cross-entropy of the inverse first spike times: the right neuron should fire first, and early
/// times matter more than late ones.
///
///     L = CE(1/(t₁ + 1), y)
///
/// t₁ first spike time in steps, T for a silent neuron; y label.  Shapes: spikes `[T, B, C]`,
/// y `[B]`.
///
/// Trap: scores lie in 0...1, so a margin is never above 1 and for two classes the loss never below
/// ln(1 + e⁻¹) ≈ 0.31; what is late hardly feels it.
public struct InverseFirstSpikeCrossEntropy: Loss {
  /// Label smoothing and class weights.
  public let options: CrossEntropyOptions

  /// The loss with the options of its cross-entropy.
  public init(_ options: CrossEntropyOptions = .plain) { self.options = options }

  /// The neuron that fires first is the answer.
  public var decoder: SpikeDecoder { .firstSpike }

  /// The loss of output `[T, B, C]` against labels `[B]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    check(output, labels)
    return crossEntropy(1 / (output.firstSpikeTimes() + 1), labels, options)
  }
}

extension Loss where Self == FirstSpikeCrossEntropy {
  /// Cross-entropy of minus the first spike times.
  public static var firstSpikeCrossEntropy: FirstSpikeCrossEntropy { FirstSpikeCrossEntropy() }

  /// Cross-entropy of minus the first spike times, with label smoothing or class weights.
  public static func firstSpikeCrossEntropy(
    _ options: CrossEntropyOptions
  ) -> FirstSpikeCrossEntropy { FirstSpikeCrossEntropy(options) }
}

extension Loss where Self == InverseFirstSpikeCrossEntropy {
  /// Cross-entropy of the inverse first spike times.
  public static var inverseFirstSpikeCrossEntropy: InverseFirstSpikeCrossEntropy {
    InverseFirstSpikeCrossEntropy()
  }

  /// Cross-entropy of the inverse first spike times, with label smoothing or class weights.
  public static func inverseFirstSpikeCrossEntropy(
    _ options: CrossEntropyOptions
  ) -> InverseFirstSpikeCrossEntropy { InverseFirstSpikeCrossEntropy(options) }
}
