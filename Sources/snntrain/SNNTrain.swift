import ArgumentParser
import SNN
import SNNCommandLine

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

      Exit codes: 0 done, 1 doctor found something, 64 wrong use, 65 bad data or model, 66 input missing, 70 internal \
      error, 73 output cannot be created, 74 output cannot be written, 130 interrupted.
      """,
    version: SNNVersion.current,
    subcommands: [
      TrainCommand.self, EvaluateCommand.self, PredictCommand.self, InspectCommand.self,
      EncodeCommand.self, PlotCommand.self, DoctorCommand.self, BenchmarkCommand.self,
    ])
}

@main
enum Main {
  static func main() { runCommand(SNNTrain.self) }
}
