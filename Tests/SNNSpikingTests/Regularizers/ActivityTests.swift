import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

/// Spikes of hidden layers that stay on the tape.
@Suite struct ActivityTests {
  private let key = RandomKey(seed: 0)
  private let input = Tensor.sample([12, 4, 3], in: 0...1)

  /// `[T, B, 3] → [T, B, 2]` with neurons at 1, 3 and 5.
  private func network() -> Sequential {
    var generator = RandomKey(seed: 8).generator
    return Sequential {
      Linear(3, 6, using: &generator)
      Leaky(beta: 0.9)
      Linear(6, 5, using: &generator)
      Leaky(beta: .learned(0.9))
      Linear(5, 2, using: &generator)
      Leaky(beta: 0.9)
    }
  }

  private func activities(
    of model: some Layer, _ retention: Activity.Retention = .kept
  ) -> (output: Tensor, kept: [Activity]) {
    var context = Context(mode: .training, key: key, activities: retention)
    let output = model(input, &context)
    return (output, context.activities)
  }

  @Test func keepingChangesNothing() {
    let model = network()
    let (plain, kept) = (activities(of: model, .dropped), activities(of: model))
    #expect(plain.output == kept.output && plain.kept.isEmpty)
    #expect(kept.kept.map(\.path) == ["1", "3", "5"])
    var context = Context(mode: .training, key: key, recording: [.spikes])
    _ = model(input, &context)
    #expect(context.activities.isEmpty)
    #expect(kept.kept.map(\.spikes) == context.recordings.map(\.values))
    func gradients(_ retention: Activity.Retention) -> [Tensor] {
      valueWithGradient(at: model) { activities(of: $0, retention).output.sum() }.gradients.tensors
    }
    #expect(gradients(.dropped) == gradients(.kept))
  }

  /// What is recorded has no gradient, what is kept has.
  @Test func onlyActivitiesAreOnTheTape() {
    _ = valueWithGradient(at: network()) { model in
      var context = Context(
        mode: .training, key: key, recording: [.spikes, .membrane], activities: .kept)
      let output = model(input, &context)
      #expect(context.activities.map(\.spikes.isRecorded) == [true, true, true])
      #expect(context.recordings.map(\.values.isRecorded) == [Bool](repeating: false, count: 6))
      return output.sum()
    }
  }

  /// The gradient reaches the weights before a layer, and none behind it.
  @Test(arguments: [1, 3, 5])
  func theGradientReachesTheLayer(place: Int) throws {
    let gradients = valueWithGradient(at: network()) { model in
      RateSparsity(on: .only(["\(place)"]), weight: 1)(activities(of: model).kept)
    }.gradients
    for linear in [0, 2, 4] {
      let gradient = try #require(gradients["\(linear).weight"])
      #expect((gradient != .zeros(gradient.shape)) == (linear < place), "\(linear)")
    }
    let beta = try #require(gradients["3.beta"])
    #expect((beta.scalar != 0) == (place >= 3))
  }

  @Test func winnersAreWhatIsKept() {
    let kept = activities(of: WinnerTakesAll(Leaky(beta: 0.8)))
    #expect(kept.kept.map(\.spikes) == [kept.output])
  }

  /// Encoders that cannot learn have no activity; a direct code has.
  @Test func encoders() {
    var generator = key.generator
    func paths(_ encoder: some Layer) -> [String] {
      var context = Context(mode: .training, key: key, activities: .kept)
      _ = Sequential { encoder }(.sample([2, 3], in: 0...1), &context)
      return context.activities.map(\.path)
    }
    #expect(paths(RateEncoder(steps: 3)).isEmpty)
    #expect(
      paths(
        DirectEncoder(steps: 3, linear: Linear(3, 2, using: &generator), neurons: Leaky(beta: 0.8)))
        == ["0.neurons"])
  }

  /// The example of `Regularizer`'s documentation, word for word: training by it moves every rate.
  @Test(arguments: [(0.05, 0.2), (0.5, 0.7)] as [(Scalar, Scalar)])
  func trainingMovesTheRatesIntoTheBand(lower: Scalar, upper: Scalar) {
    var model = network()
    var optimizer = Optimizer(Adam(learningRate: 1e-2))
    let (loss, labels) = (CountCrossEntropy(), [0, 1, 1, 0])
    let band = FiringRateBand(lower: lower, upper: upper, on: .only(["1"]), weight: 2)
    func outside() -> Scalar { band(activities(of: model).kept).scalar / 2 }
    let before = outside()
    for _ in 0..<300 {
      let (_, gradients) = valueWithGradient(at: model) { model in
        var context = Context(mode: .training, key: key, activities: .kept)
        let output = model(input, &context)
        return loss(output, labels) + band(context.activities)
      }
      optimizer.update(&model, along: gradients)
    }
    #expect(before > 0.04)
    #expect(outside() < 0.01, "\(before) before")
  }

  @Test func theExampleStandsInThisFile() throws {
    let here = URL(fileURLWithPath: #filePath)
    let root = (0..<4).reduce(here) { folder, _ in folder.deletingLastPathComponent() }
    let path = "Sources/SNNSpiking/Regularizers/Regularizer.swift"
    let source = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    let lines = source.split(separator: "\n").filter { $0.hasPrefix("///     ") }
      .map { $0.dropFirst(3).trimmingCharacters(in: .whitespaces) }
    #expect(lines.count == 6)
    let test = try String(contentsOf: here, encoding: .utf8)
    for line in lines.dropFirst() {
      // The test has no use for the value.
      let word = line.replacingOccurrences(of: "(value, ", with: "(_, ")
      #expect(test.contains(word), "\(line)")
    }
  }
}
