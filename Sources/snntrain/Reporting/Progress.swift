import SNN
import SNNCommandLine

/// Shows how the training of one network goes on, and ends it when Ctrl-C is pressed.
struct EpochProgress: TrainingObserver {
  private let line: ProgressLine
  private let flag: InterruptFlag
  private var lastEpoch = ""

  init(_ line: ProgressLine, _ flag: InterruptFlag) {
    self.line = line
    self.flag = flag
  }

  mutating func batchEnded(_ position: TrainingPosition) -> TrainingDecision {
    line.show(
      position.epoch - 1, of: position.epochs, part: position.part,
      "batch \(position.batch)/\(position.batches)  \(lastEpoch)")
    return flag.decision
  }

  mutating func epochEnded(_ report: EpochReport) -> TrainingDecision {
    let validation = report.validationAccuracy.map { "  val \(percent($0))" } ?? ""
    lastEpoch =
      "loss \(fixed(report.trainLoss, 3))  train \(percent(report.trainAccuracy))\(validation)"
      + "  rate \(fixed(report.spikeRate, 2))  \(seconds(report.seconds))"
    line.show(report.epoch, of: report.epochs, lastEpoch)
    return flag.decision
  }
}

extension EpochProgress {
  func noticed(_ finding: Finding) { line.note(findingsText([finding])) }
}

/// Ends a trial when Ctrl-C is pressed; what is found is told with the plan.
struct TrialWatch: TrainingObserver {
  let flag: InterruptFlag

  func batchEnded(_ position: TrainingPosition) -> TrainingDecision { flag.decision }
  func epochEnded(_ report: EpochReport) -> TrainingDecision { flag.decision }
}

/// Shows how a cross-validation goes on, and ends it when Ctrl-C is pressed.
///
/// A class, because it hears of trainings from one side and of tests from the other.
final class FoldProgress: TrainingObserver {
  private let line: ProgressLine
  private let flag: InterruptFlag
  private let folds: Int
  private var done = 0
  private var lastFold = ""

  /// - Parameter folds: how many there are in all repetitions together.
  init(_ line: ProgressLine, _ flag: InterruptFlag, folds: Int) {
    self.line = line
    self.flag = flag
    self.folds = folds
  }

  func batchEnded(_ position: TrainingPosition) -> TrainingDecision {
    let epochs = Double(position.epoch - 1) + position.part
    line.show(
      done, of: folds, part: epochs / Double(position.epochs),
      "epoch \(position.epoch)/\(position.epochs)  \(lastFold)")
    return flag.decision
  }

  func epochEnded(_ report: EpochReport) -> TrainingDecision { flag.decision }

  func foldEnded(_ accuracy: Scalar) -> TrainingDecision {
    done += 1
    lastFold = "fold accuracy \(percent(accuracy))"
    line.show(done, of: folds, lastFold)
    return flag.decision
  }
}

extension TrainingPosition {
  /// How much of the epoch is done, 0...1.
  fileprivate var part: Double { Double(batch) / Double(batches) }
}
