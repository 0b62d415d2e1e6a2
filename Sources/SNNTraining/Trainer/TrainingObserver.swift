/// What one epoch of training came to.
///
/// Reports are equal when they say the same of the training; how long it took is not compared, for
/// it differs from run to run even where every bit of the model is the same.
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

  /// The seconds that the epoch took, validation included.
  public let seconds: Double

  /// A report made by hand, such as one read from a file.
  public init(
    epoch: Int, epochs: Int, trainLoss: Scalar, trainAccuracy: Scalar, validationLoss: Scalar?,
    validationAccuracy: Scalar?, spikeRate: Scalar, seconds: Double
  ) {
    (self.epoch, self.epochs) = (epoch, epochs)
    (self.trainLoss, self.trainAccuracy) = (trainLoss, trainAccuracy)
    (self.validationLoss, self.validationAccuracy) = (validationLoss, validationAccuracy)
    (self.spikeRate, self.seconds) = (spikeRate, seconds)
  }
}

extension EpochReport {
  /// All but the time.
  private var course: ([Int], [Scalar?]) {
    (
      [epoch, epochs],
      [trainLoss, trainAccuracy, validationLoss, validationAccuracy, spikeRate]
    )
  }

  /// Whether both say the same of the training.
  public static func == (a: EpochReport, b: EpochReport) -> Bool { a.course == b.course }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(course.0)
    hasher.combine(course.1)
  }
}

/// How far a training run has come when a batch is done.
public struct TrainingPosition: Sendable, Hashable {
  /// The number of the epoch, from 1, as in `EpochReport`.
  public let epoch: Int

  /// The number of the last epoch that was asked for.
  public let epochs: Int

  /// The number of the batch in its epoch, from 1.
  public let batch: Int

  /// How many batches the epoch has.
  public let batches: Int
}

/// What training goes on to do after a batch or an epoch.
public enum TrainingDecision: Sendable { case proceed, stop }

/// Watches a training run; the trainer itself prints nothing.
public protocol TrainingObserver {
  /// Called after every batch; unless an observer says otherwise, training proceeds.
  /// - Returns: `.stop` ends the run in the middle of the epoch, which then has no report and is
  ///   begun anew by the next call of `fit`.  The model stays as the batch left it, or the best one
  ///   is taken back when early stopping is on.
  mutating func batchEnded(_ position: TrainingPosition) -> TrainingDecision

  /// Called when something is found that keeps the network from learning; each thing once.
  ///
  /// Nothing is done about it unless an observer does it.
  mutating func noticed(_ finding: Finding)

  /// Called after every epoch.
  /// - Returns: `.stop` ends the run in good order, with the model as it is, or the best one when
  ///   early stopping is on.
  mutating func epochEnded(_ report: EpochReport) -> TrainingDecision
}

extension TrainingObserver {
  /// Nothing.
  public mutating func noticed(_ finding: Finding) {}

  /// Nothing: training proceeds.
  public mutating func batchEnded(_ position: TrainingPosition) -> TrainingDecision { .proceed }
}

/// An observer made of a function.
public struct EpochObserver: TrainingObserver {
  private let body: (EpochReport) -> TrainingDecision

  /// An observer that calls `body` after every epoch.
  public init(_ body: @escaping (EpochReport) -> TrainingDecision) { self.body = body }

  /// What the function says.
  public mutating func epochEnded(_ report: EpochReport) -> TrainingDecision { body(report) }
}
