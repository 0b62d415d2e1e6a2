/// What one epoch of training came to.
public struct EpochReport: Sendable, Hashable, Codable {
  /// The number of the epoch, from 1.
  public let epoch: Int
  /// How many epochs were asked for.
  public let epochs: Int
  /// The mean loss over the training batches.
  public let trainLoss: Scalar
  /// The share of training samples answered right while training, 0...1.
  public let trainAccuracy: Scalar
  /// The loss on the validation rows, if there are any.
  public let validationLoss: Scalar?
  /// The share of validation samples answered right, 0...1.
  public let validationAccuracy: Scalar?
  /// Spikes per neuron and step, all spiking layers together, 0...1, over the last batch.
  public let spikeRate: Scalar
}

/// What training goes on to do after an epoch.
public enum TrainingDecision: Sendable { case proceed, stop }

/// Watches a training run; the trainer itself prints nothing.
public protocol TrainingObserver {
  /// Called after every epoch.
  /// - Returns: `.stop` ends the run in good order, with the model as it is, or the best one when
  ///   early stopping is on.
  mutating func epochEnded(_ report: EpochReport) -> TrainingDecision
}

/// An observer made of a function.
public struct EpochObserver: TrainingObserver {
  private let body: (EpochReport) -> TrainingDecision

  public init(_ body: @escaping (EpochReport) -> TrainingDecision) { self.body = body }

  public mutating func epochEnded(_ report: EpochReport) -> TrainingDecision { body(report) }
}
