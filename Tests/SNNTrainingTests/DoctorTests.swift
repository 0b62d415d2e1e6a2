import SNNTestSupport
import Testing

@testable import SNNTraining

/// The doctor names planted faults, and what it advises rescues a network.
@Suite struct DoctorTests {
  private static func kinds(_ experiment: Experiment, on data: Dataset) throws -> [Finding.Kind] {
    try experiment.trained(on: data).model.checkup(on: data).findings.map(\.kind)
  }

  /// A fault, the settings that plant it, and what its advice says to change.
  struct Fault: Sendable, CustomTestStringConvertible {
    let kind: Finding.Kind
    let advice: String
    let planted: @Sendable (inout Experiment) -> Void
    let mended: @Sendable (inout Experiment) -> Void
    var testDescription: String { kind.rawValue }
  }

  private static let faults = [
    Fault(kind: .deadLayer, advice: "--init balanced") {
      ($0.hidden, $0.weightGain, $0.beta) = ([32], 0.05, 0.2)
      ($0.surrogate, $0.epochs) = (.triangular(width: 0.3), 25)
    } mended: {
      $0.initialization = .balanced
    },
    Fault(kind: .narrowSurrogate, advice: "--surrogate arctan:2") {
      ($0.hidden, $0.surrogate) = ([8, 8], .rectangular(width: 1e-4))
    } mended: {
      $0.surrogate = .arctan(alpha: 2)
    },
    Fault(kind: .unscaledInput, advice: "--scaling standard") {
      $0.scaling = .none
    } mended: {
      $0.scaling = .standard
    },
    Fault(kind: .overdrivenLayer, advice: "--init balanced") {
      ($0.weightGain, $0.surrogate) = (1000, .fastSigmoid(slope: 25))
    } mended: {
      $0.initialization = .balanced
    },
  ]

  /// Accuracy on rows set apart, before the advice is followed and after.
  @Test(arguments: faults)
  func adviceRescues(_ fault: Fault) throws {
    let whole = fault.kind == .unscaledInput ? Dataset.breastCancer() : .iris()
    let data = whole.subset(Array(stride(from: 0, to: whole.count, by: whole.count / 140)))
    let parts = try data.stratifiedSplit(fraction: 0.8, key: RandomKey(seed: 3))
    let (train, test) = (data.subset(parts.train), data.subset(parts.rest))
    let sick = experiment {
      ($0.steps, $0.hidden, $0.epochs, $0.batchSize) = (20, [32], 15, 16)
      $0.learningRate = 5e-3
      fault.planted(&$0)
    }
    let (model, _) = try sick.trained(on: train)
    let before = try model.evaluated(on: test).accuracy
    let findings = try model.checkup(on: train).findings
    let finding = try #require(findings.first { $0.kind == fault.kind }, "\(findings)")
    #expect(finding.advice.contains(fault.advice))
    var healthy = sick
    fault.mended(&healthy)
    let cured = try healthy.trained(on: train).model
    let after = try cured.evaluated(on: test).accuracy
    #expect(after >= 0.9 && after > before, "\(fault.kind): \(before) → \(after)")
    #expect(try cured.checkup(on: train).findings.isEmpty)
  }

  /// Ten and more runs that learn, of all codings.
  @Test(
    arguments: Coding.allCases.map { ($0, KnownDataset.iris) }
      + [Coding.direct, .rate, .phase, .temporal].map { ($0, KnownDataset.breastCancer) })
  func healthyNetworksAreLeftAlone(_ coding: Coding, _ known: KnownDataset) throws {
    let whole = known == .iris ? Dataset.iris() : .breastCancer()
    let rows = try whole.stratifiedSplit(
      fraction: 80 / Double(whole.count), key: RandomKey(seed: 1))
    let data = whole.subset(rows.train)
    var settings = Experiment.preset(for: known, coding: coding)
    settings.epochs = 3
    #expect(try Self.kinds(settings, on: data) == [])
    settings.epochs = 0
    #expect(try Self.kinds(settings, on: data) == [])
  }

  /// A network of rate-coded rows with a given hidden layer, its last step read.
  private static func throughTime(_ hidden: any Layer) -> [Finding.Kind] {
    var generator = RandomKey(seed: 5).generator
    let model = Sequential([
      RateEncoder(steps: 40), Linear(4, 16, using: &generator), hidden,
      Linear(16, 3, using: &generator), LeakyReadout(beta: 0.5),
    ])
    let data = Dataset.iris()
    let scaled = data.scaled(by: Scaler(fitting: data.features, kind: .minMax))
    return model.checkup(on: scaled, loss: LastStepLoss()).findings.map(\.kind)
  }

