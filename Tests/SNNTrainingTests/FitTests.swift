import SNNTestSupport
import Testing

@testable import SNNTraining

/// What `fit` leaves behind, on a run whose course is known: p rises by one per update.
@Suite struct FitTests {
  private let row = Ramp.rows([0], label: 1)

  private func trainer(
    momentum: Scalar = 0, schedule: Schedule = .constant, batchSize: Int = 1
  ) -> Trainer<Ramp, SGD> {
    Trainer(
      Ramp(), loss: RampLoss(), optimizer: SGD(learningRate: 1, momentum: momentum),
      schedule: schedule, batchSize: batchSize, seed: 1)
  }

  /// A course of validation and where it should end.
  struct Course: Sendable, CustomTestStringConvertible {
    let wrong: [Int]
    let patience: Int
    let ran: Int
    let kept: Int
    var testDescription: String { "\(wrong), patience \(patience)" }
  }

  @Test(arguments: [
    Course(wrong: [3, 1, 2, 2, 0, 4], patience: 2, ran: 4, kept: 2),
    Course(wrong: [3, 1, 2, 2, 0, 4], patience: 3, ran: 6, kept: 5),
    // Of equals with a rising loss the first is kept.
    Course(wrong: [1, 1, 1, 1], patience: 1, ran: 2, kept: 1),
    Course(wrong: [1, 1, 1, 1], patience: 9, ran: 4, kept: 1),
    Course(wrong: [3, 2, 1], patience: 1, ran: 3, kept: 3),
  ])
  func patience(_ course: Course) throws {
    var trainer = trainer()
    try trainer.fit(
      row, epochs: course.wrong.count, validation: Ramp.validation(wrong: course.wrong),
      stopping: EarlyStopping(patience: course.patience))
    #expect(trainer.history.map(\.epoch) == Array(1...course.ran))
    #expect(trainer.keptEpoch == course.kept)
    #expect(trainer.model.p == Tensor(Scalar(course.kept)))
  }

  /// Of equal accuracies the lower loss is better: never right, but a falling loss.
  @Test func aLowerLossIsAnImprovement() throws {
    var trainer = trainer()
    try trainer.fit(
      row, epochs: 5, validation: Ramp.rows([-10], label: 1), stopping: EarlyStopping(patience: 1))
    #expect(trainer.history.count == 5 && trainer.keptEpoch == 5)
  }

  /// A loss that is NaN is worse than any number.
  @Test func aNaNIsNotTheLowestLoss() {
    var best = [(1, Scalar.nan), (2, 7), (3, .nan), (4, 8)].reduce(into: Best<Int>()) {
      $0.consider($1.0, accuracy: 0.5, loss: $1.1)
    }
    #expect(best.state == 2 && best.countSince == 2)
    best.consider(5, accuracy: 0.6, loss: .nan)
    #expect(best.state == 5 && best.countSince == 0)
  }

  @Test func withoutEarlyStoppingTheLastModelStays() throws {
    var trainer = trainer()
    try trainer.fit(row, epochs: 3, validation: Ramp.validation(wrong: [0, 5, 9]))
    #expect(trainer.keptEpoch == 3 && trainer.model.p == 3)
  }

  @Test func anObserverThatStopsLeavesTheBestModel() throws {
    var trainer = trainer()
    try trainer.fit(
      row, epochs: 9, validation: Ramp.validation(wrong: [2, 1, 3, 3, 3]),
      stopping: EarlyStopping(patience: 7),
      observer: EpochObserver { $0.epoch == 4 ? .stop : .proceed })
    #expect(trainer.history.count == 4 && trainer.keptEpoch == 2 && trainer.model.p == 2)
  }

