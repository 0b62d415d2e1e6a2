import SNNTestSupport
import Testing

@testable import SNNConversion

/// Thresholds worked out by hand from the equations of the methods.
@Suite struct CalibrationTests {
  /// Weights that are the identity, with as many rectifiers one behind the other.
  private func chain(_ features: Int, layers: Int) throws -> NetworkGraph {
    let identity = Linear(
      weight: Tensor(
        (0..<features * features).map { $0 / features == $0 % features ? 1 : 0 },
        shape: [features, features]),
      bias: .zeros([features]))
    var graph = try NetworkGraph(input: [features])
    for layer in 0..<layers {
      try graph.append(.linear(identity), named: "fc\(layer)", to: [graph.output])
      try graph.append(.rectifier(.relu), named: "relu\(layer)", to: [graph.output])
    }
    try graph.append(.linear(identity), named: "out", to: [graph.output])
    return graph
  }

  private func thresholds(
    _ method: ConversionMethod, _ graph: NetworkGraph, _ samples: Tensor, iterations: Int = 300,
    steps: Int? = nil
  ) throws -> [[Scalar]] {
    var converter = NetworkConverter(method: method)
    converter.iterations = iterations
    if let steps { converter.steps = steps }
    let network = try converter.converted(graph, calibratedOn: samples)
    return network.populations.map { network.neurons[$0]?.thresholds ?? [] }
  }

  /// One activation of 4 among eight: θ = 0 → 1 → 1.75 → 2.3125, each by a quarter of the excess; the
  /// second layer takes 2.3125 for it: 0.578125, 1.01171875, 1.3369140625.
  @Test func balancingAddsTwiceTheMeanExcess() throws {
    let samples = Tensor([4, 0, -1, 0, 0, -3, 0, 0], shape: [8, 1])
    let found = try thresholds(.ltb, chain(1, layers: 2), samples, iterations: 3)
    #expect(found == [[2.3125], [1.3369140625]])
  }

  /// A second batch goes on where the first has stopped: 100 zeros and a 4 at 101.
  @Test func balancingSharesItsUpdatesAmongBatches() throws {
    let samples = Tensor([Scalar](repeating: 0, count: 100) + [4], shape: [101, 1])
    // The last batch is one row, 4: θ = 8 at once; with one update of two left to it.
    #expect(try thresholds(.ltb, chain(1, layers: 1), samples, iterations: 2) == [[8]])
  }

  @Test func maximaAndPercentilesAreTheChannels() throws {
    var rows: [Scalar] = []
    for index in 1...1000 { rows += [Scalar(index), Scalar(-index), Scalar(index) / 10] }
    let samples = Tensor(rows, shape: [1000, 3])
    let graph = try chain(3, layers: 1)
    // A silent channel takes the layer's largest.
    #expect(try thresholds(.max, graph, samples) == [[1000, 1000, 100]])
    let found = try thresholds(.percentile(90), graph, samples)[0]
    // To a bin of 1/4096 of the largest.
    #expect((900...900.25).contains(found[0]) && (90...90.025).contains(found[2]))
  }

  /// Dead filters under weight decay have activations near the smallest number there is.
  @Test(arguments: [ConversionMethod.percentile(), .burst(), .phase(), .stbif()])
  func tinyActivationsAreCounted(_ method: ConversionMethod) throws {
    let samples = Tensor([1e-37, 1, 2e-37, 2], shape: [2, 2])
    let found = try thresholds(method, chain(2, layers: 1), samples)[0]
    #expect(found.allSatisfy { $0 > 0 && $0 <= 2 })
  }

