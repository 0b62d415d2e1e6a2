extension Experiment {
  /// Trains a model on some rows, exactly as described.
  ///
  /// - Parameters:
  ///   - train: the raw rows to learn from; the scaling is fitted on them alone.
  ///   - validation: raw rows measured after every epoch; with `patience` they decide when to stop.
  ///   - observer: hears of every batch and every epoch, and may end the run.
  /// - Throws: `DataError` for a number outside the range of the scaling, see `Scaler.Kind.check`;
  ///   `TrainingError` when the loss is no longer a finite number.
  public func trained(
    on train: Dataset, validation: Dataset? = nil,
    observer: some TrainingObserver = EpochObserver { _ in .proceed }
  ) throws -> (model: TrainedModel, history: [EpochReport]) {
    try scaling.check(train)
    if let validation { try scaling.check(validation) }
    let scaler = Scaler(fitting: train.features, kind: scaling)
    let scaled = train.scaled(by: scaler)
    let updates = epochs * ((train.count + batchSize - 1) / batchSize)
    var trainer = trainer(of: network(startingOn: scaled), updates: updates)
    try trainer.fit(
      scaled, epochs: epochs, validation: validation?.scaled(by: scaler),
      stopping: validation == nil ? nil : patience.map(EarlyStopping.init(patience:)),
      observer: observer)
    let model = TrainedModel(
      experiment: self, scaler: scaler, featureNames: train.featureNames,
      classNames: train.classNames, imageShape: train.imageShape,
      network: trainer.model.offline,
      provenance: Provenance(
        dataset: train.name, trainingRows: train.count, epochs: trainer.keptEpoch))
    return (model, trainer.history)
  }

  /// The network as training starts from it, its weights scaled on the first rows if that is asked
  /// for.
  /// - Parameter train: the rows to learn from, scaled.
  public func network(startingOn train: Dataset) -> Sequential {
    let drawn = network(
      inputs: train.featureCount, classes: train.classCount, imageShape: train.imageShape)
    guard initialization == .balanced, train.count > 0 else { return drawn }
    let key = RandomKey(seed: seed)["balance"]
    let size = max(batchSize, Evaluation.batchSize(rowSize: train.rowSize))
    let first = train.batches(of: size, shuffledBy: key["shuffle"]).first
    return first.map { drawn.balanced(on: $0.features, key: key["draws"]) } ?? drawn
  }

  /// - Parameter updates: how many the learning rate falls over.
  private func trainer(of network: Sequential, updates: Int) -> Trainer<Sequential, AdamW> {
    let rule = AdamW(learningRate: learningRate, weightDecay: weightDecay)
    let schedule = Schedule.cosine(over: max(1, updates), floor: 0.01)
    guard let windows, let loss = loss.loss as? any StepwiseLoss else {
      return Trainer(
        network, loss: loss.loss, optimizer: rule, schedule: schedule, batchSize: batchSize,
        clipNorm: 5, seed: seed)
    }
    return Trainer(
      learner(network), loss: loss, windows: windows, optimizer: rule, schedule: schedule,
      batchSize: batchSize, clipNorm: 5, seed: seed)
  }
}
