import SNN
import SNNCommandLine

/// Training a converted network further with surrogate gradients: the conversion is its
/// initialisation, and the original network its teacher.
struct Tuning {
  let epochs: Int
  let rate: Scalar
  let quiet: Bool

  /// - Throws: `TrainingError` when the loss is no longer finite, `Interruption` for Ctrl-C.
  func tuned(_ network: ConvertedNetwork, on data: Dataset) throws -> ConvertedNetwork {
    guard let scale = FeatureScale(data.features),
      let scaled = network.taking(scale: scale.deviations, shift: scale.means)
    else { return try trained(network, on: data) }
    let result = try trained(scaled, on: scale.standardized(data))
    return result.taking(
      scale: scale.deviations.map { 1 / $0 },
      shift: zip(scale.means, scale.deviations).map { -$0 / $1 }) ?? result
  }

  private func trained(_ network: ConvertedNetwork, on data: Dataset) throws -> ConvertedNetwork {
    let line = ProgressLine(quiet: quiet)
    let flag = InterruptFlag(hint: "nothing was saved; start again with a smaller --tune")
    let batchSize = min(64, network.batchSize)
    let updates = epochs * ((data.count + batchSize - 1) / batchSize)
    var trainer = Trainer(
      network, loss: .meanMembraneCrossEntropy, optimizer: Adam(learningRate: rate),
      schedule: .cosine(over: max(1, updates), floor: 0.01), batchSize: batchSize, clipNorm: 5,
      seed: 0)
    try trainer.fit(
      TaughtRows(data, by: network.graph), epochs: epochs,
      observer: TuningProgress(line: line, flag: flag))
    line.finish()
    try flag.check()
    return trainer.model
  }
}

private struct TuningProgress: TrainingObserver {
  let line: ProgressLine
  let flag: InterruptFlag

  func batchEnded(_ position: TrainingPosition) -> TrainingDecision {
    line.show(
      position.epoch - 1, of: position.epochs,
      part: Double(position.batch) / Double(position.batches),
      "tuning")
    return flag.decision
  }

  func epochEnded(_ report: EpochReport) -> TrainingDecision {
    line.show(
      report.epoch, of: report.epochs,
      "tuning  loss \(fixed(report.trainLoss, 3))  train \(percent(report.trainAccuracy))")
    return flag.decision
  }

}

/// The mean and the spread of every feature of training rows.
private struct FeatureScale {
  let means: [Scalar]
  /// 1 for a feature that never changes.
  let deviations: [Scalar]

  /// nil for features in −1...1, which need no scaling.
  init?(_ rows: FeatureRows) {
    guard rows.values.contains(where: { !(-1...1).contains($0) }) else { return nil }
    var (sums, squares) = (
      [Double](repeating: 0, count: rows.width), [Double](repeating: 0, count: rows.width)
    )
    for (index, value) in rows.values.enumerated() { sums[index % rows.width] += value }
    let averages = sums.map { $0 / Double(rows.count) }
    for (index, value) in rows.values.enumerated() {
      let difference = value - averages[index % rows.width]
      squares[index % rows.width] += difference * difference
    }
    means = averages.map { Scalar($0) }
    deviations = squares.map { $0 > 0 ? Scalar(($0 / Double(rows.count)).squareRoot()) : 1 }
  }

  func standardized(_ data: Dataset) -> Dataset {
    let values = data.features.values.enumerated().map { index, value in
      let column = index % data.featureCount
      return (value - Double(means[column])) / Double(deviations[column])
    }
    return Dataset(
      name: data.name, features: FeatureRows(values, width: data.featureCount),
      labels: data.labels, featureNames: data.featureNames, classNames: data.classNames,
      imageShape: data.imageShape)
  }
}
