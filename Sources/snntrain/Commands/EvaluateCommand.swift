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

  @OptionGroup var model: ModelArgument

  @Argument(help: "A data set's name or a CSV file.")
  var source: String

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Running") var running: RunningOptions

  mutating func run() throws {
    let start = ContinuousClock.now
    running.apply()
    let source = DataSource(self.source)
    try source.check(data.rows, in: data.folder)
    let trained = try model.load()
    let rows = try source.loadTest(for: trained, at: model.file, data, quiet: running.quiet)
    let result = try trained.evaluated(on: rows)
    if running.json {
      var report = JSONReport(
        trained, dataset: source.name(of: rows), spikesPerInference: result.spikesPerInference,
        since: start)
      report.test = JSONReport.Test(result, classNames: trained.classNames)
      report.model = model.file
      Console.print(try jsonText(report))
    } else {
      Console.print(evaluationText(result, classNames: trained.classNames))
    }
  }
}
