public import SNNLayers

/// How far the output of a spiking network is from its labels, the class of each sample `[B]`.
///
/// A loss also says how its answers are read, for a network is to be read as it was trained.
///
/// - Precondition: T ≥ 1; a label in 0..<C for each of the B samples.
public protocol Loss: TargetLoss where Target == [Int] {
  /// How the answer is read from an output that this loss has trained.
  var decoder: SpikeDecoder { get }

  /// One score per class, `[T, B, C] → [B, C]`; the largest is the answer.
  func scores(of output: Tensor) -> Tensor
}

extension Loss {
  /// As `decoder` reads them.
  public func scores(of output: Tensor) -> Tensor { decoder.scores(of: output) }

  /// Stops the program unless there are steps, and a label for each sample that is one of the
  /// classes: a sum over no steps, or one label held against all rows, would be a number, too.
  func check(_ output: Tensor, _ labels: [Int]) {
    require(
      output.rank == 3 && output.shape[0] > 0 && output.shape[1] == labels.count,
      "\(Self.self): output \(output.shape) with \(labels.count) labels, expected [T, B, C] with "
        + "T ≥ 1 and B labels")
    for label in labels {
      require(
        (0..<output.shape[2]).contains(label),
        "\(Self.self): label \(label) of \(output.shape[2]) classes")
    }
  }
}
