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
}

extension TrainedModel: RowClassifier {
  /// The network.
  public var classifier: any Layer { network }

  /// The loss it was trained with, whose decoder reads the answers.
  public var loss: any Loss { experiment.loss.loss }

  /// How sequences were cut in training.
  public var windows: TimeWindows? { experiment.windows }

  /// The seed it was trained with.
  public var seed: UInt64 { experiment.seed }
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

  /// What is known when a model has just been made.
  public init(dataset: String, target: String? = nil, trainingRows: Int, epochs: Int) {
    (self.dataset, self.target) = (dataset, target)
    (self.trainingRows, self.epochs) = (trainingRows, epochs)
    (testAccuracy, testRows) = (nil, nil)
  }
}
