import ArgumentParser
import SNN
import SNNCommandLine

/// `snntrain evaluate`: how well a saved model does on labelled rows.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Test a saved model on labelled rows.",
    discussion: """
      DATA is a CSV file (- for standard input) with the columns the model was trained on, or a \
      data set's name; then the rows are those that a model of its seed has not been trained on.
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
    let source = DataSource(self.source)
    try source.check(data.rows, in: data.folder)
    let trained = try loadClassifier(contentsOf: model)
    // Before a data set is fetched for nothing.
    if let form = source.form,
      form.featureCount != trained.featureNames.count
        || form.classCount != trained.classNames.count
    {
      throw mismatch(trained)
    }
    let rows = try test(for: trained, of: source)
    guard rows.featureNames == trained.featureNames, rows.classNames == trained.classNames else {
      throw mismatch(trained)
    }
    let result = try trained.evaluated(on: rows)
    if running.json {
      var report = JSONReport(
        trained, dataset: source.name(of: rows), spikesPerInference: result.spikesPerInference,
        since: start)
      report.test = JSONReport.Test(result, classNames: trained.classNames)
      report.model = model
      Console.print(try report.encoded())
    } else {
      Console.print(evaluationText(result, classNames: trained.classNames))
    }
  }

  private func test(for model: some RowClassifier, of source: DataSource) throws -> Dataset {
    try source.loadTest(for: model, data.rows, in: data.folder, quiet: running.quiet)
  }

  private func mismatch(_ trained: any RowClassifier) -> UserError {
    let columns = featuresText(trained.featureNames, imageShape: trained.imageShape)
    let made = trained is ConvertedModel ? "calibrated" : "trained"
    return UserError(
      message: "the model was \(made) on \(trained.provenance.dataset), not on \(source)",
      place: model, hint: "its columns are \(columns)", exitCode: 65)
  }
}
