import Foundation
import SNN
import SNNCommandLine

/// What `--json` prints: one document, whose names stay as they are within one schema number.
struct JSONReport: Encodable {
  struct Test: Encodable {
    let accuracy: Scalar
    let interval: [Scalar]
    let right: Int
    let rows: Int
    let classes: [ClassReport]
    let confusion: [[Int]]
    /// Rows of each class without an answer, because a score was not a number.
    let unanswered: [Int]
  }

  struct ClassReport: Encodable {
    let name: String
    let precision: Scalar
    let recall: Scalar
    let f1: Scalar
    let support: Int
  }

  struct Validated: Encodable {
    let folds: Int
    let repeats: Int
    let accuracyMean: Scalar
    let accuracySD: Scalar?
    let accuracies: [Scalar]
    let confusion: [[Int]]
    let unanswered: [Int]
  }

  var schema = 2
  var dataset: String
  /// How features become spikes; nil for a converted model.
  var coding: Coding?
  var seed: UInt64
  /// How many epochs were trained; nil where nothing is.
  var epochsRun: Int?
  /// The epoch whose weights were kept, from 1.
  var epochsKept: Int
  /// The mean over the epochs, validation included.
  var secondsPerEpoch: Double?
  /// The share of validation rows that the kept weights answer right.
  var validationAccuracy: Scalar?
  var parameters: Int
  var spikesPerInference: Double
  var seconds: Double
  var test: Test?
  var cv: Validated?
  var model: String?
  /// How the model was trained; nil for a converted one.
  var experiment: Experiment?
  /// What a converted model was made of; nil for a trained one.
  var conversion: Conversion?

  struct Conversion: Encodable {
    let method: String
    let steps: Int
    let origin: ConvertedModel.Origin
  }

  /// The report of a saved model of either sort.
  init(
    _ model: any RowClassifier, dataset: String, spikesPerInference: Double,
    since start: ContinuousClock.Instant
  ) {
    self.dataset = dataset
    seed = model.seed
    epochsKept = model.provenance.epochs
    parameters = model.classifier.parameterCount
    self.spikesPerInference = spikesPerInference
    seconds = (ContinuousClock.now - start) / .seconds(1)
    if let trained = model as? TrainedModel {
      experiment = trained.experiment
      coding = trained.experiment.coding
    } else if let converted = model as? ConvertedModel {
      conversion = Conversion(
        method: converted.network.method.name, steps: converted.network.steps,
        origin: converted.origin)
    }
  }

  init(
    _ experiment: Experiment, dataset: String, epochsKept: Int, parameters: Int,
    spikesPerInference: Double, since start: ContinuousClock.Instant
  ) {
    self.experiment = experiment
    self.dataset = dataset
    coding = experiment.coding
    seed = experiment.seed
    self.epochsKept = epochsKept
    self.parameters = parameters
    self.spikesPerInference = spikesPerInference
    seconds = (ContinuousClock.now - start) / .seconds(1)
  }

  /// Adds what the epochs of a training came to.
  mutating func add(_ history: [EpochReport]) {
    epochsRun = history.count
    guard !history.isEmpty else { return }
    secondsPerEpoch = history.reduce(0) { $0 + $1.seconds } / Double(history.count)
    validationAccuracy = history.first { $0.epoch == epochsKept }?.validationAccuracy
  }
}

extension JSONReport.Test {
  init(_ evaluation: Evaluation, classNames: [String]) {
    let interval = evaluation.interval
    self.init(
      accuracy: evaluation.accuracy, interval: [interval.lowerBound, interval.upperBound],
      right: evaluation.confusion.right, rows: evaluation.confusion.total,
      classes: classNames.enumerated().map { index, name in
        let scores = evaluation.confusion.scores(ofClass: index)
        return JSONReport.ClassReport(
          name: name, precision: scores.precision, recall: scores.recall, f1: scores.f1,
          support: scores.support)
      }, confusion: evaluation.confusion.counts, unanswered: evaluation.confusion.unanswered)
  }
}

extension JSONReport.Validated {
  init(_ result: CrossValidation, folds: Int) {
    self.init(
      folds: folds, repeats: result.accuracies.count, accuracyMean: result.mean,
      accuracySD: result.standardDeviation, accuracies: result.accuracies,
      confusion: result.confusion.counts, unanswered: result.confusion.unanswered)
  }
}
