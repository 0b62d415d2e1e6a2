import SNNTestSupport
import Testing

@testable import SNNConversion

/// Networks trained with the activation λ·clip(⌊x·L/λ + ½⌋/L, 0, 1).
@Suite struct QCFSTests {
  private func append(
    _ weight: [[Scalar]], named name: String, to graph: inout NetworkGraph
  ) throws {
    let shape: Shape = [weight.count, weight[0].count]
    let linear = Linear(
      weight: Tensor(Array(weight.joined()), shape: shape), bias: .zeros([weight[0].count]))
    try graph.append(.linear(linear), named: name, to: [graph.output])
  }

  /// Bu et al., theorem 2: with T = L and spikes that come evenly the rates are the activations.
  @Test(arguments: [1, 2, 4, 8]) func asManyStepsAsLevelsGiveTheActivations(_ levels: Int) throws {
    var graph = try NetworkGraph(input: [1])
    try append([[1, -1, 2]], named: "fc", to: &graph)
    try graph.append(
      .rectifier(Rectifier(limit: 1.5, levels: levels)), named: "qcfs", to: [graph.output])
    try append([[1, 0], [0.5, 1], [0, 1]], named: "out", to: &graph)
    var converter = NetworkConverter(method: .qcfs())
    converter.steps = levels
    let samples = Tensor((-20...20).map { Scalar($0) / 9 }, shape: [41, 1])
    let network = try converter.converted(graph, calibratedOn: samples)
    #expect(network.neurons.values.allSatisfy { $0.thresholds.allSatisfy { $0 == 1.5 } })
    let scores = network(samples, key: RandomKey(seed: 0)).mean(alongAxis: 0)
    expectClose(scores, graph.scores(of: samples), relative: 1e-5, absolute: 1e-5)
    let proof = try network.verified(against: graph, on: samples)
    #expect(proof.final.agreement == 1 && proof.complaints.isEmpty)
  }

  /// Drives of 1, −1, 1, −1 from two neurons that fire at every step and at every other one: a spike
  /// comes at the first, though their sum is 0, and a membrane of −½ tells that it was too much.
  @Test(arguments: [(nil, Scalar(0.25)), (4, 0)] as [(Int?, Scalar)])
  func spentNeuronsAreSilenced(_ silencing: Int?, _ expected: Scalar) throws {
    var graph = try NetworkGraph(input: [1])
    try append([[1, 0.5]], named: "fc1", to: &graph)
    let rectifier = Operation.rectifier(Rectifier(limit: 1, levels: 4))
    try graph.append(rectifier, named: "qcfs1", to: [graph.output])
    try append([[-1], [2]], named: "fc2", to: &graph)
    try graph.append(rectifier, named: "qcfs2", to: [graph.output])
    try append([[1]], named: "out", to: &graph)
    var converter = NetworkConverter(method: .qcfs(silencing: silencing))
    converter.steps = 4
    let sample = Tensor([1], shape: [1, 1])
    let network = try converter.converted(graph, calibratedOn: sample)
    #expect(graph.scores(of: sample).scalars == [0])
    #expect(network(sample, key: RandomKey(seed: 0)).mean(alongAxis: 0).scalars == [expected])
  }

  @Test func networksWithoutLevelsAreRefused() throws {
    let graph = try RandomNetworks.mlp()
    #expect {
      try NetworkConverter(method: .qcfs()).converted(
        graph, calibratedOn: RandomNetworks.samples(4, of: graph))
    } throws: { "\($0)".contains("was not trained with levels") }
  }
}
