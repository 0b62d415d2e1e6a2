import SNNTestSupport
import SNNTraining
import Synchronization
import Testing

/// Training in windows of time: truncated back-propagation with carried state.
@Suite struct WindowedTrainingTests {
  private static let steps = 7

  private static func data() -> Dataset {
    let iris = Dataset.iris()
    return iris.subset(Array(stride(from: 0, to: 150, by: 5))).scaled(
      by: Scaler(fitting: iris.features, kind: .minMax))
  }

  private static func network(beta: Scalar, dropout: Scalar = 0.3) -> Sequential {
    var generator = RandomKey(seed: 2).generator
    return Sequential {
      RateEncoder(steps: steps)
      Dropout(dropout)
      Linear(4, 8, using: &generator)
      Leaky(beta: .learned(beta), threshold: 0.3)
      Linear(8, 3, using: &generator)
      LeakyReadout(beta: .fixed(beta))
    }
  }

  /// The parameters and the report after two epochs of plain gradient descent.
  private static func trained(
    _ model: Sequential, _ windows: TimeWindows?, rate: Scalar = 0.1
  ) throws -> (parameters: [Tensor], reports: [EpochReport]) {
    let rule = SGD(learningRate: rate)
    var trainer =
      windows.map {
        Trainer(
          model, loss: .rateCrossEntropy, windows: $0, optimizer: rule, batchSize: 8, seed: 3)
      }
      ?? Trainer(model, loss: .rateCrossEntropy, optimizer: rule, batchSize: 8, seed: 3)
    let data = data()
    try trainer.fit(data, epochs: 2, validation: data)
    return (namedParameters(of: trainer.model).map(\.tensor), trainer.history)
  }

  @Test func oneWindowIsBackpropagationThroughTime() throws {
    let model = Self.network(beta: 0.9)
    let whole = try Self.trained(model, nil)
    let window = try Self.trained(model, TimeWindows(of: Self.steps, in: Self.steps))
    #expect(window.parameters == whole.parameters)
    #expect(window.reports == whole.reports)
    #expect(whole.parameters != namedParameters(of: model).map(\.tensor))
  }

  /// Where nothing is remembered nothing is cut off, also by a last window that is shorter.
  @Test(arguments: [1, 2, 3, 5]) func withoutMemoryWindowsAddUp(length: Int) throws {
    let model = Self.network(beta: 0)
    var fixed = model
    fixed.layers[3] = Leaky(beta: 0, threshold: 0.3, convention: Convention(reset: .none))
    let whole = try Self.trained(fixed, nil)
    let windows = try Self.trained(fixed, TimeWindows(of: length, in: Self.steps))
    for (a, b) in zip(windows.parameters, whole.parameters) {
      expectClose(a, b, relative: 1e-4, absolute: 1e-5)
    }
  }

  /// The state goes over from window to window, or forward the run would be another one; backward
  /// it is another one.
  @Test(arguments: [1, 3]) func theStateIsCarriedAndTheGradientIsNot(length: Int) throws {
    let model = Self.network(beta: 0.9)
    let windows = TimeWindows(of: length, in: Self.steps)
    let still = (try Self.trained(model, nil, rate: 0), try Self.trained(model, windows, rate: 0))
    for (a, b) in zip(still.0.reports, still.1.reports) {
      expectClose(Tensor(b.trainLoss), Tensor(a.trainLoss))
      expectClose(Tensor(b.spikeRate), Tensor(a.spikeRate))
      expectClose(Tensor(b.validationLoss ?? .nan), Tensor(a.validationLoss ?? .nan))
      #expect(b.trainAccuracy == a.trainAccuracy)
      #expect(b.validationAccuracy == a.validationAccuracy)
    }
    let moved = (try Self.trained(model, nil), try Self.trained(model, windows))
    #expect(moved.0.parameters != moved.1.parameters)
  }

  /// A cue in the first step and silence after it: only a model whose state outlives its windows
  /// knows the answer in most steps.
  @Test(arguments: [TimeWindows.Update.afterSequence, .afterWindow])
  func aCueIsRememberedAcrossWindows(update: TimeWindows.Update) throws {
    let steps = 8
    let rows = (0..<24).map { row in
      (0..<2 * steps).map { place in place == row % 2 ? 1.0 : 0.0 }
    }
    let data = Dataset(
      name: "cue", features: FeatureRows(rows.flatMap { $0 }, width: 2 * steps),
      labels: (0..<24).map { $0 % 2 }, featureNames: (0..<2 * steps).map { "x\($0)" },
      classNames: ["a", "b"])
    var generator = RandomKey(seed: 2).generator
    let model = Sequential {
      SequenceEncoder(steps: steps)
      Linear(2, 2, using: &generator)
      LeakyReadout(beta: 0.95)
    }
    var trainer = Trainer(
      model, loss: .rateCrossEntropy, windows: TimeWindows(of: 3, in: steps, updating: update),
      optimizer: Adam(learningRate: 0.1), batchSize: 8, seed: 1)
    try trainer.fit(data, epochs: 30)
    // Without memory every step but the first is a coin's toss: ln 2 each.
    let forgetful = Scalar(steps - 1) / Scalar(steps) * 0.6931
    #expect(try #require(trainer.history.last).trainLoss < forgetful / 4)
  }

