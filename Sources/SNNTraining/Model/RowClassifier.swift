public import SNNData
public import SNNSpiking
public import SNNTensor

/// A model that takes raw rows and gives a score for every class: a network with the words around it.
public protocol RowClassifier: Sendable {
  /// The network, for scaled features.
  var classifier: any Layer { get }

  /// How far its answers are from labels, whose decoder reads them.
  var loss: any Loss { get }

  /// How sequences are cut in time, nil for whole ones.
  var windows: TimeWindows? { get }

  /// How raw features are scaled.
  var scaler: Scaler { get }

  /// The names of the columns, in the network's order.
  var featureNames: [String] { get }

  /// The names of the classes, by label.
  var classNames: [String] { get }

  /// `[C, H, W]` when the columns are the pixels of images.
  var imageShape: Shape? { get }

  /// How it came about.
  var provenance: Provenance { get }

  /// Decides random draws, and which rows of a data set were set apart for the test.
  var seed: UInt64 { get }

  /// How many rows run through the network at once.
  var batchSize: Int { get }
}

extension RowClassifier {
  /// Enough to keep the threads busy, unless the model says otherwise.
  public var batchSize: Int { Evaluation.batchSize }

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
    let (network, loss) = (classifier, loss)
    let parts = stride(from: 0, to: rows.count, by: batchSize).map { first -> Tensor in
      let part = Array(first..<min(rows.count, first + batchSize))
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
    return classifier.evaluated(
      on: data.scaled(by: scaler), loss: loss, windows: windows, batchSize: batchSize,
      key: inferenceKey)
  }

  private var inferenceKey: RandomKey { RandomKey(seed: seed)["inference"] }
}
