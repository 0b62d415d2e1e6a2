import ArgumentParser
import Foundation
import SNN
import SNNCommandLine

/// `snntrain train`: learns from rows and says how well it went.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a spiking network and test it.",
    discussion: """
      DATA is iris, breast-cancer, breast-cancer-original, landsat, mnist, yin-yang, or a CSV \
      file with --target (- for standard input).
      Without --folds the network is trained on four fifths of the rows and tested on the rest \
      (landsat, mnist, yin-yang: their own test files), and what comes of it is left in a folder.  \
      With --folds nothing is saved: each row is tested by a network that has not seen it.
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

  @Flag(help: "Say what the training will be like, by a trial of a few batches, and stop.")
  var dryRun = false

  @OptionGroup(title: "Running") var running: RunningOptions

  @OptionGroup(title: "Running") var output: OutputOptions

  mutating func run() throws {
    let start = ContinuousClock.now
    running.apply()
    try checkFlags()
    let source = DataSource(self.source)
    try source.check(data.rows, in: data.folder)
    // All that needs no rows is judged before any are read or fetched.
    if let form = source.form { _ = try experiment(for: form, rows: 0) }
    _ = try network.applied(to: source.preset(network, rows: 0))
    let place = folds == nil && !dryRun ? try output.place(besides: [self.source]) : nil
    let rows = try source.load(data.rows, in: data.folder, quiet: running.quiet)
    let experiment = try experiment(for: rows.form, rows: rows.rows.count)
    if let folds {
      try validate(experiment, on: rows, folds: folds, since: start)
    } else {
      try train(experiment, on: rows, into: place, since: start)
    }
  }

  private var interruptFlag: InterruptFlag {
    InterruptFlag(hint: "nothing was saved; start again with fewer --epochs")
  }

  /// - Parameter place: where the run's folder goes; nil when it is only planned.
  private func train(
    _ experiment: Experiment, on rows: LabelledData, into place: OutputFolder?,
    since start: ContinuousClock.Instant
  ) throws {
    let parts = try rows.parts(seed: experiment.seed)
    let (train, drawn) = try settingValidationApart(parts.train, seed: experiment.seed)
    let test = parts.test
    // Before the training, not after it.
    try experiment.scaling.check(test)
    let flag = interruptFlag
    guard let place else {
      describe(experiment, train: train, test: test)
      let plan = PlanText(
        try plan(experiment, for: train, validation: rows.validation ?? drawn, flag),
        epochs: experiment.epochs)
      Console.print(running.json ? try plan.document() : plan.text)
      return
    }
    let folder = try output.folder(in: place, called: DataSource(source).name(of: train))
    defer { folder.removeIfEmpty() }
    describe(experiment, train: train, test: test)
    var (model, history) = try trained(
      experiment, on: train, validation: rows.validation ?? drawn, flag: flag)
    let result = try model.evaluated(on: test)
    try flag.check()
    model.provenance.target = data.rows.target
    model.provenance.testAccuracy = result.accuracy
    model.provenance.testRows = test.count
    // Neither a failed save loses the result, nor a closed pipe the model.
    let saved = Result {
      try model.save(to: folder.path(of: .model))
      try leave(in: folder, model, history, test, result)
    }
    if running.json {
      var report = JSONReport(
        experiment, dataset: DataSource(source).name(of: train),
        epochsKept: model.provenance.epochs, parameters: model.network.parameterCount,
        spikesPerInference: result.spikesPerInference, since: start)
      report.add(history)
      report.test = JSONReport.Test(result, classNames: train.classNames)
      report.model = (try? saved.get()).map { folder.path(of: .model) }
      Console.print(try jsonText(report))
    } else {
      Console.print(evaluationText(result, classNames: train.classNames))
    }
    try saved.get()
    guard !running.quiet, !running.json else { return }
    let path = folder.path(of: .model)
    Console.note("saved   \(printable(path))")
    Console.note("report  \(printable(folder.path(of: .report)))")
    // Nobody has images as rows of a CSV file.
    if train.imageShape == nil {
      Console.note("next    \(shellCommand("snntrain", ["predict", folder.path, "ROWS.csv"]))")
    }
  }

  private func plan(
    _ experiment: Experiment, for train: Dataset, validation: Dataset?, _ flag: InterruptFlag
  ) throws -> TrainingPlan {
    do {
      let plan = try experiment.plan(
        for: train, validation: validation, observer: TrialWatch(flag: flag))
      try flag.check()
      return plan
    } catch is CancellationError {
      throw flag.interruption
    }
  }

  /// What a run leaves besides its model: configuration, metrics and report.
  private func leave(
    in folder: OutputFolder, _ model: TrainedModel, _ history: [EpochReport], _ test: Dataset,
    _ result: Evaluation
  ) throws {
    let command = RunDescription(
      model, source: source, arguments: CommandLine.arguments.dropFirst())
    try folder.save(try command.document(), as: .configuration)
    try folder.save(TrainingMetrics.text(of: history), as: .metrics)
    let page = RunPage(
      model: model, history: history, test: test, evaluation: result, facts: command.facts,
      command: command.line)
    try folder.save(try page.html(), as: .report)
  }

  /// Trains while progress is shown and Ctrl-C is heeded.
  private func trained(
    _ experiment: Experiment, on train: Dataset, validation: Dataset?, flag: InterruptFlag
  ) throws -> (model: TrainedModel, history: [EpochReport]) {
    let line = ProgressLine(quiet: running.quiet)
    defer { line.finish() }
    let result = try experiment.trained(
      on: train, validation: validation, observer: EpochProgress(line, flag))
    try flag.check()
    return result
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
    _ experiment: Experiment, on rows: LabelledData, folds: Int,
    since start: ContinuousClock.Instant
  ) throws {
    let flag = interruptFlag
    describe(experiment, train: rows.rows, test: nil)
    let result = try validated(experiment, on: rows.rows, folds: folds, flag: flag)
    let parameters = parameterCount(experiment, for: rows.rows)
    if running.json {
      var report = JSONReport(
        experiment, dataset: DataSource(source).name(of: rows.rows),
        epochsKept: experiment.epochs, parameters: parameters,
        spikesPerInference: result.spikesPerInference, since: start)
      report.epochsRun = experiment.epochs
      report.cv = JSONReport.Validated(result, folds: folds)
      Console.print(try jsonText(report))
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

  /// Trains and tests on all folds while progress is shown and Ctrl-C is heeded.
  private func validated(
    _ experiment: Experiment, on rows: Dataset, folds: Int, flag: InterruptFlag
  ) throws -> CrossValidation {
    let line = ProgressLine(quiet: running.quiet)
    defer { line.finish() }
    let progress = FoldProgress(line, flag, folds: folds * repeats)
    let result = try experiment.crossValidated(
      on: rows, folds: folds, repeats: repeats, training: progress
    ) { progress.foldEnded($2) }
    guard let result else { throw flag.interruption }
    return result
  }

  private func describe(_ experiment: Experiment, train: Dataset, test: Dataset?) {
    guard !running.quiet else { return }
    let rows = test.map { "\(train.count) to train, \($0.count) to test" } ?? "\(train.count) rows"
    let sizes = sizesText(
      experiment, inputs: train.featureCount, classes: train.classCount,
      imageShape: train.imageShape)
    let model =
      ["\(sizes) \(experiment.neuron.rawValue)", codingText(experiment), "T = \(experiment.steps)"]
      + (experiment.method == .bptt ? [] : [methodText(experiment)])
      + augmentationTexts(experiment.augmentation)
      + ["\(parameterCount(experiment, for: train)) parameters", "seed \(experiment.seed)"]
    Console.note(
      """
      data    \(printable(DataSource(source).name(of: train))): \(rows), \(train.featureCount) features, \(train.classCount) classes
      model   \(model.joined(separator: ", "))
      """)
  }

  private func parameterCount(_ experiment: Experiment, for rows: Dataset) -> Int {
    experiment.network(
      inputs: rows.featureCount, classes: rows.classCount, imageShape: rows.imageShape
    ).parameterCount
  }
}
