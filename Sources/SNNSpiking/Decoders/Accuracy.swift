public import SNNLayers

/// The share of samples whose largest score is their own class; of equal scores the first counts.
///
/// A sample with a NaN among its scores counts as wrong.
///
/// - Parameters:
///   - scores: `[B, C]`, as a `SpikeDecoder` reads them.
///   - labels: the class of each sample, `[B]`.
/// - Returns: 0...1; 0 for an empty batch.
/// - Precondition: one label per row, and at least one class.
public func accuracy(_ scores: Tensor, _ labels: [Int]) -> Scalar {
  precondition(
    scores.rank == 2 && scores.shape[0] == labels.count,
    "accuracy: scores \(scores.shape) for \(labels.count) labels")
  guard !labels.isEmpty else { return 0 }
  let width = scores.shape[1]
  let answers = scores.argMax(alongAxis: 1)
  let right = labels.indices.filter { row in
    answers[row] == labels[row] && !scores.scalars[row * width + answers[row]].isNaN
  }
  return Scalar(right.count) / Scalar(labels.count)
}
