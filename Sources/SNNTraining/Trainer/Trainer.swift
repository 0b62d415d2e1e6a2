/// Fits a model to labelled rows, batch by batch.
///
///     var trainer = Trainer(
///       model, loss: .countCrossEntropy, optimizer: Adam(learningRate: 5e-3), batchSize: 16,
///       seed: 42)
///     try trainer.fit(train, epochs: 50, validation: test)
///     print(trainer.model.evaluated(on: test, loss: .countCrossEntropy).accuracy)
///
/// The model takes features `[B, F]` and hands on `[T, B, C]`.  All randomness (order of rows,
/// dropout, rate codes) is keyed by the seed, the epoch and the row, so the same call gives the
/// same bits.
public struct Trainer<Model: Layer, Rule: UpdateRule> {
  /// The model as trained so far.
  public private(set) var model: Model

  /// One report per epoch, over all calls of `fit`.
  public private(set) var history: [EpochReport] = []

  /// The epoch whose weights the model has, from 1; 0 before training.
  public private(set) var keptEpoch = 0

  public let loss: any Loss
  /// What activity costs besides; part of what is minimised, not of the losses reported.
  public let regularizers: [any Regularizer]
  public let batchSize: Int
  public let clipNorm: Scalar?

  private var optimizer: Optimizer<Rule>
  private let key: RandomKey

  /// - Parameters:
  ///   - model: what is to be trained.
  ///   - loss: how far its output is from the labels.
  ///   - regularizers: what the activity of its neurons costs, added to the loss of every batch.
  ///   - optimizer: how parameters move.
  ///   - schedule: the factor on the learning rate, by optimiser step.
  ///   - batchSize: rows per update.
  ///   - clipNorm: the largest norm a batch's gradients may have together; nil for no limit.
  ///   - seed: decides every random draw.
  public init(
    _ model: Model, loss: some Loss, regularizers: [any Regularizer] = [], optimizer rule: Rule,
    schedule: Schedule = .constant, batchSize: Int, clipNorm: Scalar? = nil, seed: UInt64
  ) {
    precondition(batchSize > 0, "Trainer: batch size \(batchSize)")
    self.model = model
    self.loss = loss
    self.regularizers = regularizers
    self.batchSize = batchSize
    self.clipNorm = clipNorm
    optimizer = Optimizer(rule, schedule: schedule)
    key = RandomKey(seed: seed)
  }

  /// Trains for a number of epochs.
  ///
  /// - Parameters:
  ///   - train: the rows to learn from.
  ///   - epochs: how often each row is seen.
  ///   - validation: rows that are only measured, after every epoch.
  ///   - stopping: ends the run early and takes the best model back; needs validation rows.
  ///   - observer: hears of every epoch and may end the run.
  /// - Throws: `TrainingError` when the loss is no longer a finite number.
  public mutating func fit(
    _ train: Dataset, epochs: Int, validation: Dataset? = nil, stopping: EarlyStopping? = nil,
    observer: some TrainingObserver = EpochObserver { _ in .proceed }
  ) throws {
    var observer = observer
    var best = BestModel<Model>()
    let first = history.count
    for epoch in first..<first + epochs {
      let report = try fitEpoch(epoch, of: first + epochs, train, validation)
      history.append(report)
      if stopping != nil { best.consider(report, model) }
      let decision = observer.epochEnded(report)
      let patience = stopping?.patience ?? .max
      if decision == .stop || epoch + 1 - (best.best?.epoch ?? epoch + 1) >= patience { break }
    }
    keptEpoch = best.best?.epoch ?? history.count
    if let best = best.best { model = best.model }
  }

  private mutating func fitEpoch(
    _ epoch: Int, of epochs: Int, _ train: Dataset, _ validation: Dataset?
  ) throws -> EpochReport {
    var (lossSum, rightSum, spikeRate) = (Scalar(0), Scalar(0), Scalar(0))
    let batches = train.batches(of: batchSize, shuffledBy: key["shuffle"][epoch])
    for (index, batch) in batches.enumerated() {
      var context = Context(
        mode: .training, key: key["draws"][epoch], samples: batch.rows,
        recording: index == batches.count - 1 ? [.spikes] : [],
        activities: regularizers.isEmpty ? .dropped : .kept)
      var (output, lossValue) = (Tensor.zeros([0]), Tensor.zeros([]))
      let (value, gradients) = valueWithGradient(at: model) { model in
        let result = model(batch.features, &context)
        let value = loss(result, batch.labels)
        (output, lossValue) = (result.detached, value.detached)
        return regularizers.reduce(value) { $0 + $1(context.activities) }
      }
      guard value.isFinite, gradients.norm.isFinite else {
        throw notFinite(epoch + 1, index + 1, batch, gradients)
      }
      optimizer.update(&model, along: clipNorm.map(gradients.clipped(toNorm:)) ?? gradients)
      let size = Scalar(batch.labels.count)
      lossSum += lossValue.scalar * size
      rightSum += accuracy(loss.scores(of: output), batch.labels) * size
      spikeRate = context.recordings.spikeRate
    }
    if let place = firstNonFiniteParameter {
      throw TrainingError(epoch: epoch + 1, batch: batches.count, place: place, rows: [])
    }
    let measured = validation.map { model.evaluated(on: $0, loss: loss, key: key["validation"]) }
    return EpochReport(
      epoch: epoch + 1, epochs: epochs, trainLoss: lossSum / Scalar(train.count),
      trainAccuracy: rightSum / Scalar(train.count), validationLoss: measured?.loss,
      validationAccuracy: measured?.accuracy, spikeRate: spikeRate)
  }

  private func notFinite(
    _ epoch: Int, _ batch: Int, _ rows: Batch, _ gradients: Gradients
  ) -> TrainingError {
    // When every gradient is broken, it is the output or the loss that broke them.
    let broken = zip(gradients.paths, gradients.tensors).filter { !$1.isFinite }.map(\.0)
    let gradient = broken.count < gradients.paths.count ? broken.first : nil
    return TrainingError(
      epoch: epoch, batch: batch, place: firstNonFiniteParameter ?? gradient ?? "the output",
      rows: rows.rows)
  }

  private var firstNonFiniteParameter: String? {
    var finder = NonFiniteFinder()
    var copy = model
    copy.visitParameters(&finder)
    return finder.first
  }
}

/// Finds the first parameter that holds a number that is not finite.
private struct NonFiniteFinder: ParameterVisitor {
  var path: [String] = []
  var first: String?

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    if first == nil, !parameter.isFinite { first = joinedPath }
  }
}
