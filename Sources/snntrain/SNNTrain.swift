import ArgumentParser
import Foundation
import SNN

/// The command `snntrain`.
struct SNNTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snntrain",
    abstract: "Train spiking neural networks on tables of numbers.",
    discussion: """
      First steps:
        snntrain train iris
        snntrain train flowers.csv --target species --out runs/flowers
        snntrain predict runs/flowers/model.safetensors new.csv > answers.csv

      Exit codes: 0 done, 64 wrong use, 65 bad data or model, 66 input missing, 70 internal \
      error, 73 output cannot be created, 74 output cannot be written, 130 interrupted.
      """,
    version: SNNVersion.current,
    subcommands: [
      TrainCommand.self, EvaluateCommand.self, PredictCommand.self, InspectCommand.self,
      BenchmarkCommand.self,
    ])
}

@main
enum Main {
  static func main() {
    // Writing to a closed pipe is then an error like any other: code 74 on standard output, and
    // nothing at all on standard error.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try SNNTrain.parseAsRoot()
      try command.run()
    } catch {
      let failure = CommandFailure(error)
      if let text = failure.output { Console.print(text) }
      if let text = failure.complaint { Console.note(text) }
      exit(failure.exitCode)
    }
  }
}
