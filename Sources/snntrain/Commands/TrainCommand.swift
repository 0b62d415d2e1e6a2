import ArgumentParser
import Foundation
import SNN

/// `snntrain train`: learns from rows and says how well it went.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a spiking network and test it.",
    discussion: """
      DATA is iris, breast-cancer, breast-cancer-original, landsat, mnist, yin-yang, or a CSV \
      file with --target (- for standard input).
      Without --folds the network is trained on four fifths of the rows and tested on the rest \
      (landsat, mnist, yin-yang: their own test files).  With --folds nothing is saved: each row is tested by a \
      network that has not seen it.
      """)

  @Argument(help: "A data set's name or a CSV file.")
  var source: String

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Network and training") var network: NetworkOptions

  @Option(help: ArgumentHelp("Cross-validate with K folds.", valueName: "K"))
  var folds: Int?

  @Option(help: ArgumentHelp("Repeat the cross-validation with R seeds.", valueName: "R"))
  var repeats: Int = 1

  @Option(help: "Share of the training rows measured after every epoch, 0..<1.")
  var validation: Scalar = 0

  @Option(help: "Stop after so many epochs without a better validation accuracy.")
  var patience: Int?

  @OptionGroup(title: "Running") var running: RunningOptions

  @Option(help: ArgumentHelp("Folder that receives model.safetensors.", valueName: "dir"))
  var out: String?

  mutating func run() throws {
    let start = ContinuousClock.now
    running.apply()
    try check()
    let rows = try DataSource(source).load(data, quiet: running.quiet)
    try checkValidation(of: rows)
    var experiment = try network.applied(
      to: DataSource(source).preset(network, rows: rows.rows.count))
    experiment.patience = patience
    if let complaint = experiment.complaint(
      inputs: rows.rows.featureCount, classes: rows.rows.classCount,
      imageShape: rows.rows.imageShape)
    {
      let lacksImages = experiment.needsImages && rows.rows.imageShape == nil
      throw UserError(
        message: complaint,
        hint: lacksImages
          ? "use --model mlp without --augment-shift and --augment-flip, or images such as mnist"
          : "choose smaller layers with --hidden")
    }
    let flag = InterruptFlag()
    if let folds {
      try validate(experiment, on: rows, folds: folds, flag: flag, since: start)
    } else {
      try train(experiment, on: rows, flag: flag, since: start)
    }
  }

  private func check() throws {
    let complaints: [(Bool, String, String)] = [
      (
        folds != nil && out != nil, "--folds trains many networks and saves none of them",
        "leave out --folds or --out"
      ),
      (
        folds != nil && patience != nil, "--patience is not used with --folds",
        "leave out --folds or --patience"
      ),
      (folds == nil && repeats != 1, "--repeats needs --folds", "add --folds 10"),
      (
        !(1...10_000).contains(repeats), "--repeats must lie in 1...10000, not \(repeats)",
        "try --repeats 10"
      ),
      (
        !(0..<1).contains(validation), "--validation must lie in 0..<1, not \(validation)",
        "try --validation 0.2"
      ),
      (
        folds != nil && validation > 0, "--validation is not used with --folds",
        "leave out --folds or --validation"
      ),
    ]
    if let (_, message, hint) = complaints.first(where: \.0) {
      throw UserError(message: message, hint: hint)
    }
  }

  /// Whether the flags suit the validation rows that the data set itself has or lacks.
  private func checkValidation(of rows: LabelledData) throws {
    if rows.validation != nil, validation > 0 {
      throw UserError(
        message: "\(rows.rows.name) has its own validation rows", hint: "leave --validation out")
    }
    if rows.validation == nil, patience != nil, validation == 0 {
      throw UserError(
        message: "--patience needs validation rows", hint: "add --validation 0.2")
    }
  }

  private func train(
    _ experiment: Experiment, on rows: LabelledData, flag: InterruptFlag,
    since start: ContinuousClock.Instant
  ) throws {
    let parts = try rows.parts(seed: experiment.seed)
    let (train, drawn) = try settingValidationApart(parts.train, seed: experiment.seed)
    let held = rows.validation ?? drawn
    let test = parts.test
    // Before the training, not after it.
    try experiment.scaling.check(test)
    let output = try out.map(OutputFolder.init)
    describe(experiment, train: train, test: test)
    let progress = Progress(quiet: running.quiet, flag: flag)
    var (model, history) = try experiment.trained(on: train, validation: held, observer: progress)
    progress.finish()
    if flag.isRaised { throw Interruption() }
    let result = try model.evaluated(on: test)
    model.provenance.target = data.target
    model.provenance.testAccuracy = result.accuracy
    model.provenance.testRows = test.count
    let path = try output?.save(model)
    if running.json {
      var report = JSONReport(
        experiment, dataset: DataSource(source).name(of: train),
        parameters: model.network.parameterCount,
        spikesPerInference: result.spikesPerInference, since: start)
      report.epochs = history.count
      report.test = JSONReport.Test(result, classNames: train.classNames)
      report.model = path
      Console.print(try report.encoded())
      return
    }
    Console.print(evaluationText(result, classNames: train.classNames))
    if !running.quiet, let path {
      Console.note("saved   \(path)\nnext    snntrain predict \(path) ROWS.csv")
    }
  }

  /// The rows to learn from, and those to measure after every epoch if any are asked for.
  private func settingValidationApart(
    _ rows: Dataset, seed: UInt64
  ) throws -> (train: Dataset, held: Dataset?) {
    guard validation > 0 else { return (rows, nil) }
    let key = RandomKey(seed: seed)["validation"]
    guard let split = try? rows.stratifiedSplit(fraction: Double(1 - validation), key: key) else {
      throw UserError(
        message: "--validation \(validation) of \(rows.count) training rows leaves no row to "
          + (validation < 0.5 ? "measure" : "learn from"),
        hint: "choose another --validation, or give more rows", exitCode: 65)
    }
    return (rows.subset(split.train), rows.subset(split.rest))
  }

  private func validate(
    _ experiment: Experiment, on rows: LabelledData, folds: Int, flag: InterruptFlag,
    since start: ContinuousClock.Instant
  ) throws {
    if rows.test != nil {
      throw UserError(
        message: "\(rows.rows.name) has its own test rows and is not to be cross-validated",
        hint: "leave --folds out")
    }
    describe(experiment, train: rows.rows, test: nil)
    var progress = Progress(quiet: running.quiet, flag: flag)
    let result = try experiment.crossValidated(on: rows.rows, folds: folds, repeats: repeats) {
      progress.foldEnded($0 * folds + $1 + 1, of: folds * repeats, $2)
    }
    progress.finish()
    guard let result else { throw Interruption() }
    let parameters = parameterCount(experiment, for: rows.rows)
    if running.json {
      var report = JSONReport(
        experiment, dataset: DataSource(source).name(of: rows.rows), parameters: parameters,
        spikesPerInference: result.spikesPerInference, since: start)
      report.cv = JSONReport.Validated(result, folds: folds)
      Console.print(try report.encoded())
      return
    }
    let deviation = result.standardDeviation.map { " ± \(percent($0)) over repetitions" } ?? ""
    Console.print(
      """
      \(classTable(result.confusion, rows.rows.classNames))

      \(confusionTable(result.confusion, rows.rows.classNames))

      accuracy \(percent(result.mean))\(deviation) (\(repeats) × \(folds)-fold)
      spikes per inference \(fixed(Scalar(result.spikesPerInference), 1))
      """)
  }

  private func describe(_ experiment: Experiment, train: Dataset, test: Dataset?) {
    guard !running.quiet else { return }
    let rows = test.map { "\(train.count) to train, \($0.count) to test" } ?? "\(train.count) rows"
    Console.note(
      """
      data    \(DataSource(source).name(of: train)): \(rows), \(train.featureCount) features, \(train.classCount) classes
      model   \(sizesText(experiment, for: train)) \(experiment.neuron.rawValue), \
      \(codingText(experiment)), T = \(experiment.steps), \
      \(parameterCount(experiment, for: train)) parameters, seed \(experiment.seed)
      """)
  }

  private func parameterCount(_ experiment: Experiment, for rows: Dataset) -> Int {
    experiment.network(
      inputs: rows.featureCount, classes: rows.classCount, imageShape: rows.imageShape
    ).parameterCount
  }
}
