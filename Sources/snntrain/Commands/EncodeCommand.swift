import ArgumentParser
import SNN
import SNNCommandLine

/// `snntrain encode`: what a coding makes of one row, as a raster in characters.
struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Show how a row becomes spikes.",
    discussion: """
      Prints a line for each spike train: the step goes from left to right, ┃ is a spike, · none.  \
      Without --coding all codings are shown, one after the other.

      Features are scaled by what all rows of DATA are like.  Of a direct code, which is trained, \
      the spikes are those of the weights as drawn.
      """)

  @Argument(help: "A data set's name or a CSV file.")
  var source: String

  @Option(help: ArgumentHelp("Which row, from 1.", valueName: "N"))
  var row: Int = 1

  @Option(help: "The coding: rate, temporal (latency), direct, phase, burst, population.")
  var coding: Coding?

  @Option(help: "Rate code: spikes drawn by lot or evenly spread; deterministic unless given.")
  var sampling: RateEncoder.Sampling?

  @Option(help: ArgumentHelp("Time steps; those of training unless given.", valueName: "T"))
  var steps: Int?

  @Option(help: "Seed of every random draw.")
  var seed: UInt64 = 0

  @OptionGroup(title: "Data") var data: DataOptions

  mutating func run() throws {
    let source = DataSource(self.source)
    try source.check(data.rows, in: data.folder)
    let codings = coding.map { [$0] } ?? Coding.allCases
    // What is wrong with the flags is said before any rows are fetched.
    for coding in codings { _ = try experiment(coding, for: source, rows: 0) }
    let rows = try source.load(data.rows, in: data.folder, quiet: true).rows
    guard (1...rows.count).contains(row) else {
      throw UserError(
        message: "there is no row \(row): \(source.name(of: rows)) has \(rows.count) to learn from",
        hint: "choose --row in 1...\(rows.count)")
    }
    Console.print("row \(row) of \(source.name(of: rows)): \(className(of: rows))")
    for coding in codings {
      let experiment = try experiment(coding, for: source, rows: rows.count)
      Console.print("\n" + (try raster(experiment, of: rows)))
    }
  }

  private func className(of rows: Dataset) -> String {
    printable(rows.classNames[rows.labels[row - 1]])
  }

  private func experiment(
    _ coding: Coding, for source: DataSource, rows: Int
  ) throws -> Experiment {
    var result =
      switch source {
      case .known(let dataset): Experiment.preset(for: dataset, coding: coding)
      case .file: Experiment.general(coding: coding, rows: rows)
      }
    result.steps = steps ?? result.steps
    result.seed = seed
    if let sampling {
      guard self.coding == .rate else {
        throw UserError(
          message: "--sampling is for rate coding", hint: "add --coding rate, or leave it out")
      }
      result.sampling = sampling
    }
    if let complaint = result.complaint {
      throw UserError(message: complaint, hint: "choose other --steps, or one --coding")
    }
    return result
  }

  private func raster(_ experiment: Experiment, of rows: Dataset) throws -> String {
    try experiment.scaling.check(rows)
    let scaler = Scaler(fitting: rows.features, kind: experiment.scaling)
    let features = Tensor(scaler.transformed(rows.features.gathering([row - 1])))
    let network = experiment.network(
      inputs: rows.featureCount, classes: rows.classCount, imageShape: rows.imageShape)
    var context = Context(
      mode: .inference, key: RandomKey(seed: seed)["inference"], samples: [row - 1],
      recording: [.spikes])
    _ = network(features, &context)
    guard let code = context.recordings.first else {
      throw UserError(
        message: "nothing spikes in a network without hidden layers", hint: "choose a --coding")
    }
    let raster = CharacterRaster(
      spikes: code.values, features: features.scalars,
      names: rows.featureNames.map(printable), isOfFeatures: experiment.coding != .direct)
    return "\(codingText(experiment)), T = \(experiment.steps)\n" + raster.text
  }
}
