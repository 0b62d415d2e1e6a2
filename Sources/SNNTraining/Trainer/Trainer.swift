/// Fits a model to labelled rows, batch by batch.
///
///     var trainer = Trainer(
///       model, loss: .countCrossEntropy, optimizer: Adam(learningRate: 5e-3), batchSize: 16,
///       seed: 42)
///     try trainer.fit(train, epochs: 50, validation: test)
///     print(trainer.model.evaluated(on: test, loss: .countCrossEntropy).accuracy)
///
/// The model takes features `[B, F]`, or sequences `[T, B, …]` where the data has them, and hands on
/// `[T, B, C]`.  All randomness (order of rows, dropout, rate codes) is keyed by the seed, the epoch
/// and the row, so the same call gives the same bits; two calls of `fit` without early stopping are
/// one longer call.
public struct Trainer<Model: Layer, Rule: UpdateRule> {
  /// The model as trained so far.
  public internal(set) var model: Model

  /// One report per epoch, over all calls of `fit`.
  public private(set) var history: [EpochReport] = []

  /// What was noticed while training: the first layer that fell silent, once.
  public private(set) var findings: [Finding] = []

  /// The last epoch the model was trained in, from 1; 0 before training.
  ///
  /// Early stopping takes an earlier model back, so this may be less than the number of reports.
  public private(set) var keptEpoch = 0

  /// How far the model's output is from the labels.
  public let loss: any Loss

  /// What activity costs besides; part of what is minimised, not of the losses reported.
  public let regularizers: [any Regularizer]

  /// Rows per update; the last batch of an epoch may have fewer.
  public let batchSize: Int

  /// The largest norm a batch's gradients may have together; nil for no limit.
  public let clipNorm: Scalar?

  /// How sequences are cut in time; nil for back-propagation through all of their steps.
  public let windows: TimeWindows?

  var optimizer: Optimizer<Rule>
  let key: RandomKey

  /// A trainer that has not trained yet.
  ///
  /// - Parameters:
  ///   - model: what is to be trained.
  ///   - loss: how far its output is from the labels.
  ///   - regularizers: what the activity of its neurons costs, added to the loss of every batch.
  ///   - rule: how parameters move.
  ///   - schedule: the factor on the learning rate, by optimiser step.
  ///   - batchSize: rows per update.
  ///   - clipNorm: the largest norm a batch's gradients may have together; nil for no limit.
  ///   - seed: decides every random draw.
  /// - Precondition: `batchSize` > 0 and `clipNorm` > 0.
  public init(
    _ model: Model, loss: some Loss, regularizers: [any Regularizer] = [], optimizer rule: Rule,
    schedule: Schedule = .constant, batchSize: Int, clipNorm: Scalar? = nil, seed: UInt64
  ) {
    self.init(
      model, loss, regularizers, nil, rule, schedule, batchSize: batchSize, clipNorm: clipNorm,
      seed: seed)
  }

  /// A trainer that works through every batch window by window in time.
  ///
  ///     let trainer = Trainer(
  ///       model, loss: .rateCrossEntropy, windows: TimeWindows(of: 5, in: 20),
  ///       optimizer: Adam(learningRate: 5e-3), batchSize: 16, seed: 42)
  ///
  /// Regularisers are left out: what they say of the rates in a window is not what they say of
  /// those of the sequence.
  ///
  /// - Parameters:
  ///   - model: what is to be trained; its first layer is an encoder of as many steps as `windows`.
  ///   - loss: how far its output is from the labels, a mean over steps.
  ///   - windows: how sequences are cut, and when parameters move.
  ///   - rule: how parameters move.
  ///   - schedule: the factor on the learning rate, by optimiser step.
  ///   - batchSize: rows per update.
  ///   - clipNorm: the largest norm an update's gradients may have together; nil for no limit.
  ///   - seed: decides every random draw.
  /// - Precondition: `batchSize` > 0 and `clipNorm` > 0.
  public init(
    _ model: Model, loss: some StepwiseLoss, windows: TimeWindows, optimizer rule: Rule,
    schedule: Schedule = .constant, batchSize: Int, clipNorm: Scalar? = nil, seed: UInt64
  ) {
    self.init(
      model, loss, [], windows, rule, schedule, batchSize: batchSize, clipNorm: clipNorm,
      seed: seed)
  }

  private init(
    _ model: Model, _ loss: any Loss, _ regularizers: [any Regularizer], _ windows: TimeWindows?,
    _ rule: Rule, _ schedule: Schedule, batchSize: Int, clipNorm: Scalar?, seed: UInt64
  ) {
    require(batchSize > 0, "Trainer: batch size \(batchSize)")
    require((clipNorm ?? 1) > 0, "Trainer: the norm limit \(clipNorm ?? 0) is not positive")
    self.model = model
    self.loss = loss
    self.regularizers = regularizers
    self.windows = windows
    self.batchSize = batchSize
    self.clipNorm = clipNorm
    optimizer = Optimizer(rule, schedule: schedule)
    key = RandomKey(seed: seed)
  }

