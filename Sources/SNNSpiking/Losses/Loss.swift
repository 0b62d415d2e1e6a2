public import SNNLayers

/// How far the output of a spiking network is from its labels, the class of each sample `[B]`.
///
/// A loss also says how its answers are read, for a network is to be read as it was trained.
public protocol Loss: TargetLoss where Target == [Int] {
  /// How the answer is read from an output that this loss has trained.
  var decoder: SpikeDecoder { get }

  /// One score per class, `[T, B, C] → [B, C]`; the largest is the answer.
  func scores(of output: Tensor) -> Tensor
}

extension Loss {
  /// As `decoder` reads them.
  public func scores(of output: Tensor) -> Tensor { decoder.scores(of: output) }
}
