public import SNNLayers

/// Cross-entropy of the highest membranes: the right neuron should reach highest once.
///
///     L = CE(max_t U[t], y)
///
/// U membranes, y label; dimensionless.  Shapes: U `[T, B, C]`, y `[B]`.  The gradient reaches one
/// step per neuron, the first of equals.
public struct MaximumMembraneCrossEntropy: Loss {
  /// Label smoothing and class weights.
  public let options: CrossEntropyOptions

  /// The loss with the options of its cross-entropy.
  public init(_ options: CrossEntropyOptions = .plain) { self.options = options }

  /// The neuron whose membrane reaches highest is the answer.
  public var decoder: SpikeDecoder { .maximumMembrane }

  /// The loss of output `[T, B, C]` against labels `[B]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    check(output, labels)
    return crossEntropy(output.max(alongAxis: 0), labels, options)
  }
}

/// Cross-entropy of the mean membranes: the right neuron should be highest on average.
///
///     L = CE(1/T·Σ_t U[t], y)
///
/// U membranes, y label; dimensionless.  Shapes: U `[T, B, C]`, y `[B]`.
public struct MeanMembraneCrossEntropy: Loss {
  /// Label smoothing and class weights.
  public let options: CrossEntropyOptions

  /// The loss with the options of its cross-entropy.
  public init(_ options: CrossEntropyOptions = .plain) { self.options = options }

  /// The neuron with the highest mean membrane is the answer.
  public var decoder: SpikeDecoder { .meanMembrane }

  /// The loss of output `[T, B, C]` against labels `[B]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    check(output, labels)
    return crossEntropy(output.mean(alongAxis: 0), labels, options)
  }
}

extension Loss where Self == MaximumMembraneCrossEntropy {
  /// Cross-entropy of the highest membranes.
  public static var maximumMembraneCrossEntropy: MaximumMembraneCrossEntropy {
    MaximumMembraneCrossEntropy()
  }

  /// Cross-entropy of the highest membranes, with label smoothing or class weights.
  public static func maximumMembraneCrossEntropy(
    _ options: CrossEntropyOptions
  ) -> MaximumMembraneCrossEntropy { MaximumMembraneCrossEntropy(options) }
}

extension Loss where Self == MeanMembraneCrossEntropy {
  /// Cross-entropy of the mean membranes.
  public static var meanMembraneCrossEntropy: MeanMembraneCrossEntropy {
    MeanMembraneCrossEntropy()
  }

  /// Cross-entropy of the mean membranes, with label smoothing or class weights.
  public static func meanMembraneCrossEntropy(
    _ options: CrossEntropyOptions
  ) -> MeanMembraneCrossEntropy { MeanMembraneCrossEntropy(options) }
}
