/// A network with everything needed to use it on raw rows: how they are scaled, what the columns
/// and classes are called, and how it came about.
public struct TrainedModel: Sendable {
  public let experiment: Experiment
  public let scaler: Scaler
  public let featureNames: [String]
  public let classNames: [String]
  public var network: Sequential
  public var provenance: Provenance

  public init(
    experiment: Experiment, scaler: Scaler, featureNames: [String], classNames: [String],
    network: Sequential, provenance: Provenance
  ) {
    self.experiment = experiment
    self.scaler = scaler
    self.featureNames = featureNames
    self.classNames = classNames
    self.network = network
    self.provenance = provenance
  }

  /// One score per class for raw feature rows: `[B, F] → [B, C]`, the largest is the answer.
  ///
  /// - Precondition: as many columns as `featureNames`.
  public func scores(of rows: Tensor) -> Tensor {
    let loss = experiment.loss.loss
    let parts = stride(from: 0, to: rows.shape[0], by: 256).map { first -> Tensor in
      let part = first..<min(rows.shape[0], first + 256)
      var context = Context(mode: .inference, key: inferenceKey, samples: Array(part))
      return loss.scores(of: network(scaler.transformed(rows.slice(part)), &context))
    }
    return parts.isEmpty ? .zeros([0, classNames.count]) : .concatenated(parts)
  }

  /// What the model makes of raw labelled rows.
  public func evaluated(on data: Dataset) -> Evaluation {
    network.evaluated(
      on: data.scaled(by: scaler), loss: experiment.loss.loss, key: inferenceKey)
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

  public init(
    dataset: String, target: String? = nil, trainingRows: Int, epochs: Int,
    testAccuracy: Scalar? = nil,
    testRows: Int? = nil
  ) {
    self.dataset = dataset
    self.target = target
    self.trainingRows = trainingRows
    self.epochs = epochs
    self.testAccuracy = testAccuracy
    self.testRows = testRows
  }
}

extension Dataset {
  /// The same rows with scaled features.
  public func scaled(by scaler: Scaler) -> Dataset {
    Dataset(
      name: name, features: scaler.transformed(features), labels: labels,
      featureNames: featureNames, classNames: classNames)
  }
}
