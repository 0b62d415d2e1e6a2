import ArgumentParser
import SNN
import SNNCommandLine

/// `snnconvert convert`: a spiking network out of a trained one.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Make a spiking network of a trained one, and prove what it computes.",
    discussion: """
      WEIGHTS is a file with a trained network of any format that `snnconvert inspect` shows.  Rows \
      of --data are given to it as they are; what was done to them in training belongs into the \
      network or into the spec's mean and std.

      The proof is printed and decides the exit code: 1 where it fails or agreement stays below \
      --min-agreement.  The folder it leaves holds the model, for `snntrain evaluate`, `predict`, \
      `inspect` and `plot`, and the proof as a page of HTML and as CSV.
      """)

  @Argument(help: "A file with a trained network.")
  var weights: String

  @OptionGroup(title: "Network") var spec: SpecOptions
  @OptionGroup(title: "Data") var data: ConversionData
  @OptionGroup(title: "Data") var calibration: CalibrationOptions
  @OptionGroup(title: "Conversion") var conversion: MethodOptions
  @OptionGroup(title: "Proof") var proof: ProofOptions

  @Option(
    name: .customLong("tune"),
    help: ArgumentHelp(
      "Train the spiking network further for so many epochs, the original being its teacher.",
      valueName: "epochs"))
  var tuningEpochs: Int?

  @Option(help: ArgumentHelp("With --tune: the learning rate.", valueName: "rate"))
  var tuningRate: Scalar?

  @Flag(inversion: .prefixedNo, help: "Verify the network on the test rows.")
  var verify = true

  @OptionGroup(title: "Running") var running: RunningOptions
  @OptionGroup(title: "Running") var output: OutputOptions

  func validate() throws {
    if let tuningEpochs, !(1...100_000).contains(tuningEpochs) {
      throw ValidationError("--tune must lie in 1...100000 epochs, not \(tuningEpochs)")
    }
    if tuningRate != nil, tuningEpochs == nil {
      throw ValidationError("--tuning-rate is for --tune, which was not given")
    }
    if let tuningRate, !(tuningRate > 0 && tuningRate.isFinite) {
      throw ValidationError("--tuning-rate must be positive, not \(tuningRate)")
    }
    if !verify, proof.minAgreement != nil {
      throw ValidationError("--no-verify does not go with --min-agreement")
    }
  }

  mutating func run() throws {
    let start = ContinuousClock.now
    running.apply()
    let converter = try conversion.converter()
    let place = try output.place(besides: [weights, spec.spec, data.file])
    let source = try NetworkSource(weights, spec)
    let rows = try data.load(
      for: source.graph, classNames: source.classNames, place: weights, quiet: running.quiet)
    var network = try converter.converted(
      source.graph, calibratedOn: rows.train.calibrationSamples(calibration.rows))
    if let tuningEpochs {
      network = try Tuning(epochs: tuningEpochs, rate: tuningRate ?? 3e-4, quiet: running.quiet)
        .tuned(network, on: rows.train)
    }
    let run = ConversionRun(
      source: source, input: converter.input, scope: converter.scope, network: network, rows: rows,
      calibrationRows: min(rows.train.count, calibration.rows), tunedEpochs: tuningEpochs ?? 0)
    let verification =
      verify ? try run.verified(quiet: running.quiet, isTuned: tuningEpochs != nil) : nil
    let folder = try output.folder(in: place, called: source.stem)
    defer { folder.removeIfEmpty() }
    try run.leave(in: folder, verification)
    try run.print(
      verification, model: folder.path(of: .model), json: running.json, since: start)
    if verification != nil, !running.quiet, !running.json {
      Console.note("report    \(printable(folder.path(of: .report)))")
    }
    try proof.judge(verification)
  }
}
