import ArgumentParser
import SNN

/// `snntrain evaluate`: how well a saved model does on labelled rows.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Test a saved model on labelled rows.",
    discussion: """
      DATA is a CSV file with the columns the model was trained on, or a data set's name; then \
      the rows are those that a model of its seed has not been trained on.
      """)

  @Argument(help: "A model file.")
  var model: String

  @Argument(help: "A data set's name or a CSV file.")
  var source: String

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Running") var running: RunningOptions

  mutating func run() throws {
    let start = ContinuousClock.now
    running.apply()
    guard data.missing == .refuse else {
      throw UserError(
        message: "evaluate tests every row; --missing drop would leave some out",
        hint: "take the incomplete rows out of the file")
    }
    let trained = try TrainedModel(contentsOf: model)
    let rows = try rows(for: trained)
    let result = trained.evaluated(on: rows)
    if running.json {
      var report = JSONReport(
        trained.experiment, dataset: DataSource(source).name(of: rows),
        parameters: trained.network.parameterCount,
        spikesPerInference: result.spikesPerInference, since: start)
      report.epochs = trained.provenance.epochs
      report.test = JSONReport.Test(result, classNames: trained.classNames)
      report.model = model
      Console.print(try report.encoded())
    } else {
      Console.print(evaluationText(result, classNames: trained.classNames))
    }
  }

  private func rows(for trained: TrainedModel) throws -> Dataset {
    switch DataSource(source) {
    case .known:
      let data = try DataSource(source).load(data, quiet: running.quiet)
      let test = try data.parts(seed: trained.experiment.seed).test
      guard test.featureNames == trained.featureNames, test.classNames == trained.classNames else {
        throw UserError(
          message: "the model was trained on \(trained.provenance.dataset), not on \(source)",
          place: model, hint: "its columns are \(shortList(trained.featureNames))", exitCode: 65)
      }
      return test
    case .file(let path):
      let table = try CSVTable(
        contentsOf: path, header: data.header, delimiter: data.delimiter)
      return try trained.labelledRows(of: table, target: data.target)
    }
  }
}

/// The first few of many names.
func shortList(_ names: [String]) -> String {
  names.prefix(6).map(printable).joined(separator: ", ")
    + (names.count > 6 ? ", … (\(names.count))" : "")
}
