import SNN
import SNNCommandLine

/// The epochs of a training run as CSV: what stands in `metrics.csv`.
enum TrainingMetrics {
  private static let columns = [
    "epoch", "train_loss", "train_accuracy", "validation_loss", "validation_accuracy",
    "spike_rate", "seconds",
  ]

  /// The epochs as CSV; a cell is empty where nothing was measured.
  static func text(of history: [EpochReport]) -> String {
    let lines = history.map { report -> String in
      let numbers: [Scalar?] = [
        report.trainLoss, report.trainAccuracy, report.validationLoss, report.validationAccuracy,
        report.spikeRate, Scalar(report.seconds),
      ]
      return (["\(report.epoch)"] + numbers.map { $0.map { "\($0)" } ?? "" })
        .joined(separator: ",")
    }
    return ([columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  /// The epochs that a file tells of.
  /// - Throws: `UserError` when there is no file that `text(of:)` was written to.
  static func history(in path: String) throws -> [EpochReport] {
    guard let bytes = try? readFile(path) else {
      throw UserError(
        message: "the run has no metrics that can be read", place: path,
        hint: "train once more, or plot the model file itself", exitCode: 66)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard lines.first == columns else { throw broken(path, line: 1) }
    return try lines.dropFirst().enumerated().map { index, cells in
      let numbers = cells.map(Scalar.init)
      guard cells.count == columns.count, let epoch = Int(cells[0]),
        let trainLoss = numbers[1], let trainAccuracy = numbers[2], let rate = numbers[5],
        let seconds = numbers[6]
      else { throw broken(path, line: index + 2) }
      return EpochReport(
        epoch: epoch, epochs: lines.count - 1, trainLoss: trainLoss, trainAccuracy: trainAccuracy,
        validationLoss: numbers[3], validationAccuracy: numbers[4], spikeRate: rate,
        seconds: Double(seconds))
    }
  }

  private static func broken(_ path: String, line: Int) -> UserError {
    UserError(
      message: "line \(line) is not one of a training run's metrics", place: path,
      hint: "train once more, or plot the model file itself", exitCode: 65)
  }
}
