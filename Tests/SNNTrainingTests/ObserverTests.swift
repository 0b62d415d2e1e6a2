import Foundation
import Testing

@testable import SNNTraining

/// What observers hear, and what is left when they end a run; p of `Ramp` counts the updates.
@Suite struct ObserverTests {
  private let rows = Ramp.rows([0, 0, 0, 0, 0], label: 1)

  private func trainer() -> Trainer<Ramp, SGD> {
    Trainer(
      Ramp(), loss: RampLoss(), optimizer: SGD(learningRate: 1), batchSize: 2, seed: 1)
  }

  /// Notes all positions and may end the run at one.
  private final class Witness: TrainingObserver {
    var heard: [[Int]] = []
    var epochs: [Int] = []
    let end: [Int]
    let lastEpoch: Int

    init(end: [Int] = [], lastEpoch: Int = .max) {
      self.end = end
      self.lastEpoch = lastEpoch
    }

    func batchEnded(_ position: TrainingPosition) -> TrainingDecision {
      heard.append([position.epoch, position.epochs, position.batch, position.batches])
      return [position.epoch, position.batch] == end ? .stop : .proceed
    }

    func epochEnded(_ report: EpochReport) -> TrainingDecision {
      epochs.append(report.epoch)
      return report.epoch == lastEpoch ? .stop : .proceed
    }
  }

  @Test func everyBatchIsHeard() throws {
    let witness = Witness()
    var trainer = trainer()
    try trainer.fit(rows, epochs: 1, observer: witness)
    #expect(witness.heard == [[1, 1, 1, 3], [1, 1, 2, 3], [1, 1, 3, 3]])
    try trainer.fit(rows, epochs: 1, observer: witness)
    #expect(witness.heard.dropFirst(3) == [[2, 2, 1, 3], [2, 2, 2, 3], [2, 2, 3, 3]])
  }

  @Test func aRunEndsInTheMiddleOfAnEpoch() throws {
    var trainer = trainer()
    let witness = Witness(end: [2, 2])
    try trainer.fit(rows, epochs: 9, observer: witness)
    #expect(witness.heard.count == 5 && witness.epochs == [1])
    #expect(trainer.history.count == 1 && trainer.keptEpoch == 1)
    #expect(trainer.model.p == 5)
  }

  /// Three updates per epoch: two rows are wrong after the first, none after the second.
  @Test func theBestModelIsTakenBack() throws {
    var trainer = trainer()
    try trainer.fit(
      rows, epochs: 9, validation: Ramp.validation(wrong: [0, 0, 2, 0, 0, 0, 0, 0, 1]),
      stopping: EarlyStopping(patience: 5), observer: Witness(end: [4, 1]))
    #expect(trainer.history.count == 3 && trainer.keptEpoch == 2 && trainer.model.p == 6)
  }

  @Test func aBrokenModelIsNotLeftInSilence() {
    var trainer = Trainer(
      Ramp(), loss: RampLoss(), optimizer: SGD(learningRate: 1),
      schedule: Schedule { _ in .infinity }, batchSize: 5, seed: 1)
    let error = #expect(throws: TrainingError.self) {
      try trainer.fit(rows, epochs: 1, observer: Witness(end: [1, 1]))
    }
    #expect(error?.batch == 1 && error?.place == "the parameter p")
  }

  /// The times of all epochs lie within the run's.
  @Test func epochsAreTimed() throws {
    var trainer = trainer()
    let time = try ContinuousClock().measure { try trainer.fit(rows, epochs: 5) }
    let seconds = trainer.history.map(\.seconds)
    #expect(seconds.allSatisfy { $0 > 0 } && seconds.reduce(0, +) <= time / .seconds(1))
  }

  @Test func equalReportsAreOfEqualTrainings() throws {
    func report(loss: Scalar = 0.5, epoch: Int = 1, seconds: Double) -> EpochReport {
      EpochReport(
        epoch: epoch, epochs: 2, trainLoss: loss, trainAccuracy: 1, validationLoss: nil,
        validationAccuracy: 0.5, spikeRate: 0.1, seconds: seconds)
    }
    let one = report(seconds: 1)
    #expect(one == report(seconds: 2) && Set([one, report(seconds: 2)]).count == 1)
    #expect(one != report(loss: 0.25, seconds: 1) && one != report(epoch: 2, seconds: 1))
    let read = try JSONDecoder().decode(EpochReport.self, from: JSONEncoder().encode(one))
    #expect(read == one && read.seconds == 1)
  }

  private let short = experiment {
    ($0.steps, $0.hidden, $0.epochs, $0.batchSize) = (2, [2], 2, 50)
  }

  @Test func crossValidationHandsOnWhatItHears() throws {
    let witness = Witness()
    let result = try short.crossValidated(
      on: .iris(), folds: 3, repeats: 2, training: witness)
    #expect(result != nil && witness.epochs == [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2])
    // 100 rows to learn from in batches of 50.
    #expect(witness.heard.count == 24 && witness.heard[3] == [2, 2, 2, 2])
  }

  @Test(arguments: [[2, 1], [2, 2]])
  func crossValidationEndsWithinAFold(end: [Int]) throws {
    var folds = 0
    let witness = Witness(end: end)
    let result = try short.crossValidated(
      on: .iris(), folds: 3, repeats: 1, training: witness
    ) { _, _, _ in
      folds += 1
      return .proceed
    }
    #expect(result == nil && folds == 0 && witness.heard.count == 2 + end[1])
  }

  @Test func crossValidationEndsAfterTheLastEpoch() throws {
    let result = try short.crossValidated(
      on: .iris(), folds: 3, repeats: 1, training: Witness(lastEpoch: 2))
    #expect(result == nil)
  }
}
