import ArgumentParser
import SNN
import SNNCommandLine

/// The command `snnconvert`.
struct SNNConvert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snnconvert",
    abstract: "Turn trained networks into spiking ones.",
    discussion: """
      First steps:
        snnconvert inspect weights.safetensors
        snnconvert inspect weights.safetensors --template > net.yaml
        snnconvert convert weights.safetensors --spec net.yaml --data mnist --out spiking.safetensors
        snnconvert compare weights.safetensors --spec net.yaml --data mnist

      Exit codes: 0 done, 1 a proof fails or asks for more, 64 wrong use, 65 bad data or model, 66 input missing, 70 internal \
      error, 73 output cannot be created, 74 output cannot be written, 130 interrupted.
      """,
    version: SNNVersion.current,
    subcommands: [
      InspectCommand.self, ConvertCommand.self, VerifyCommand.self, CompareCommand.self,
      ReadHDF5Command.self,
    ])
}

@main
enum Main {
  static func main() { runCommand(SNNConvert.self) }
}