  /// ∂U[t]/∂U[t−1] is β plus V times the surrogate's slope, at most 1 for the triangle: far above
  /// one with V = 4, 0.3 without; 40 steps are enough for both.
  @Test func gradientsThatExplodeAndVanish() {
    let neurons = Leaky(beta: 0.95, surrogate: .triangular())
    #expect(Self.throughTime(SelfRecurrent(neurons, weight: 4)) == [.explodingGradient])
    let forgetful = Leaky(beta: 0.3, threshold: 0.5, surrogate: .triangular())
    #expect(Self.throughTime(forgetful) == [.vanishingGradient])
    #expect(Self.throughTime(Leaky(beta: 0.95, surrogate: .triangular())) == [])
  }

  /// A bias above the threshold and a membrane that forgets: every neuron fires at every step.
  @Test func neuronsThatAlwaysFire() {
    var generator = RandomKey(seed: 5).generator
    let model = Sequential([
      RepeatEncoder(steps: 10),
      Linear(weight: .ones([4, 8]), bias: Tensor([Scalar](repeating: 1.5, count: 8))),
      Leaky(beta: 0, convention: Convention(reset: .zero)), Linear(8, 3, using: &generator),
      LeakyReadout(beta: 0.5),
    ])
    let data = Dataset.iris()
    let scaled = data.scaled(by: Scaler(fitting: data.features, kind: .minMax))
    let checkup = model.checkup(on: scaled, loss: .meanMembraneCrossEntropy)
    #expect(checkup.layers[0].saturatedShare == 1)
    #expect(checkup.findings.map(\.kind) == [.saturatedLayer])
  }

  @Test func classesThatAreGivenAway() throws {
    let iris = Dataset.iris()
    let kinds = try Self.kinds(
      experiment { $0.epochs = 1 }, on: iris.subset(Array(0..<50)))
    #expect(kinds.contains(.oneClass))
    var text = "a,code,class\n"
    for row in 0..<40 { text += "\(row % 7),\(row % 2 == 0 ? 3 : 8),\(row % 2 == 0 ? "x" : "y")\n" }
    let leaky = try Dataset(csv: CSVTable(text.utf8.span, source: "rows.csv"), target: "class")
    let checkup = try experiment { ($0.epochs, $0.hidden) = (3, [16]) }
      .trained(on: leaky).model.checkup(on: leaky)
    #expect(checkup.rows.leaks == [1])
    #expect(checkup.findings.contains { $0.kind == .labelLeak && $0.message.contains("code") })
    // A few rows of a class give nothing away.
    let model = try experiment { $0.epochs = 0 }.trained(on: leaky).model
    #expect(try model.checkup(on: leaky.subset(Array(0..<39))).rows.leaks == [])
    #expect(try model.checkup(on: leaky.subset([0, 1])).rows.leaks == [])
  }

  /// Of all rows, however few run through the network.
  @Test func smallBatchesAreNoSmallDataSet() throws {
    let data = Dataset.iris()
    let scaled = data.scaled(by: Scaler(fitting: data.features, kind: .standard))
    for seed in 0..<8 {
      let checkup = experiment { $0.batchSize = 1 }.network(startingOn: scaled).checkup(
        on: scaled, loss: .meanMembraneCrossEntropy, batchSize: 1,
        key: RandomKey(seed: UInt64(seed)))
      #expect(checkup.rows.count == 150 && checkup.rows.classes == [0, 1, 2])
      #expect(!checkup.findings.contains { $0.kind == .oneClass || $0.kind == .labelLeak })
    }
  }

  /// A loss that reads first spikes gives late steps next to nothing, and the network learns.
  @Test func lossesThatReadEarlySteps() throws {
    var settings = Experiment.preset(for: .iris, coding: .rate)
    (settings.loss, settings.epochs) = (.firstSpike, 15)
    let model = try settings.trained(on: .iris()).model
    #expect(try model.evaluated(on: .iris()).accuracy > 0.85)
    #expect(try model.checkup(on: .iris()).findings == [])
  }

  /// A weight near the largest number there is: sums with it are infinite, and their difference none.
  @Test func numbersThatAreNone() {
    var weight = Tensor.ones([4, 3]).scalars
    weight[0] = .greatestFiniteMagnitude
    let model = Sequential([
      RepeatEncoder(steps: 10),
      Linear(weight: Tensor(weight, shape: [4, 3]), bias: .zeros([3])),
      LeakyReadout(beta: 0.9),
    ])
    let data = Dataset.iris()
    let checkup = model.checkup(on: data, loss: .meanMembraneCrossEntropy)
    #expect(!checkup.loss.isFinite)
    #expect(checkup.findings.map(\.kind) == [.notANumber])
  }

