public import SNNData
internal import SNNSpiking
public import SNNTensor

/// What a training run will look like: its layers, and what a trial says of its time.
public struct TrainingPlan: Sendable {
  /// One layer of the network.
  public struct Layer: Sendable, Hashable {
    /// The layer's place in the network.
    public let path: String
    /// What it is: `Leaky`, `Linear`.
    public let kind: String
    /// The shape of what it hands on for one batch, `[T, B, …]`.
    public let output: Shape
    /// The number of trained scalars.
    public let parameters: Int
  }

  /// The layers in the order in which they run.
  public let layers: [Layer]

  /// The number of trained scalars of the network.
  public let parameters: Int

  /// How many updates an epoch has.
  public let batchesPerEpoch: Int

  /// How many updates the trial made.
  public let trialBatches: Int

  /// The seconds an epoch will take, validation included, as long as the machine is as busy as now.
  public let secondsPerEpoch: Double

  /// What keeps the network, as it starts, from learning.
  public let findings: [Finding]
}

extension Experiment {
  /// Says what training on some rows will be like, by a trial of a few batches.
  ///
  /// The trial holds what the run will hold, so that the most memory the process has taken after it
  /// is what the run takes.
  ///
  /// - Parameters:
  ///   - train: the raw rows to learn from.
  ///   - validation: raw rows measured after every epoch.
  ///   - observer: may stop the trial.
  /// - Throws: as `trained`; `CancellationError` when the trial was stopped.
  /// - Precondition: there are rows to learn from.
  public func plan(
    for train: Dataset, validation: Dataset? = nil,
    observer: some TrainingObserver = EpochObserver { _ in .proceed }
  ) throws -> TrainingPlan {
    require(train.count > 0, "plan: no rows to learn from")
    try scaling.check(train)
    // What the run will keep all the time.
    let scaled = train.scaled(by: Scaler(fitting: train.features, kind: scaling))
    let network = network(startingOn: scaled)
    let batches = (train.count + batchSize - 1) / batchSize
    let trialBatches = min(batches, 6)
    let part = train.subset(Array(0..<min(train.count, trialBatches * batchSize)))
    var trial = self
    // The first epoch warms up, the second is timed.
    (trial.epochs, trial.patience) = (2, nil)
    let (model, history) = try trial.trained(on: part, observer: observer)
    guard history.count == trial.epochs else { throw CancellationError() }
    // Rows are evaluated after the run at the latest, in batches larger than those of training.
    let perRow = try secondsToMeasure(validation ?? train, model)
    let measured = perRow * Double(validation?.count ?? 0)
    let batch = (history.last?.seconds ?? 0) / Double(trialBatches)
    return TrainingPlan(
      layers: layers(of: network, for: scaled), parameters: network.parameterCount,
      batchesPerEpoch: batches, trialBatches: 2 * trialBatches,
      secondsPerEpoch: batch * Double(batches) + measured,
      findings: network.checkup(
        on: scaled, loss: loss.loss, batchSize: min(64, batchSize), key: RandomKey(seed: seed)
      ).findings)
  }

  /// The seconds that one row takes when it is evaluated, from those of one batch.
  private func secondsToMeasure(_ rows: Dataset, _ model: TrainedModel) throws -> Double {
    let part = rows.subset(Array(0..<min(rows.count, Evaluation.batchSize)))
    let start = ContinuousClock.now
    _ = try model.evaluated(on: part)
    return (ContinuousClock.now - start) / .seconds(1) / Double(max(1, part.count))
  }

  private func layers(of network: Sequential, for rows: Dataset) -> [TrainingPlan.Layer] {
    guard let batch = rows.batches(of: batchSize, shuffledBy: nil).first else { return [] }
    var context = Context(
      mode: .inference, key: RandomKey(seed: seed), samples: batch.rows, recording: [.output])
    _ = network(batch.features, &context)
    return context.recordings.compactMap { recording in
      // Parts of a layer are its own business.
      guard let place = Int(recording.path), network.layers.indices.contains(place) else {
        return nil
      }
      return TrainingPlan.Layer(
        path: recording.path, kind: kindName(of: network.layers[place]),
        output: recording.values.shape, parameters: network.layers[place].parameterCount)
    }
  }
}

/// `Leaky` of `SpikingLayer<LeakyModel<Surrogate>>`, `DirectEncoder` of `DirectEncoder<Linear, …>`.
private func kindName(of layer: any Layer) -> String {
  let name = "\(type(of: layer))".replacing("SpikingLayer<", with: "")
  let first = name.prefix { $0 != "<" && $0 != ">" && $0 != "," }
  return String(first.hasSuffix("Model") ? first.dropLast(5) : first)
}
