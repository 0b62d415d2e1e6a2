/// The mean over all rows of −ln softmax(scores)[label].
///
///     L = −1/B·Σ_b ln(e^{s[b, y_b]} / Σ_c e^{s[b, c]})
///
/// Minimal where each row's own class has all the probability.
///
/// - Parameters:
///   - scores: logits `[B, C]`, dimensionless.
///   - labels: the class of each row, `[B]`, each in 0..<C.
/// - Returns: a single number, shape `[]`.
/// - Precondition: one label per row, each in 0..<C, and at least one row.
public func crossEntropy(_ scores: Tensor, _ labels: [Int]) -> Tensor {
  -scores.logSoftmax().picking(labels).mean()
}