  /// Trains for a number of epochs, going on from where the last call ended.
  ///
  /// With early stopping the trainer ends, also by an error after the first epoch, as it was when
  /// validation was best: after one of this call's epochs, or before them when an earlier call had
  /// trained the model.
  ///
  /// - Parameters:
  ///   - train: the rows to learn from.
  ///   - epochs: how often each row is seen.
  ///   - validation: rows that are only measured, after every epoch; none is the same as nil.
  ///   - stopping: ends the run early and takes the best model back.
  ///   - observer: hears of every batch and every epoch and may end the run.
  /// - Throws: `TrainingError` when a number is no longer finite; what the batches of the data throw,
  ///   `DataError` with an `EventDataset`.  Without early stopping the model stays as it was when
  ///   that was found.
  /// - Precondition: `epochs` ≥ 0; there are rows to learn from, and validation rows if `stopping`
  ///   is given.
  public mutating func fit(
    _ train: some BatchSource, epochs: Int, validation: (some BatchSource)? = Dataset?.none,
    stopping: EarlyStopping? = nil,
    observer: some TrainingObserver = EpochObserver { _ in .proceed }
  ) throws {
    let validation = validation.flatMap { $0.count == 0 ? nil : $0 }
    require(epochs >= 0, "fit: \(epochs) epochs")
    require(train.count > 0, "fit: no rows to learn from")
    require(
      stopping == nil || validation != nil, "fit: early stopping needs validation rows")
    var observer = observer
    var best = Best<(model: Model, optimizer: Optimizer<Rule>, epoch: Int)>()
    defer { if let kept = best.state { (model, optimizer, keptEpoch) = kept } }
    if stopping != nil, keptEpoch > 0, let start = try measured(on: validation) {
      best.consider((model, optimizer, keptEpoch), accuracy: start.accuracy, loss: start.loss)
    }
    let first = history.count
    for epoch in first..<first + epochs {
      guard let report = try fitEpoch(epoch, of: first + epochs, train, validation, &observer)
      else { break }
      history.append(report)
      keptEpoch = report.epoch
      if stopping != nil, let accuracy = report.validationAccuracy, let loss = report.validationLoss
      {
        best.consider((model, optimizer, keptEpoch), accuracy: accuracy, loss: loss)
      }
      let decision = observer.epochEnded(report)
      if decision == .stop || best.countSince >= stopping?.patience ?? .max { break }
    }
  }

  private func measured(on validation: (some BatchSource)?) throws -> Evaluation? {
    try validation.map {
      try model.evaluated(on: $0, loss: loss, windows: windows, key: key["validation"])
    }
  }

  /// What decides the random draws of a batch of an epoch.
  func draws(_ epoch: Int, _ batch: Batch) -> BatchDraws {
    BatchDraws(key: key["draws"][epoch], samples: batch.rows)
  }

  /// - Returns: nil when the observer stopped before the epoch's end.
  private mutating func fitEpoch(
    _ epoch: Int, of epochs: Int, _ train: some BatchSource, _ validation: (some BatchSource)?,
    _ observer: inout some TrainingObserver
  ) throws -> EpochReport? {
    let start = ContinuousClock.now
    var (lossSum, rightSum, spikeRate) = (Scalar(0), Scalar(0), Scalar(0))
    var silentLayers: [String] = []
    let batches = try train.batches(of: batchSize, shuffledBy: key["shuffle"][epoch])
    for (index, batch) in batches.enumerated() {
      let report: BatchReport
      do {
        report = try learn(
          batch.features, batch.labels, draws(epoch, batch),
          countingSpikes: index == batches.count - 1)
      } catch {
        throw breakdown(epoch: epoch, batch: index, batch, of: train, error)
      }
      let size = Scalar(batch.labels.count)
      lossSum += report.loss * size
      rightSum += report.accuracy * size
      (spikeRate, silentLayers) = (report.spikeRate, report.silentLayers)
      let position = TrainingPosition(
        epoch: epoch + 1, epochs: epochs, batch: index + 1, batches: batches.count)
      if observer.batchEnded(position) == .stop {
        if let error = brokenParameters(afterEpoch: epoch, batches: index + 1) { throw error }
        return nil
      }
    }
    if let error = brokenParameters(afterEpoch: epoch, batches: batches.count) { throw error }
    notice(silentLayers, &observer)
    let measured = try measured(on: validation)
    return EpochReport(
      epoch: epoch + 1, epochs: epochs, trainLoss: lossSum / Scalar(train.count),
      trainAccuracy: rightSum / Scalar(train.count), validationLoss: measured?.loss,
      validationAccuracy: measured?.accuracy, spikeRate: spikeRate,
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  /// Tells of the first layer that is silent, unless it was told of before: those behind it hear
  /// nothing and have nothing to do with it.
  private mutating func notice(_ silent: [String], _ observer: inout some TrainingObserver) {
    guard let path = silent.first, !findings.contains(where: { $0.place == path }) else { return }
    let finding = Finding.silentLayer(path)
    findings.append(finding)
    observer.noticed(finding)
  }
}
