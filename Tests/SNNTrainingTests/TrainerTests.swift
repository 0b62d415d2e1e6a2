import SNNTraining
import Testing

@Suite struct TrainerTests {
  private let split: (train: Dataset, test: Dataset)

  init() throws {
    let iris = Dataset.iris()
    let rows = try iris.stratifiedSplit(fraction: 0.5, key: RandomKey(seed: 1))
    split = (iris.subset(rows.train), iris.subset(rows.rest))
  }

  private func experiment(epochs: Int = 4) -> Experiment {
    SNNTrainingTests.experiment {
      ($0.steps, $0.hidden, $0.epochs) = (6, [8], epochs)
      ($0.batchSize, $0.learningRate, $0.seed) = (16, 1e-2, 3)
    }
  }

  @Test func trainingLearnsIris() throws {
    let (model, history) = try experiment(epochs: 40).trained(on: split.train)
    #expect(history.count == 40)
    #expect(history[39].trainLoss < history[0].trainLoss / 2)
    // Half of the flowers, of which a linear rule gets 97 of 100; 90 is far above chance.
    #expect(try model.evaluated(on: split.test).accuracy >= 0.9)
  }

  /// Layers wide enough to be shared out among threads.
  @Test func sameSeedSameBitsWhateverTheThreads() throws {
    let before = Compute.threads
    defer { Compute.useThreads(before) }
    var models: [[(name: String, tensor: Tensor)]] = []
    for threads in [1, 2, 3] {
      Compute.useThreads(threads)
      var noisy = experiment(epochs: 1)
      (noisy.hidden, noisy.batchSize, noisy.steps, noisy.dropout) = ([384], 75, 20, 0.3)
      models.append(namedParameters(of: try noisy.trained(on: split.train).model.network))
    }
    for other in models.dropFirst() {
      for (a, b) in zip(models[0], other) { #expect(a.tensor == b.tensor, "\(a.name)") }
    }
    var (first, second) = (experiment(epochs: 1), experiment(epochs: 1))
    (first.seed, second.seed) = (3, 4)
    let a = namedParameters(of: try first.trained(on: split.train).model.network)
    let b = namedParameters(of: try second.trained(on: split.train).model.network)
    #expect(a[0].tensor != b[0].tensor)
  }

  @Test func observersHearEveryEpochAndMayStop() throws {
    var heard: [Int] = []
    let (_, history) = try experiment(epochs: 50).trained(
      on: split.train, validation: split.test,
      observer: EpochObserver { report in
        heard.append(report.epoch)
        return report.epoch == 3 ? .stop : .proceed
      })
    #expect(heard == [1, 2, 3] && history.count == 3)
    #expect(history.allSatisfy { $0.validationAccuracy != nil && $0.epochs == 50 })
    #expect(history.allSatisfy { $0.spikeRate > 0 && $0.spikeRate < 1 })
  }

  @Test func earlyStoppingTakesTheBestModelBack() throws {
    let scaler = Scaler(fitting: split.train.features, kind: .standard)
    let (train, test) = (split.train.scaled(by: scaler), split.test.scaled(by: scaler))
    var trainer = Trainer(
      experiment().network(inputs: 4, classes: 3), loss: .meanMembraneCrossEntropy,
      optimizer: Adam(learningRate: 0.05), batchSize: 16, seed: 1)
    try trainer.fit(
      train, epochs: 200, validation: test, stopping: EarlyStopping(patience: 5))
    let best = try #require(trainer.history.compactMap(\.validationAccuracy).max())
    #expect(trainer.history.count < 200)
    let measured = trainer.model.evaluated(
      on: test, loss: .meanMembraneCrossEntropy, key: RandomKey(seed: 0))
    #expect(measured.accuracy == best)
    let kept = try #require(trainer.history.first { $0.epoch == trainer.keptEpoch })
    #expect(kept.validationAccuracy == best && measured.loss == kept.validationLoss)
  }

  @Test func aLossThatIsNotFiniteStopsWithItsPlace() throws {
    var wild = experiment(epochs: 30)
    wild.learningRate = 1e30
    wild.loss = .membraneSquared
    let error = #expect(throws: TrainingError.self) { try wild.trained(on: split.train) }
    let found = try #require(error)
    #expect("\(found)".contains("epoch \(found.epoch), batch \(found.batch): \(found.place)"))
  }

  @Test func scalingIsFittedOnTrainingRowsAlone() throws {
    let (model, _) = try experiment(epochs: 1).trained(on: split.train, validation: split.test)
    #expect(model.scaler == Scaler(fitting: split.train.features, kind: .standard))
  }

  /// Labels drawn by lot cannot be learned, unless test rows leak into training.
  @Test func crossValidationOfRandomLabelsStaysNearChance() throws {
    var generator = RandomKey(seed: 5).generator
    let iris = Dataset.iris()
    let drawn = Dataset(
      name: "drawn", features: iris.features, labels: iris.labels.shuffled(using: &generator),
      featureNames: iris.featureNames, classNames: iris.classNames)
    let result = try #require(
      try experiment(epochs: 15).crossValidated(on: drawn, folds: 5, repeats: 1))
    // One third is right by chance; five standard errors of 150 answers above that is 0.53.
    #expect(result.mean < 0.53)
    #expect(result.standardDeviation == nil)
  }

  @Test func anUpdateThatBreaksTheModelIsNoticed() throws {
    var wild = experiment(epochs: 1)
    (wild.learningRate, wild.batchSize) = (.greatestFiniteMagnitude, 1000)
    #expect(throws: TrainingError.self) { try wild.trained(on: split.train) }
  }

  @Test func crossValidationTestsEveryRowOncePerRepetition() throws {
    let result = try #require(
      try experiment(epochs: 1).crossValidated(on: .iris(), folds: 5, repeats: 2))
    #expect(result.accuracies.count == 2)
    #expect(result.confusion.total == 300)
    for index in 0..<3 { #expect(result.confusion.counts[index].reduce(0, +) == 100) }
    let stopped = try experiment(epochs: 1).crossValidated(on: .iris(), folds: 5, repeats: 2) {
      _, _, _ in .stop
    }
    #expect(stopped == nil)
  }
}
