import SNN
import SNNCommandLine

/// The folder that a training run leaves: model, resolved configuration, metrics and report.
struct RunFolder {
  private let path: String

  init(_ path: String) { self.path = path.hasSuffix("/") ? String(path.dropLast()) : path }

  var modelPath: String { path + "/model.safetensors" }
  private var metricsPath: String { path + "/" + Self.metricsName }

  var reportPath: String { path + "/" + Self.reportName }

  static let metricsName = "metrics.csv"
  static let configurationName = "configuration.json"
  static let reportName = "report.html"
  private static let columns = [
    "epoch", "train_loss", "train_accuracy", "validation_loss", "validation_accuracy",
    "spike_rate", "seconds",
  ]

  /// The epochs as CSV; a cell is empty where nothing was measured.
  static func metrics(_ history: [EpochReport]) -> String {
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

  /// The epochs of the run.
  /// - Throws: `UserError` when there is no file that `metrics` has written.
  func history() throws -> [EpochReport] {
    guard let bytes = try? readFile(metricsPath) else {
      throw UserError(
        message: "the run has no metrics that can be read", place: metricsPath,
        hint: "train once more with --out, or plot the model file itself", exitCode: 66)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard lines.first == Self.columns else { throw broken(line: 1) }
    return try lines.dropFirst().enumerated().map { index, cells in
      let numbers = cells.map(Scalar.init)
      guard cells.count == Self.columns.count, let epoch = Int(cells[0]),
        let trainLoss = numbers[1], let trainAccuracy = numbers[2], let rate = numbers[5],
        let seconds = numbers[6]
      else { throw broken(line: index + 2) }
      return EpochReport(
        epoch: epoch, epochs: lines.count - 1, trainLoss: trainLoss, trainAccuracy: trainAccuracy,
        validationLoss: numbers[3], validationAccuracy: numbers[4], spikeRate: rate,
        seconds: Double(seconds))
    }
  }

  private func broken(line: Int) -> UserError {
    UserError(
      message: "line \(line) is not one of a training run's metrics", place: metricsPath,
      hint: "train once more with --out, or plot the model file itself", exitCode: 65)
  }
}
