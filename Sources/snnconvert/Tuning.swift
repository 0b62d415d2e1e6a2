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
    // Features in −1...1 need no other units.
    let scaler = Scaler(fitting: data.features, kind: .standard)
    guard data.features.values.contains(where: { !(-1...1).contains($0) }),
      let (scale, shift) = scaler.inverse,
      let scaled = network.withInput(
        scale: scale.map { Scalar($0) }, shift: shift.map { Scalar($0) })
    else { return try trained(network, on: data) }
    let result = try trained(scaled, on: data.scaled(by: scaler))
    return result.withInput(
      scale: scale.map { Scalar(1 / $0) }, shift: zip(scale, shift).map { Scalar(-$1 / $0) })
      ?? result
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
