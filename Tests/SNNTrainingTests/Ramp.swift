import SNNTraining

/// A model of one number p, which every update of `RampLoss` on rows of class 1 raises by the
/// learning rate: a training run whose course is known.
///
/// It answers class 1 to a row whose feature is p, else class 0: `[B, 1] → [1, B, 3]`, two scores
/// and p itself.
struct Ramp: Layer {
  var p = Tensor(0)

  func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let score = 0.5 - (input - p.detached).magnitude()
    let columns = [.zeros(score.shape), score, p.broadcast(to: score.shape)]
    return Tensor.concatenated(columns, alongAxis: 1).reshaped(to: [1, input.shape[0], 3])
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&p, "p")
  }

  /// Rows of one class with these features.
  static func rows(_ features: [Scalar], label: Int) -> Dataset {
    Dataset(
      name: "ramp", features: FeatureRows(features.map { Double($0) }, width: 1),
      labels: features.map { _ in label }, featureNames: ["x"], classNames: ["0", "1"])
  }

  /// Rows of class 0, so many of which are answered wrong when p is 1, 2, 3, …; at other times all
  /// are right.  Their loss grows with p.
  static func validation(wrong: [Int]) -> Dataset {
    rows(
      [-10] + wrong.enumerated().flatMap { [Scalar](repeating: Scalar($0 + 1), count: $1) },
      label: 0)
  }
}

/// The mean of −p over rows of class 1 and of p over rows of class 0.
struct RampLoss: Loss {
  var decoder: SpikeDecoder { .count }

  func scores(of output: Tensor) -> Tensor {
    decoder.scores(of: output.slice(0..<2, alongAxis: 2))
  }

  func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    let signs = Tensor(labels.map { $0 == 1 ? -1 : 1 })
    return (output.slice(2..<3, alongAxis: 2).flattened() * signs).mean()
  }
}
