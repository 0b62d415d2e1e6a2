public import SNNLayers

/// What a model answers to each sample: the class with the largest score, the first of equals; nil
/// where a score is NaN, which is no answer.
///
/// - Parameter scores: `[B, C]`, as a `SpikeDecoder` reads them.
public func answers(_ scores: Tensor) -> [Int?] {
  require(scores.rank == 2, "answers: scores \(scores.shape), expected [B, C]")
  // A NaN counts as the largest, so it is enough to look at that one.
  let width = scores.shape[1]
  return scores.argMax(alongAxis: 1).enumerated().map { row, best in
    scores.scalars[row * width + best].isNaN ? nil : best
  }
}

/// The share of samples whose answer is their own class.
///
/// A sample with a NaN among its scores has no answer and counts as wrong.
///
/// - Parameters:
///   - scores: `[B, C]`, as a `SpikeDecoder` reads them.
///   - labels: the class of each sample, `[B]`.
/// - Returns: 0...1; 0 for an empty batch.
/// - Precondition: one label per row, and at least one class.
public func accuracy(_ scores: Tensor, _ labels: [Int]) -> Scalar {
  require(
    scores.rank == 2 && scores.shape[0] == labels.count,
    "accuracy: scores \(scores.shape) for \(labels.count) labels")
  guard !labels.isEmpty else { return 0 }
  let right = zip(answers(scores), labels).count { $0 == $1 }
  return Scalar(right) / Scalar(labels.count)
}