  @Test func aBreakdownLeavesTheBestModel() throws {
    var trainer = trainer(schedule: Schedule { $0 == 3 ? .infinity : 1 })
    let error = #expect(throws: TrainingError.self) {
      try trainer.fit(
        row, epochs: 9, validation: Ramp.validation(wrong: [2, 1, 3, 3, 3]),
        stopping: EarlyStopping(patience: 7))
    }
    #expect(error?.epoch == 4)
    #expect(trainer.history.count == 3 && trainer.keptEpoch == 2 && trainer.model.p == 2)
  }

  /// The second call starts from the best model of the first, and ends with the best of both.
  @Test func theBestModelOfTwoCalls() throws {
    let validation = Ramp.validation(wrong: [3, 1, 2, 2, 2, 0])
    var trainer = trainer()
    let stopping = EarlyStopping(patience: 2)
    try trainer.fit(row, epochs: 5, validation: validation, stopping: stopping)
    #expect(trainer.history.map(\.epochs) == [5, 5, 5, 5] && trainer.keptEpoch == 2)
    // From p = 2 over 3 and 4, neither of them better.
    try trainer.fit(row, epochs: 5, validation: validation, stopping: stopping)
    #expect(trainer.history.map(\.epoch) == Array(1...6) && trainer.history[5].epochs == 9)
    #expect(trainer.keptEpoch == 2 && trainer.model.p == 2)
    // From p = 2 over 3, 4 and 5 to 6, which is better, and to 7, which is right as often.
    try trainer.fit(row, epochs: 5, validation: validation, stopping: EarlyStopping(patience: 4))
    #expect(trainer.history.count == 11)
    #expect(trainer.keptEpoch == 10 && trainer.model.p == 6)
  }

  /// With the model, what the optimiser remembers goes back to the best epoch.
  @Test func theOptimizerGoesBackWithTheModel() throws {
    let schedule = Schedule { Scalar($0 + 1) }
    var stopped = trainer(momentum: 0.5, schedule: schedule)
    // p runs over 1, 4, 9.25, …: the rows that are wrong at 1 make the second epoch the best.
    try stopped.fit(
      row, epochs: 5, validation: Ramp.validation(wrong: [1]),
      stopping: EarlyStopping(patience: 3))
    #expect(stopped.history.count == 5 && stopped.keptEpoch == 2)
    var straight = trainer(momentum: 0.5, schedule: schedule)
    try straight.fit(row, epochs: 2)
    #expect(stopped.model.p == straight.model.p)
    try stopped.fit(row, epochs: 2)
    try straight.fit(row, epochs: 2)
    #expect(stopped.model.p == straight.model.p)
  }

  @Test func noEpochsChangeNothing() throws {
    var trainer = trainer()
    try trainer.fit(row, epochs: 0)
    #expect(trainer.history.isEmpty && trainer.keptEpoch == 0 && trainer.model.p == 0)
    let validation = Ramp.validation(wrong: [0, 1])
    let stopping = EarlyStopping(patience: 1)
    try trainer.fit(row, epochs: 2, validation: validation, stopping: stopping)
    try trainer.fit(row, epochs: 0)
    try trainer.fit(row, epochs: 0, validation: validation, stopping: stopping)
    #expect(trainer.history.count == 2 && trainer.keptEpoch == 1 && trainer.model.p == 1)
  }

  /// Shuffling, dropout and the optimiser go on where they were.
  @Test func twoCallsAreOneLongerCall() throws {
    let iris = Dataset.iris()
    let data = iris.scaled(by: Scaler(fitting: iris.features, kind: .standard))
    func trained(_ calls: [Int]) throws -> (parameters: [Tensor], losses: [Scalar]) {
      var experiment = Experiment()
      (experiment.steps, experiment.hidden, experiment.dropout) = (3, [5], 0.3)
      var trainer = Trainer(
        experiment.network(inputs: 4, classes: 3), loss: .meanMembraneCrossEntropy,
        optimizer: Adam(learningRate: 1e-2),
        schedule: .cosine(over: 20), batchSize: 40, seed: 3)
      for epochs in calls { try trainer.fit(data, epochs: epochs, validation: data) }
      #expect(trainer.keptEpoch == 4)
      return (
        namedParameters(of: trainer.model).map(\.tensor),
        trainer.history.map(\.trainLoss) + trainer.history.compactMap(\.validationLoss)
      )
    }
    let (once, twice) = (try trained([4]), try trained([1, 3]))
    #expect(once.parameters == twice.parameters && once.losses == twice.losses)
    #expect(once.losses.count == 8)
  }

  /// Means over rows, however they are grouped: at a learning rate of zero those of an evaluation.
  @Test(arguments: [1, 2, 4, 5, 7])
  func meansOverRows(batchSize: Int) throws {
    let data = Dataset(
      name: "five", features: [[1], [-2], [0.5], [3], [-1]], labels: [0, 1, 1, 0, 0],
      featureNames: ["x"], classNames: ["a", "b"])
    let network = Sequential {
      Linear(weight: [[0.7, -0.4]], bias: [0.1, 0.2])
      Lasting()
    }
    var trainer = Trainer(
      network, loss: .meanMembraneCrossEntropy, optimizer: SGD(learningRate: 0),
      batchSize: batchSize, seed: 1)
    try trainer.fit(data, epochs: 1)
    let report = try #require(trainer.history.first)
    let measured = network.evaluated(on: data, loss: .meanMembraneCrossEntropy)
    expectClose(Tensor(report.trainLoss), Tensor(measured.loss))
    expectClose(Tensor(report.trainAccuracy), Tensor(measured.accuracy))
    // 0.8, −1.3, 0.45, 2.2, −0.6 against −0.2, 1.0, 0, −1.0, 0.6.
    #expect(measured.accuracy == 0.6)
  }

  @Test func emptyValidationMeasuresNothing() throws {
    var trainer = trainer()
    try trainer.fit(row, epochs: 1, validation: Ramp.rows([], label: 0))
    #expect(trainer.history[0].validationLoss == nil)
    #expect(trainer.history[0].validationAccuracy == nil)
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case negativeEpochs, noRows, stoppingAlone, stoppingWithoutRows, batchSize, clipNorm, patience

    var message: String {
      switch self {
      case .negativeEpochs: "fit: -1 epochs"
      case .noRows: "fit: no rows to learn from"
      case .stoppingAlone, .stoppingWithoutRows: "fit: early stopping needs validation rows"
      case .batchSize: "Trainer: batch size 0"
      case .clipNorm: "Trainer: the norm limit 0.0 is not positive"
      case .patience: "EarlyStopping: patience 0 is below one epoch"
      }
    }

    func commit() throws {
      let (row, none) = (Ramp.rows([0], label: 1), Ramp.rows([], label: 1))
      func trainer(batchSize: Int = 1, clipNorm: Scalar? = nil) -> Trainer<Ramp, SGD> {
        Trainer(
          Ramp(), loss: RampLoss(), optimizer: SGD(learningRate: 1), batchSize: batchSize,
          clipNorm: clipNorm, seed: 1)
      }
      var sound = trainer()
      switch self {
      case .negativeEpochs: try sound.fit(row, epochs: -1)
      case .noRows: try sound.fit(none, epochs: 1)
      case .stoppingAlone: try sound.fit(row, epochs: 1, stopping: EarlyStopping(patience: 1))
      case .stoppingWithoutRows:
        try sound.fit(row, epochs: 1, validation: none, stopping: EarlyStopping(patience: 1))
      case .batchSize: _ = trainer(batchSize: 0)
      case .clipNorm: _ = trainer(clipNorm: 0)
      case .patience: _ = EarlyStopping(patience: 0)
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in try misuse.commit() }
    expectSentence(result, misuse.message)
  }
}
