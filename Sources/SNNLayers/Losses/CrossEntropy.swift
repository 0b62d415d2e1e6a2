/// The mean over all rows of −ln softmax(scores)[label].
///
///     L = −Σ_n [(1 − ε)·w_y·p[n, y] + ε/C·Σ_c w_c·p[n, c]] / Σ_n w_y,   p = ln softmax
///
/// y the label of row n, C the number of classes, ε label smoothing and w class weights of
/// `options`, all dimensionless.  Without options that is −1/B·Σ_n p[n, y], minimal where each
/// row's own class has all the probability; with smoothing alone it is minimal where the own class
/// has 1 − ε + ε/C and every other ε/C.  The numbers are those of PyTorch's `cross_entropy`.
///
/// Trap: class weights make it a weighted mean, so the loss of two batches together is not the mean
/// of their losses.
///
/// - Parameters:
///   - scores: logits `[B, C]`, dimensionless.
///   - labels: the class of each row, `[B]`, each in 0..<C.
///   - options: label smoothing and class weights; none by default.
/// - Returns: a single number, shape `[]`; 0, where PyTorch has NaN, when every row is of a class
///   of weight 0.
/// - Precondition: one label per row, each in 0..<C, and at least one row; as many class weights as
///   classes, if there are any.
/// - Reference: Szegedy et al., *Rethinking the Inception Architecture*, 2016 (smoothing).
public func crossEntropy(
  _ scores: Tensor, _ labels: [Int], _ options: CrossEntropyOptions = .plain
) -> Tensor {
  require(!labels.isEmpty, "crossEntropy: no rows to take the mean of")
  let logarithms = scores.logSoftmax()
  let right = logarithms.picking(labels)
  let classes = scores.shape[-1]
  let weights = options.weights(classes: classes)
  let own = labels.map { weights[$0] }
  let total = own.reduce(0, +)
  let scale = total > 0 ? -1 / total : 0
  let sharp = (right * Tensor(own, shape: right.shape)).sum()
  guard options.labelSmoothing > 0 else { return sharp * Tensor(scale) }
  let spread = (logarithms * Tensor(weights)).sum()
  return sharp * Tensor(scale * (1 - options.labelSmoothing))
    + spread * Tensor(scale * options.labelSmoothing / Scalar(classes))
}