  /// An update per window moves the model within the sequence; on a model without spikes, which
  /// could jump.
  @Test func updatesPerWindow() throws {
    var generator = RandomKey(seed: 2).generator
    let model = Sequential {
      RateEncoder(steps: Self.steps)
      Linear(4, 3, using: &generator)
      LeakyReadout(beta: 0.5)
    }
    let windows = TimeWindows(of: 2, in: Self.steps, updating: .afterWindow)
    let often = try Self.trained(model, windows, rate: 0.01)
    let once = try Self.trained(model, TimeWindows(of: 2, in: Self.steps), rate: 0.01)
    let start = namedParameters(of: model).map(\.tensor)
    #expect(often.parameters != once.parameters)
    // Windows count by their share, so that small steps come to nearly the same.
    for ((a, b), before) in zip(zip(often.parameters, once.parameters), start) {
      let size = (b - before).scalars.map(abs).max() ?? 0
      expectClose(a - before, b - before, relative: 0, absolute: size / 10)
    }
  }

  /// Batches of sequences `[T, B, F]` train like the rows of a data set that hold them.
  @Test(arguments: [TimeWindows?.none, TimeWindows(of: 3, in: 7)])
  func sequencesOfOnesOwn(windows: TimeWindows?) throws {
    var generator = RandomKey(seed: 2).generator
    let model = Sequential {
      SequenceEncoder(steps: Self.steps)
      Linear(2, 3, using: &generator)
      Leaky(beta: 0.9, threshold: 0.2)
      Linear(3, 3, using: &generator)
      LeakyReadout(beta: 0.9)
    }
    let rule = SGD(learningRate: 0.1)
    var trainer =
      windows.map {
        Trainer(
          model, loss: .rateCrossEntropy, windows: $0, optimizer: rule, batchSize: 4, seed: 3)
      } ?? Trainer(model, loss: .rateCrossEntropy, optimizer: rule, batchSize: 4, seed: 3)
    var other = trainer
    let rows = Tensor.sample([4, 2 * Self.steps])
    let labels = [0, 2, 1, 1]
    let sequences = rows.reshaped(to: [4, Self.steps, 2]).transposed([1, 0, 2])
    let first = try trainer.step(on: sequences, labels)
    let data = Dataset(
      name: "sequences", features: FeatureRows(rows.scalars.map { Double($0) }, width: 14),
      labels: labels, featureNames: (0..<14).map { "\($0)" }, classNames: ["a", "b", "c"])
    try other.fit(data, epochs: 1)
    let report = try #require(other.history.first)
    expectClose(Tensor(first.loss), Tensor(report.trainLoss))
    #expect(first.accuracy == report.trainAccuracy && first.spikeRate > 0)
    for (a, b) in zip(namedParameters(of: trainer.model), namedParameters(of: other.model)) {
      expectClose(a.tensor, b.tensor)
    }
    // A second step goes on from the first.
    let second = try trainer.step(on: sequences, labels)
    #expect(second.loss < first.loss)
  }

