/// The outcome of repeated stratified cross-validation.
public struct CrossValidation: Sendable {
  /// The pooled accuracy of each repetition: right answers over all rows, each tested once.
  public let accuracies: [Scalar]
  /// All answers of all repetitions.
  public let confusion: ConfusionMatrix
  /// Spikes of all spiking layers per inference, on test rows.
  public let spikesPerInference: Double

  /// The mean over repetitions, 0...1.
  public var mean: Scalar { accuracies.reduce(0, +) / Scalar(max(1, accuracies.count)) }

  /// The standard deviation over repetitions (n − 1); nil for a single one, which has none.
  public var standardDeviation: Scalar? {
    guard accuracies.count > 1 else { return nil }
    let squares = accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Scalar(accuracies.count - 1)).squareRoot()
  }
}

extension Experiment {
  /// Trains and tests on `folds` × `repeats` stratified splits.
  ///
  /// Repetition r draws its folds and its weights from seed + r.  Scaling is fitted inside each
  /// fold's training rows, every fold trains for the full number of epochs, and test rows decide
  /// nothing.
  ///
  /// - Parameters:
  ///   - data: the rows.
  ///   - folds: how many parts the rows are dealt into.
  ///   - repeats: how often that is done.
  ///   - training: hears of every batch and epoch of every fold, and may end the whole.
  ///   - observer: called after every fold with its repetition, its number and its accuracy;
  ///     returns `.stop` to end early.
  /// - Throws: `DataError` when the rows cannot be folded; `TrainingError` as `trained`.
  /// - Returns: nil when an observer stopped.
  public func crossValidated(
    on data: Dataset, folds: Int, repeats: Int,
    training: some TrainingObserver = EpochObserver { _ in .proceed },
    observer: (_ repetition: Int, _ fold: Int, _ accuracy: Scalar) -> TrainingDecision = {
      _, _, _ in
      .proceed
    }
  ) throws -> CrossValidation? {
    let training = Relay(training)
    var accuracies: [Scalar] = []
    var total = ConfusionMatrix(classes: data.classCount)
    var spikes = 0.0
    for repetition in 0..<repeats {
      var experiment = self
      experiment.seed = seed &+ UInt64(repetition)
      experiment.patience = nil
      let parts = try data.stratifiedFolds(
        folds, key: RandomKey(seed: experiment.seed)["folds"])
      var pooled = ConfusionMatrix(classes: data.classCount)
      for (fold, test) in parts.enumerated() {
        let held = Set(test)
        let train = data.subset(data.labels.indices.filter { !held.contains($0) })
        let model = try experiment.trained(on: train, observer: training).model
        if training.hasStopped { return nil }
        let result = try model.evaluated(on: data.subset(test))
        pooled = pooled + result.confusion
        spikes += result.spikesPerInference * Double(test.count)
        if observer(repetition, fold, result.accuracy) == .stop { return nil }
      }
      accuracies.append(pooled.accuracy)
      total = total + pooled
    }
    return CrossValidation(
      accuracies: accuracies, confusion: total,
      spikesPerInference: spikes / Double(max(1, total.total)))
  }
}

/// Hands on what an observer hears in all trainings, and remembers whether it ended one.
///
/// A class, because every training works on a copy of its observer.
private final class Relay<Base: TrainingObserver>: TrainingObserver {
  private var base: Base
  private(set) var hasStopped = false

  init(_ base: Base) { self.base = base }

  func batchEnded(_ position: TrainingPosition) -> TrainingDecision {
    noting(base.batchEnded(position))
  }

  func epochEnded(_ report: EpochReport) -> TrainingDecision { noting(base.epochEnded(report)) }

  func noticed(_ finding: Finding) { base.noticed(finding) }

  private func noting(_ decision: TrainingDecision) -> TrainingDecision {
    hasStopped = hasStopped || decision == .stop
    return decision
  }
}
