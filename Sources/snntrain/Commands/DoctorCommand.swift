import ArgumentParser
import SNN
import SNNCommandLine

/// `snntrain doctor`: what a network does on some rows, and what keeps it from learning.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look for what keeps a network from learning.",
    discussion: """
      Runs a saved model forward and backward over a few batches and looks at the spikes, the \
      membranes and the gradients of every layer.  The exit code is 1 when something is found.

      `snntrain train DATA --dry-run` looks at the network as training would start it, and ends \
      with 0 whatever it finds.
      """)

  @OptionGroup var model: ModelArgument

  @Argument(help: "A data set's name or a CSV file.")
  var source: String

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Running") var running: RunningOptions

  mutating func run() throws {
    running.apply()
    let source = DataSource(self.source)
    try source.check(data.rows, in: data.folder)
    let trained = try model.load()
    let rows = try source.loadTest(for: trained, at: model.file, data, quiet: running.quiet)
    let checkup = try trained.checkup(on: rows)
    if running.json {
      Console.print(try jsonText(CheckupDocument(checkup)))
    } else {
      Console.print(checkupText(checkup))
    }
    if !checkup.findings.isEmpty { throw ExitCode(1) }
  }
}
