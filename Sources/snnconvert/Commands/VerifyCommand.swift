import ArgumentParser
import SNN
import SNNCommandLine

/// `snnconvert verify`: whether a converted model still computes what it was made of.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove what a converted model computes.",
    discussion: """
      MODEL is what `snnconvert convert` wrote.  With --weights it is compared with the network it \
      was made of; without, with its own weights run through rectifiers.  The exit code is 1 where \
      the proof fails or agreement stays below --min-agreement.
      """)

  @OptionGroup var model: ModelArgument

  @Option(help: ArgumentHelp("The file of the original network.", valueName: "file"))
  var weights: String?

  @OptionGroup(title: "Network") var spec: SpecOptions
  @OptionGroup(title: "Data") var data: ConversionData
  @OptionGroup(title: "Proof") var proof: ProofOptions

  @Option(help: ArgumentHelp("Write the proof as a page of HTML.", valueName: "file"))
  var report: String?

  @OptionGroup(title: "Running") var running: RunningOptions

  func validate() throws {
    if spec.isGiven, weights == nil {
      throw ValidationError("--spec is for --weights, which was not given")
    }
  }

  mutating func run() throws {
    let start = ContinuousClock.now
    running.apply()
    let report = try self.report.map {
      try OutputFile($0, besides: [self.model.file, weights, spec.spec, data.file])
    }
    let model = try ConvertedModel(contentsOf: self.model.file)
    let source = try weights.map { try NetworkSource($0, spec) }
    let graph = source?.graph ?? model.network.graph
    let rows = try data.load(
      for: graph, classNames: model.classNames, place: weights ?? self.model.file,
      quiet: running.quiet)
    if let source, source.hash != model.origin.sourceHash {
      Console.note(
        "note    the weights are not those that the model was made of, by their SHA-256")
    }
    let run = ConversionRun(
      source: NetworkSource(
        path: weights ?? model.origin.source, hash: model.origin.sourceHash, graph: graph),
      input: model.origin.input, scope: model.origin.scope, network: model.network, rows: rows,
      calibrationRows: model.provenance.trainingRows, tunedEpochs: model.origin.tunedEpochs)
    let verification = try run.verified(
      quiet: running.quiet, isTuned: model.origin.tunedEpochs > 0)
    try report?.write(ConversionPage(run, verification).html())
    try run.print(verification, model: self.model.file, json: running.json, since: start)
    try proof.judge(verification)
  }
}