  /// Two rows, two neurons, T = 2, worked out by hand: U = X, θ = 1, β = 0.
  @Test func numbersAreThoseOfTheSpikes() {
    let model = Sequential([Leaky(beta: 0, surrogate: .rectangular(width: 1))])
    let rows = Sequences(
      values: Tensor([2, 0, 1.2, 0, 1.4, 0, 0.2, 0], shape: [2, 2, 2]), labels: [0, 1])
    let checkup = model.checkup(on: rows, loss: .countCrossEntropy)
    let layer = checkup.layers[0]
    #expect(layer.path == "0" && layer.neurons == 2 && layer.isTrained)
    // Step 1: 2 and 1.2 fire; step 2: the reset takes θ away, 0.4 and −0.8 stay below.
    #expect(layer.rates == [0, 0.5] && layer.rate == 0.25 && layer.rateDeviation == 0.25)
    #expect(layer.silentShare == 0.5 && layer.saturatedShare == 0)
    // Of |U − θ| = 1, 1, 0.2, 1, 0.6, 1, 1.8, 1 only 0.2 is below half the width.
    #expect(layer.supportShare == 0.125)
    let squares: Scalar = 4 + 1.44 + 0.16 + 0.64
    #expect(abs((layer.membraneSize ?? 0) - (squares / 8).squareRoot()) < 1e-6)
    #expect(layer.gradientNorms.count == 2 && layer.gradientRatio == nil)
  }

  /// The trainer tells of a silent layer once, however long it trains.
  @Test func theTrainerWarnsOnce() throws {
    final class Listener: TrainingObserver {
      var heard: [Finding] = []
      func noticed(_ finding: Finding) { heard.append(finding) }
      func epochEnded(_ report: EpochReport) -> TrainingDecision { .proceed }
    }
    let listener = Listener()
    let silent = experiment {
      ($0.hidden, $0.weightGain, $0.epochs, $0.batchSize) = ([8, 8], 1e-6, 3, 32)
      ($0.learningRate, $0.beta) = (1e-9, 0.2)
    }
    _ = try silent.trained(on: .iris(), observer: listener)
    #expect(listener.heard.map(\.kind).allSatisfy { $0 == .deadLayer })
    #expect(listener.heard.map(\.place) == ["0.neurons"])
    let loud = Listener()
    _ = try experiment { $0.epochs = 3 }.trained(on: .iris(), observer: loud)
    #expect(loud.heard.isEmpty)
  }

  /// Eight hidden layers: as drawn, nothing reaches the last; balanced, every layer fires.
  @Test func balancedWeightsReachTheLastLayer() throws {
    let data = Dataset.iris()
    var deep = experiment { ($0.hidden, $0.beta) = ([Int](repeating: 32, count: 8), 0.5) }
    let scaled = data.scaled(by: Scaler(fitting: data.features, kind: deep.scaling))
    func rates() -> [Scalar] {
      deep.network(startingOn: scaled).checkup(on: scaled, loss: deep.loss.loss).layers.map(\.rate)
    }
    #expect(rates().last == 0)
    deep.initialization = .balanced
    for rate in rates() { #expect(abs(rate - 0.2) < 0.05) }
  }

  /// Weights that no gain brings nearer to the rate stay as they are: without neurons, or with
  /// nothing coming in.
  @Test func balancingLeavesAloneWhatItCannotChange() {
    var generator = RandomKey(seed: 1).generator
    let linear = Linear(3, 2, using: &generator)
    let plain = Sequential([linear])
    #expect((plain.balanced(on: .ones([4, 3])).layers[0] as? Linear)?.weight == linear.weight)
    let fed = Sequential([RepeatEncoder(steps: 5), linear, Leaky(beta: 0.9)])
    let balanced = fed.balanced(on: .zeros([4, 3]))
    #expect((balanced.layers[1] as? Linear)?.weight == linear.weight)
  }
}

/// Rows that are sequences already.
private struct Sequences: BatchSource {
  let values: Tensor
  let labels: [Int]
  var classNames: [String] { ["a", "b"] }
  var count: Int { labels.count }
  var rowSize: Int { values.count / count }

  func batches(of size: Int, shuffledBy key: RandomKey?) -> Batches {
    Batches(of: count, count: count, shuffledBy: nil) { rows in
      Batch(features: values, labels: labels, rows: rows)
    }
  }
}

/// Cross-entropy of the last step alone.
private struct LastStepLoss: Loss {
  var decoder: SpikeDecoder { .maximumMembrane }

  func callAsFunction(_ output: Tensor, _ target: [Int]) -> Tensor {
    let last = output.shape[0] - 1
    let mask = Tensor((0...last).map { $0 == last ? 1 : 0 }, shape: [last + 1, 1, 1])
    return crossEntropy((output * mask).sum(alongAxis: 0), target)
  }
}
