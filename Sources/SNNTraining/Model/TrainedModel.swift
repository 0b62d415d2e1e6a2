/// A network with everything needed to use it on raw rows: how they are scaled, what the columns
/// and classes are called, and how it came about.
public struct TrainedModel: Sendable {
  /// How the model was trained.
  public let experiment: Experiment
  /// How raw features are scaled, learned from the training rows.
  public let scaler: Scaler
  /// The names of the columns, in the network's order.
  public let featureNames: [String]
  /// The names of the classes, by label.
  public let classNames: [String]
  /// `[C, H, W]` when the columns are the pixels of images.
  public let imageShape: Shape?
  /// The network, for scaled features.
  public var network: Sequential
  /// How the model came about.
  public var provenance: Provenance

  /// One score per class for each raw row, shape `[N, C]`, which `answers` reads.
  ///
  ///     let scores = try model.scores(of: [[5.1, 3.5, 1.4, 0.2]])
  ///
  /// - Throws: `DataError` for a number outside the range of the scaling, see `Scaler.Kind.check`.
  /// - Precondition: as many columns as `featureNames`.
  public func scores(of rows: FeatureRows) throws(DataError) -> Tensor {
    require(
      rows.width == featureNames.count,
      "scores: rows of \(rows.width), the model takes \(featureNames.count) columns")
    try scaler.kind.check(rows) { row, column in
      "row \(row + 1), column \(column + 1) (\(featureNames[column]))"
    }
    let loss = experiment.loss.loss
    let parts = stride(from: 0, to: rows.count, by: Evaluation.batchSize).map { first -> Tensor in
      let part = Array(first..<min(rows.count, first + Evaluation.batchSize))
      var context = Context(mode: .inference, key: inferenceKey, samples: part)
      let scaled = Tensor(scaler.transformed(rows.gathering(part)))
      return loss.scores(of: network(scaled, &context))
    }
    return parts.isEmpty ? .zeros([0, classNames.count]) : .concatenated(parts)
  }

  /// What the model makes of raw labelled rows.
  /// - Throws: `DataError` for a number outside the range of the scaling, see `Scaler.Kind.check`.
  public func evaluated(on data: Dataset) throws(DataError) -> Evaluation {
    try scaler.kind.check(data)
    return network.evaluated(
      on: data.scaled(by: scaler), loss: experiment.loss.loss, windows: experiment.windows,
      key: inferenceKey)
  }

  private var inferenceKey: RandomKey { RandomKey(seed: experiment.seed)["inference"] }
}

/// How a model came about.
public struct Provenance: Sendable, Hashable, Codable {
  /// The data set's name.
  public var dataset: String
  /// The column that held the class, when the rows came from a table.
  public var target: String?
  /// How many rows it was trained on.
  public var trainingRows: Int
  /// The epoch whose weights were kept.
  public var epochs: Int
  /// The share of right answers on rows it was not trained on, if there were any.
  public var testAccuracy: Scalar?
  /// How many rows that share was measured on.
  public var testRows: Int?
}
