public import SNNLayers

/// How far the output of a spiking network is from its labels, the class of each sample `[B]`.
public protocol Loss: TargetLoss where Target == [Int] {
  /// How the answer is read from an output that this loss has trained.
  var decoder: SpikeDecoder { get }

  /// One score per class, `[T, B, C] → [B, C]`; the largest is the answer.
  func scores(of output: Tensor) -> Tensor
}

extension Loss {
  /// What `decoder` reads.
  public func scores(of output: Tensor) -> Tensor { decoder.scores(of: output) }
}
