import SNNTestSupport
import SNNTraining
import Testing

/// Training and measuring on other batches than those of a table.
@Suite struct EventTrainingTests {
  /// A bar of bright events that crosses the frame from left to right, or from right to left: the
  /// same pixels, told apart by their times alone.
  private static func crossings(_ count: Int, key: RandomKey) throws -> EventDataset {
    let (width, height) = (6, 4)
    let recordings = try (0..<count).map { index -> EventRecording in
      var generator = key[index].generator
      let start = Int(generator.next() % 1000)
      let events = (0..<width).flatMap { step -> [Event] in
        let column = index.isMultiple(of: 2) ? step : width - 1 - step
        // Some pixels of the bar are missed.
        return (0..<height).filter { _ in generator.uniform() < 0.8 }.map { row in
          Event(
            x: UInt16(column), y: UInt16(row), time: start + 10 * step + row, polarity: .on)
        }
      }
      return try EventRecording(events, width: width, height: height)
    }
    return EventDataset(
      name: "crossings", recordings: recordings, labels: (0..<count).map { $0 % 2 },
      classNames: ["right", "left"], binning: EventBinning(.steps(6), content: .spikes))
  }

  private static func network() -> Sequential {
    var generator = RandomKey(seed: 1).generator
    return Sequential {
      SequenceEncoder(steps: 6)
      RandomShift(1)
      Conv2d(2, 4, kernel: 3, padding: 1, using: &generator)
      Leaky(beta: 0.8, threshold: 0.2)
      Flatten()
      Linear(96, 2, using: &generator)
      LeakyReadout(beta: 0.9)
    }
  }

  @Test(arguments: [TimeWindows?.none, TimeWindows(of: 3, in: 6)])
  func patternsOfEventsAreTold(windows: TimeWindows?) throws {
    let train = try Self.crossings(40, key: RandomKey(seed: 1))
    let test = try Self.crossings(21, key: RandomKey(seed: 2))
    let (model, rule) = (Self.network(), Adam(learningRate: 1e-2))
    var trainer =
      windows.map {
        Trainer(model, loss: .rateCrossEntropy, windows: $0, optimizer: rule, batchSize: 8, seed: 3)
      } ?? Trainer(model, loss: .rateCrossEntropy, optimizer: rule, batchSize: 8, seed: 3)
    try trainer.fit(train, epochs: 5, validation: test)
    let result = try trainer.model.evaluated(on: test, loss: .rateCrossEntropy, windows: windows)
    #expect(result.confusion.counts == [[11, 0], [0, 10]])
    let last = try #require(trainer.history.last)
    #expect(last.validationAccuracy == 1 && last.validationLoss == result.loss)
    #expect(last.trainAccuracy > 0.9 && last.spikeRate > 0)
  }

  /// What is wrong with the recordings is known when their batches are asked for.
  @Test func recordingsThatMakeNoBatchesAreNamed() throws {
    let silent = EventDataset(
      name: "silent", recordings: [try EventRecording([], width: 6, height: 4)], labels: [0],
      classNames: ["right", "left"], binning: EventBinning(.duration(10)))
    var trainer = Trainer(
      Self.network(), loss: .rateCrossEntropy, optimizer: SGD(learningRate: 1), batchSize: 8,
      seed: 1)
    let learning = #expect(throws: DataError.self) { try trainer.fit(silent, epochs: 1) }
    #expect(learning?.message == "no recording has an event")
    let train = try Self.crossings(2, key: RandomKey(seed: 1))
    let measuring = #expect(throws: DataError.self) {
      try trainer.fit(train, epochs: 1, validation: silent)
    }
    #expect(measuring == learning)
    #expect(throws: DataError.self) {
      _ = try trainer.model.evaluated(on: silent, loss: .rateCrossEntropy)
    }
  }

  /// Sequences `[T, B, F]` of one's own.
  private struct Sequences: BatchSource {
    var value: Scalar = 0.5
    var rowSize = 6
    /// The size that batches are asked for.
    var expectedSize = 2
    let count = 5
    let classNames = ["a", "b"]

    func batches(of size: Int, shuffledBy key: RandomKey?) -> Batches {
      #expect(size == expectedSize)
      return Batches(of: size, count: count, shuffledBy: key) { rows in
        Batch(
          features: Tensor(repeating: value, shape: [3, rows.count, 2]),
          labels: rows.map { $0 % 2 }, rows: rows)
      }
    }
  }

  private func trainer() -> Trainer<Sequential, SGD> {
    var generator = RandomKey(seed: 1).generator
    let model = Sequential {
      Linear(2, 2, using: &generator)
      LeakyReadout(beta: 0.9)
    }
    return Trainer(
      model, loss: .rateCrossEntropy, optimizer: SGD(learningRate: 0.1), batchSize: 2, seed: 1)
  }

  @Test func batchesOfOnesOwnAreLearned() throws {
    var trainer = trainer()
    try trainer.fit(Sequences(), epochs: 3, validation: Sequences(expectedSize: 256))
    let losses = trainer.history.map(\.trainLoss)
    #expect(losses[2] < losses[0] && trainer.history[2].validationAccuracy == 0.6)
    let error = #expect(throws: TrainingError.self) {
      try trainer.fit(Sequences(value: .nan), epochs: 1)
    }
    #expect(error?.place == "the input" && error?.rows.count == 2)
  }

  /// 2²⁴ numbers at once, or one row that has more.
  @Test(arguments: [(1 << 16, 256), (1 << 17, 128), (1 << 23, 2), (1 << 24, 1), (.max, 1)])
  func largeRowsAreMeasuredInSmallBatches(_ rowSize: Int, _ size: Int) {
    let result = trainer().model.evaluated(
      on: Sequences(rowSize: rowSize, expectedSize: size), loss: .rateCrossEntropy)
    #expect(result.answers.count == 5 && result.confusion.total == 5)
  }
}