  @Test func aBrokenSequenceIsNamed() throws {
    var trainer = Trainer(
      Self.network(beta: 0.9), loss: .rateCrossEntropy,
      windows: TimeWindows(of: 3, in: Self.steps), optimizer: SGD(learningRate: 1e38),
      batchSize: 4, seed: 3)
    let rows = Tensor(repeating: 0.5, shape: [2, 4])
    let error = #expect(throws: TrainingError.self) {
      for _ in 0..<5 { try trainer.step(on: rows, [0, 1], samples: [7, 9]) }
    }
    let found = try #require(error)
    #expect(found.rows == [7, 9] && found.epoch == 1 && found.batch > 1 && !found.place.isEmpty)
  }

  @Test(arguments: [OnlineRule.ottt(decay: 0.9), .eprop(readoutDecay: 0.9), .rtrl])
  func onlineRulesLearnIris(_ rule: OnlineRule) throws {
    var generator = RandomKey(seed: 2).generator
    let model = Sequential {
      DirectEncoder(
        steps: 5, linear: Linear(4, 8, using: &generator), neurons: Leaky(beta: 0.9))
      Linear(8, 3, using: &generator)
      LeakyReadout(beta: 0.9)
    }
    var trainer = Trainer(
      model.online(rule), loss: .rateCrossEntropy, windows: TimeWindows(of: 1, in: 5),
      optimizer: Adam(learningRate: 0.05), batchSize: 10, seed: 3)
    let iris = Dataset.iris()
    let data = iris.subset(Array(stride(from: 0, to: 150, by: 3))).scaled(
      by: Scaler(fitting: iris.features, kind: .standard))
    try trainer.fit(data, epochs: 12)
    let trained = trainer.model.offline
    #expect(trained.evaluated(on: data, loss: .rateCrossEntropy).accuracy >= 0.9)
  }

  /// The tape is as long for 60 steps as for 6: a witness in the model counts the records that live
  /// at once, each of which holds one of its tokens.
  @Test func memoryDoesNotGrowWithTime() throws {
    func most(steps: Int, windows: TimeWindows?) throws -> Int {
      let census = Census()
      var generator = RandomKey(seed: 2).generator
      let model = Sequential {
        RepeatEncoder(steps: steps)
        OnlineNeurons(Linear(4, 8, using: &generator), Leaky(beta: 0.9), .rtrl)
        Witness(census: census)
        OnlineNeurons(Linear(8, 3, using: &generator), LeakyReadout(beta: 0.9), .rtrl)
      }
      let rule = SGD(learningRate: 0.1)
      var trainer =
        windows.map {
          Trainer(
            model, loss: .rateCrossEntropy, windows: $0, optimizer: rule, batchSize: 8, seed: 3)
        }
        ?? Trainer(
          model.offline, loss: .rateCrossEntropy, optimizer: rule, batchSize: 8, seed: 3)
      try trainer.fit(Self.data(), epochs: 1)
      return census.most
    }
    let short = try most(steps: 6, windows: TimeWindows(of: 1, in: 6))
    #expect(short > 0)
    #expect(try most(steps: 60, windows: TimeWindows(of: 1, in: 60)) == short)
    // Back-propagation through time keeps all of it.
    #expect(try most(steps: 6, windows: nil) == 6 * short)
    #expect(try most(steps: 60, windows: nil) == 60 * short)
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case noSteps, noLength, tooLong, noEncoder, onlineInLongWindows

    var message: String {
      switch self {
      case .noSteps: "TimeWindows: windows of 1 steps in a sequence of 0"
      case .noLength: "TimeWindows: windows of 0 steps in a sequence of 5"
      case .tooLong: "TimeWindows: windows of 6 steps in a sequence of 5"
      case .noEncoder: "its first layer must be an encoder"
      case .onlineInLongWindows: "train with windows of one step"
      }
    }

    func commit() throws {
      func fit(_ model: Sequential, _ windows: TimeWindows) throws {
        var trainer = Trainer(
          model, loss: .rateCrossEntropy, windows: windows, optimizer: SGD(learningRate: 0.1),
          batchSize: 8, seed: 3)
        try trainer.fit(WindowedTrainingTests.data(), epochs: 1)
      }
      let network = WindowedTrainingTests.network(beta: 0.9)
      switch self {
      case .noSteps: _ = TimeWindows(of: 1, in: 0)
      case .noLength: _ = TimeWindows(of: 0, in: 5)
      case .tooLong: _ = TimeWindows(of: 6, in: 5)
      case .noEncoder:
        try fit(Sequential { Lasting() }, TimeWindows(of: 2, in: 5))
      case .onlineInLongWindows: try fit(network.online(.rtrl), TimeWindows(of: 2, in: 7))
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

/// How many numbers that records of the tape hold live at once; a class because all copies of a
/// model report to the same one.
private final class Census: Sendable {
  private let counts = Mutex((now: 0, most: 0))

  var most: Int { counts.withLock { $0.most } }

  func add(_ count: Int) {
    counts.withLock {
      $0.now += count
      $0.most = max($0.most, $0.now)
    }
  }
}

/// Lives as long as the record that holds it; a class for its end.
private final class Token: Sendable {
  let census: Census
  let count: Int

  init(_ census: Census, count: Int) {
    (self.census, self.count) = (census, count)
    census.add(count)
  }

  deinit { census.add(-count) }
}

/// Hands on its input, and reports how much of it the tape keeps.
private struct Witness: Layer {
  let census: Census

  func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let token = Token(census, count: input.count)
    return .recorded(
      input.detached, (input, { gradient in withExtendedLifetime(token) { gradient } }))
  }
}
