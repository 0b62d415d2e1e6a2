/// −y·ln σ(x) − (1 − y)·ln(1 − σ(x)), the mean over all elements: one yes-or-no question each.
///
///     L = mean[(1 − y)·x + (1 + (w − 1)·y)·ln(1 + e⁻ˣ)],   ln(1 + e⁻ˣ) without overflow
///
/// x score, y target, w weight of the yes, dimensionless.  Minimal where σ(x) = y when w = 1.  The
/// numbers are those of PyTorch's `binary_cross_entropy_with_logits` with `pos_weight`.
///
/// Targets may lie between 0 and 1, so label smoothing is y·(1 − ε) + ε/2, written by the caller.
///
/// - Parameters:
///   - scores: logits of any shape, `[B, K]` for K labels.
///   - targets: 0...1, the same shape.
///   - positiveWeights: w, how much a yes counts against a no, `[K]`; 1 by default.
/// - Returns: a single number, shape `[]`.
/// - Precondition: the shapes agree; targets lie in 0...1; as many weights as the last axis is long.
public func binaryCrossEntropy(
  _ scores: Tensor, _ targets: Tensor, positiveWeights: [Scalar]? = nil
) -> Tensor {
  require(
    scores.shape == targets.shape,
    "binaryCrossEntropy: scores \(scores.shape), targets \(targets.shape)")
  require(
    targets.scalars.allSatisfy { (0...1).contains($0) },
    "binaryCrossEntropy: targets outside 0...1")
  let surprise = (-scores).softplus()
  guard let positiveWeights else { return ((1 - targets) * scores + surprise).mean() }
  require(
    scores.rank >= 1 && positiveWeights.count == scores.shape[-1],
    "binaryCrossEntropy: \(positiveWeights.count) weights for scores \(scores.shape)")
  let factor = 1 + (Tensor(positiveWeights) - 1) * targets
  return ((1 - targets) * scores + factor * surprise).mean()
}
