public import SNNData
public import SNNSpiking
public import SNNTensor

/// What a network does on a few batches, and what keeps it from learning.
///
///     let checkup = try model.checkup(on: train, loss: .countCrossEntropy)
///     for finding in checkup.findings { print(finding) }
public struct Checkup: Sendable {
  /// The layers of spiking neurons, in the order in which they run.
  public let layers: [LayerHealth]

  /// The trained parameters, in the order of `visitParameters`.
  public let parameters: [ParameterHealth]

  /// The thresholds of the neurons.
  public let thresholds: [ThresholdHealth]

  /// What went in.
  public let rows: RowHealth

  /// The mean loss over the rows, before anything is learned from them.
  public let loss: Scalar

  /// The names of the features, where the rows have some.
  let featureNames: [String]
}

extension Layer {
  /// Looks at the model as training would see it, without changing it.
  ///
  /// Runs forward and backward through a few batches, with everything recorded: some five times the
  /// memory of a training step.
  ///
  /// - Parameters:
  ///   - data: rows as the model expects them, scaled.
  ///   - loss: what it is, or will be, trained with.
  ///   - batches: how many batches to look at.
  ///   - batchSize: rows in each of them.
  ///   - key: decides the rows and every random draw.
  /// - Returns: what was measured; its `findings` say what is wrong.
  /// - Throws: what the data's batches throw; those of a `Dataset` throw nothing.
  /// - Precondition: there are rows; `batches` and `batchSize` are positive.
  public func checkup<Source: BatchSource>(
    on data: Source, loss: some Loss, batches: Int = 4, batchSize: Int = 64,
    key: RandomKey = RandomKey(seed: 0)
  ) throws(Source.Failure) -> Checkup {
    require(data.count > 0, "checkup: no rows to look at")
    require(batches > 0, "checkup: \(batches) batches")
    var tally = CheckupTally()
    var rows = RowTally()
    let dataset = data as? Dataset
    let parts = try data.batches(of: batchSize, shuffledBy: key["shuffle"])
    for (index, batch) in parts.prefix(batches).enumerated() {
      tally.add(batch, key["draws"][index], of: self, loss)
      if dataset == nil { rows.add(batch.features, batch.labels) }
    }
    // All of them, where they are at hand: classes and leaks are not told by a few.
    if let dataset {
      for batch in dataset.batches(of: 1024, shuffledBy: nil) {
        rows.add(batch.features, batch.labels)
      }
    }
    return tally.checkup(of: self, rows.health, featureNames: dataset?.featureNames ?? [])
  }
}

extension RowClassifier {
  /// Looks at the network as training would see it, on raw rows.
  /// - Throws: `DataError` for a number outside the range of the scaling, see `Scaler.Kind.check`.
  /// - Precondition: there are rows.
  public func checkup(on data: Dataset) throws(DataError) -> Checkup {
    try scaler.kind.check(data)
    return classifier.checkup(
      on: data.scaled(by: scaler), loss: loss, batchSize: min(64, batchSize),
      key: RandomKey(seed: seed)["checkup"])
  }
}

extension Activity {
  /// Where the gradient shows how it went back through the layer's steps: at its current, unless that
  /// is the same at every step or nothing is learned from it.
  fileprivate var watched: Tensor { current.flatMap { $0.isRecorded ? $0 : nil } ?? spikes }
}

/// Sums over batches.
private struct CheckupTally {
  private var layers: [LayerTally] = []
  private var (lossSum, count) = (Scalar(0), 0)
  private var gradients: Gradients?

  mutating func add(_ batch: Batch, _ key: RandomKey, of model: some Layer, _ loss: some Loss) {
    var context = Context(
      mode: .training, key: key, samples: batch.rows,
      recording: [.spikes, .sensitivity, .membrane],
      activities: .kept)
    let (value, whole, gradients) = valueWithGradients(at: model) { model in
      let value = loss(model(batch.features, &context), batch.labels)
      return (value, context.activities.map(\.watched))
    }
    lossSum += value.scalar * Scalar(batch.labels.count)
    count += batch.labels.count
    self.gradients = self.gradients.map { $0 + whole } ?? whole
    // Of read-outs there are membranes only, and nothing to say about spikes.
    let spiking = Set(context.recordings.filter { $0.quantity == .spikes }.map(\.path))
    for recording in context.recordings where spiking.contains(recording.path) {
      update(recording.path) { $0.add(recording) }
    }
    for (activity, gradient) in zip(context.activities, gradients) {
      update(activity.path) {
        $0.isTrained = true
        $0.add(gradient: gradient)
      }
    }
  }

  private mutating func update(_ path: String, _ change: (inout LayerTally) -> Void) {
    let place = layers.firstIndex { $0.path == path } ?? layers.endIndex
    if place == layers.endIndex { layers.append(LayerTally(path: path)) }
    change(&layers[place])
  }

  func checkup(of model: some Layer, _ rows: RowHealth, featureNames: [String]) -> Checkup {
    var (finder, copy) = (ThresholdFinder(), model)
    copy.visitParameters(&finder)
    let trained = model.parameters.filter { $0.role == .trained }.map(\.value)
    let paths = gradients?.paths ?? []
    let parameters = zip(paths, zip(trained, gradients?.tensors ?? [])).map { path, pair in
      let (parameter, gradient) = pair
      return ParameterHealth(
        path: path,
        size: norm(of: parameter.scalars) / Scalar(max(1, parameter.count)).squareRoot(),
        gradientNorm: norm(of: gradient.scalars))
    }
    return Checkup(
      layers: layers.map(\.health), parameters: parameters, thresholds: finder.found,
      rows: rows, loss: lossSum / Scalar(max(1, count)), featureNames: featureNames)
  }
}
