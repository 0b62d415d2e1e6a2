/// What one epoch of training came to.
public struct EpochReport: Sendable, Hashable, Codable {
  /// The number of the epoch, from 1, counted on from one call of `fit` to the next.
  public let epoch: Int

  /// The number of the last epoch that was asked for.
  public let epochs: Int

  /// The mean loss over the training rows, each measured before its batch's update.
  public let trainLoss: Scalar

  /// The share of training rows answered right, measured like the loss, 0...1.
  public let trainAccuracy: Scalar

  /// The mean loss over the validation rows after the epoch, if there are any.
  public let validationLoss: Scalar?

  /// The share of validation rows answered right after the epoch, 0...1, if there are any.
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

  /// An observer that calls `body` after every epoch.
  public init(_ body: @escaping (EpochReport) -> TrainingDecision) { self.body = body }

  /// What the function says.
  public mutating func epochEnded(_ report: EpochReport) -> TrainingDecision { body(report) }
}
