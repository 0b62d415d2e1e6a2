/// −ln softmax(scores)[label], the mean over all rows.
///
/// Minimal where each row's own class has all the probability.
///
/// - Parameters:
///   - scores: logits `[B, C]`, dimensionless.
///   - labels: the class of each row, `[B]`, each in 0..<C.
/// - Returns: a single number, shape `[]`.
public func crossEntropy(_ scores: Tensor, _ labels: [Int]) -> Tensor {
  -scores.logSoftmax().picking(labels).mean()
}
