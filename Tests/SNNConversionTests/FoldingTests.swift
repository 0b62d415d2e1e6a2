import SNNConversion
import SNNTestSupport
import Testing

@Suite struct FoldingTests {
  @Test(arguments: 1...5)
  func scoresStayAsTheyWere(_ seed: Int) throws {
    for graph in [
      try RandomNetworks.mlp(seed: UInt64(seed)), try RandomNetworks.cnn(seed: UInt64(seed)),
    ] {
      try expectSameScores(graph)
    }
  }

  private func expectSameScores(_ graph: NetworkGraph) throws {
    let samples = RandomNetworks.samples(8, of: graph)
    let folded = try graph.folded()
    let (before, after) = (graph.scores(of: samples), folded.scores(of: samples))
    #expect(before.shape == after.shape)
    let largest = before.scalars.map(\.magnitude).max() ?? 0
    let difference = zip(before.scalars, after.scalars).map { abs($0 - $1) }.max() ?? 0
    #expect(difference <= 1e-5 * largest)
  }

  /// The norm of the input leaves a map behind a padded convolution, whose result a second norm takes
  /// on to further weights and does not have for itself.
  @Test(arguments: 1...5) func aMapStandsBeforeTheNormsBehindIt(_ seed: Int) throws {
    var generator = RandomNetworks.generator(UInt64(seed))
    func convolution(_ inputs: Int, _ outputs: Int) -> Operation {
      .convolution(Conv2d(inputs, outputs, kernel: 3, padding: 1, using: &generator))
    }
    var graph = try NetworkGraph(input: [2, 5, 5])
    let norm = try graph.append(RandomNetworks.norm(2, &generator), named: "norm", to: [0])
    let first = try graph.append(convolution(2, 3), named: "first", to: [norm])
    let inner = try graph.append(RandomNetworks.norm(3, &generator), named: "inner", to: [first])
    let second = try graph.append(convolution(3, 3), named: "second", to: [inner])
    try graph.append(.add, named: "add", to: [first, second])
    try expectSameScores(graph)
  }

  @Test func onlyTheNormsThatCannotBeFoldedRemain() throws {
    let folded = try RandomNetworks.cnn().folded()
    let kinds = folded.nodes.map { node in
      switch node.operation {
      case .affine: "norm"
      case .offset: "offset"
      case .rectifier: "rectifier"
      case .maxPool: "pool"
      default: ""
      }
    }.filter { !$0.isEmpty }
    // pool1 stands before its rectifier; conv3 has the map of bn2; bn3 behind the sum stays; pool2
    // stands between signs, of which the first joins nothing (a concatenation), and bn4 waits
    // behind the average pool.
    #expect(
      kinds == [
        "pool", "rectifier", "rectifier", "offset", "norm", "rectifier", "norm", "pool", "norm",
        "rectifier", "norm",
      ])
  }

  @Test func softmaxInsideIsRefusedByName() throws {
    var graph = try NetworkGraph(input: [3])
    let first = try graph.append(.softmax, named: "attention", to: [0])
    try graph.append(
      .linear(Linear(weight: .ones([3, 2]), bias: .zeros([2]))), named: "fc", to: [first])
    #expect { try graph.folded() } throws: {
      "\($0)".hasPrefix("layer “attention” (softmax) stands inside the network")
    }
  }

  @Test func poolOfSpikesIsRefusedByName() throws {
    var graph = try NetworkGraph(input: [1, 4, 4])
    let relu = try graph.append(.rectifier(.relu), named: "relu", to: [0])
    let average = try graph.append(.averagePool(Windows(kernel: 2)), named: "mean", to: [relu])
    try graph.append(.maxPool(Windows(kernel: 2)), named: "largest", to: [average])
    #expect { try graph.folded() } throws: {
      "\($0)".hasPrefix("layer “largest” (max-pool) takes spikes that no weights have summed")
    }
  }
}
