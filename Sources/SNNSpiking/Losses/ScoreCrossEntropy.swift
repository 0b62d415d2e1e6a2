public import SNNLayers

/// Cross-entropy of the scores of an ordinary network, which has no steps: `[B, C]`.
///
///     L = crossEntropy(scores, labels)
///
/// For training a network of rectifiers, to be converted to spikes later.
public struct ScoreCrossEntropy: Loss {
  /// Label smoothing and class weights.
  public let options: CrossEntropyOptions

  /// The loss with the options of its cross-entropy.
  public init(_ options: CrossEntropyOptions = .plain) { self.options = options }

  /// How the answers are read once the network spikes.
  public var decoder: SpikeDecoder { .meanMembrane }

  /// The output itself.
  /// - Precondition: `[B, C]`.
  public func scores(of output: Tensor) -> Tensor {
    require(output.rank == 2, "ScoreCrossEntropy: output \(output.shape), expected [B, C]")
    return output
  }

  /// The loss of output `[B, C]` against labels `[B]`, shape `[]`.
  /// - Precondition: two axes, and a label in 0..<C for each of the B rows.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    crossEntropy(scores(of: output), labels, options)
  }
}

extension Loss where Self == ScoreCrossEntropy {
  /// Cross-entropy of the scores of an ordinary network.
  public static var scoreCrossEntropy: ScoreCrossEntropy { ScoreCrossEntropy() }
}