  @Test func leastSquaresAreTheBestOfAllCandidates() throws {
    let values = (0..<50).map { Scalar($0 * $0 % 37) / 10 }
    let steps = 3
    let found = try thresholds(
      .calibrated(), chain(1, layers: 1), Tensor(values, shape: [50, 1]), steps: steps)[0][0]
    // The definition, candidate by candidate.
    func error(_ threshold: Scalar) -> Double {
      values.reduce(0) { sum, value in
        let count = min(
          max((value * Scalar(steps) / threshold + 0.5).rounded(.down), 0), Scalar(steps))
        let difference = Double(value - threshold * count / Scalar(steps))
        return sum + difference * difference
      }
    }
    let candidates = (0..<95).map { (1 - 0.01 * Scalar($0)) * 3.6 }
    let best = candidates.map(error).min() ?? 0
    #expect(abs(error(found) - best) <= 1e-5 * best)
  }

  /// Clipping and rounding err to one side; what is left of the mean after a correction is rounding.
  @Test(arguments: [ConversionMethod.Correction.light, .potential])
  func correctionsTakeTheMeanErrorOut(_ correction: ConversionMethod.Correction) throws {
    var generator = RandomKey(seed: 3).generator
    let samples = Tensor.uniform([200, 4], in: 0...1, using: &generator)
    let graph = try chain(4, layers: 2)
    var converter = NetworkConverter(method: .calibrated(correction))
    converter.steps = 8
    let corrected = try converter.converted(graph, calibratedOn: samples)
    // The same thresholds without a correction.
    let plain = ConvertedNetwork(
      graph: corrected.graph, method: .max, steps: 8, readout: .immediate, input: corrected.input,
      neurons: corrected.neurons.mapValues {
        ConversionMethod.max.neurons(thresholds: $0.thresholds)
      })
    func meanError(_ network: ConvertedNetwork) -> Scalar {
      let scores = network(samples, key: RandomKey(seed: 0)).mean(alongAxis: 0)
      return (scores - graph.scores(of: samples)).mean(alongAxis: 0).scalars
        .map(\.magnitude).reduce(0, +)
    }
    #expect(meanError(corrected) < meanError(plain))
  }

  /// (θ − θ/2) over the largest mean activation: 2/0.5.
  @Test func theReadoutWaitsForTheFirstSpike() throws {
    var converter = NetworkConverter(method: .max)
    converter.readout = nil
    let samples = Tensor([4, 0, 0, 0, 0, 0, 0, 0], shape: [8, 1])
    let network = try converter.converted(chain(1, layers: 1), calibratedOn: samples)
    #expect(network.readout == .delayed(4))
  }

  /// Weights or samples of a size that no threshold has.
  @Test(arguments: [Scalar(1e13), 1e-12])
  func impossibleThresholdsAreRefused(_ size: Scalar) throws {
    let graph = try chain(1, layers: 1)
    #expect {
      try thresholds(.max, graph, Tensor([size, size / 2], shape: [2, 1]))
    } throws: {
      ($0 as? FormatError)?.kind == .badData && "\($0)".contains("relu0")
    }
  }

  /// No neuron says more than a rectifier with a limit lets through.
  @Test(arguments: [
    ConversionMethod.ltb, .max, .percentile(), .calibrated(), .stbif(), .ttfs(), .fewSpikes(),
    .burst(), .phase(),
  ])
  func limitsAreKept(_ method: ConversionMethod) throws {
    var graph = try NetworkGraph(input: [1])
    let identity = Linear(weight: Tensor([1], shape: [1, 1]), bias: .zeros([1]))
    try graph.append(.linear(identity), named: "fc", to: [0])
    try graph.append(.rectifier(Rectifier(limit: 6)), named: "relu6", to: [1])
    try graph.append(.linear(identity), named: "out", to: [2])
    let samples = Tensor([10, 20, 3], shape: [3, 1])
    var converter = NetworkConverter(method: method)
    if method.hasSteps { converter.steps = 160 }
    let network = try converter.converted(graph, calibratedOn: samples)
    let said = network(samples, key: RandomKey(seed: 0)).mean(alongAxis: 0).scalars
    #expect(said.allSatisfy { $0 <= 6.0001 } && said[0] >= 5.5, "\(said)")
  }
}
