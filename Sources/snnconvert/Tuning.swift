import SNN
import SNNCommandLine

/// Training a converted network further, the conversion being its initialisation.
struct Tuning {
  let epochs: Int
  let rate: Scalar
  let quiet: Bool

  /// - Throws: `TrainingError` when the loss is no longer finite, `Interruption` for Ctrl-C.
  func tuned(_ network: ConvertedNetwork, on data: Dataset) throws -> ConvertedNetwork {
    let line = ProgressLine(quiet: quiet)
    let flag = InterruptFlag(hint: "nothing was saved; start again with a smaller --tune")
    let batchSize = min(64, network.batchSize)
    let updates = epochs * ((data.count + batchSize - 1) / batchSize)
    var trainer = Trainer(
      network, loss: .meanMembraneCrossEntropy, optimizer: Adam(learningRate: rate),
      schedule: .cosine(over: max(1, updates), floor: 0.01), batchSize: batchSize, clipNorm: 5,
      seed: 0)
    try trainer.fit(data, epochs: epochs, observer: TuningProgress(line: line, flag: flag))
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
