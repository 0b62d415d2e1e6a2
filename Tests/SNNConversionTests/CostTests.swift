import Foundation
import SNNTestSupport
import Testing

@testable import SNNConversion

/// NeuroBench's own numbers for a small network, from `Scripts/ann/neurobench-fixture.py`.
private struct NeuroBenchFixture: Decodable {
  struct Results: Decodable {
    struct Operations: Decodable {
      let Effective_MACs, Effective_ACs, Dense: Double
    }
    let footprint, parameter_count: Int
    let connection_sparsity, activation_sparsity, membrane_updates_immediate: Double
    let synaptic_operations: Operations
  }
  let steps: Int
  let buffer_bytes: Int
  let shapes: [String: [Int]]
  let parameters: [String: [Float]]
  let inputs: [Float]
  let inputs_shape: [Int]
  let spike_counts: [String: [Double]]
  let scores: [[Float]]
  let neurobench: Results

  init() throws {
    let url = try #require(
      Bundle.module.resourceURL?.appendingPathComponent("Fixtures/neurobench.json"))
    self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: url))
  }

  func tensor(_ name: String) throws -> Tensor {
    let numbers = try #require(parameters[name]).map { Scalar($0) }
    return Tensor(numbers, shape: Shape(try #require(shapes[name])))
  }

  func convolution(_ name: String, stride: Extent) throws -> SNNConversion.Operation {
    .convolution(
      Conv2d(
        weight: try tensor(name + ".weight"), bias: try tensor(name + ".bias"), stride: stride,
        padding: 1))
  }

  /// Neurons with a threshold of 1 and a membrane that starts at zero, as NeuroBench's network has.
  func network() throws -> ConvertedNetwork {
    var graph = try NetworkGraph(input: [1, 8, 8])
    try graph.append(convolution("conv1", stride: 1), named: "conv1", to: [graph.output])
    try graph.append(.rectifier(.relu), named: "if1", to: [graph.output])
    try graph.append(convolution("conv2", stride: 2), named: "conv2", to: [graph.output])
    try graph.append(.rectifier(.relu), named: "if2", to: [graph.output])
    try graph.append(.flatten, named: "flatten", to: [graph.output])
    let linear = Linear(
      weight: try tensor("linear.weight").transposed(), bias: try tensor("linear.bias"))
    try graph.append(.linear(linear), named: "linear", to: [graph.output])
    func neurons(_ channels: Int) -> any Neurons {
      IntegratingNeurons(thresholds: [Scalar](repeating: 1, count: channels), start: 0)
    }
    return ConvertedNetwork(
      graph: graph, method: .max, steps: steps, readout: .immediate,
      input: InputCoding(code: .analog, range: nil, isTimed: false),
      neurons: [2: neurons(3), 4: neurons(4)])
  }

  var samples: Tensor { Tensor(inputs.map { Scalar($0) }, shape: Shape(inputs_shape)) }
}

@Suite struct CostTests {
  @Test func operationsAreThoseNeuroBenchCounts() throws {
    let fixture = try NeuroBenchFixture()
    let network = try fixture.network()
    let proof = try network.verified(against: network.graph, on: fixture.samples)
    let (cost, theirs) = (proof.cost, fixture.neurobench)
    #expect(cost.multiplications == theirs.synaptic_operations.Effective_MACs)
    #expect(cost.additions == theirs.synaptic_operations.Effective_ACs)
    #expect(cost.denseOperations == theirs.synaptic_operations.Dense)
    #expect(cost.membraneUpdates == theirs.membrane_updates_immediate)
    #expect(abs(cost.activationSparsity - theirs.activation_sparsity) < 1e-12)
    // They round to four decimals.
    #expect(abs(cost.connectionSparsity - theirs.connection_sparsity) <= 0.5e-4)
    // The first layer's product is worked out once here, and at every step there.
    #expect(cost.cachedMultiplications * Double(fixture.steps) == cost.multiplications)
    // Theirs has snnTorch's own buffers of neurons; ours a threshold for each channel, and a start for
    // each layer.
    let neurons = 4 * (3 + 4) + 4 * 2
    #expect(cost.footprint - neurons == theirs.footprint - fixture.buffer_bytes)
    #expect(network.graph.parameterCount == theirs.parameter_count)
  }

  @Test func spikesAndScoresAreSNNTorchs() throws {
    let fixture = try NeuroBenchFixture()
    let network = try fixture.network()
    var context = Context(
      mode: .inference, key: RandomKey(seed: 0), recording: [.spikes])
    let output = network(fixture.samples, &context)
    for (name, counts) in fixture.spike_counts {
      let spikes = try #require(context.recordings.first { $0.path == name }).values
      let own = spikes.sum(alongAxes: [0, 2, 3, 4]).scalars.map { Double($0) }
      #expect(own == counts, "\(name)")
    }
    // Theirs are sums over the steps.
    let sums = output.sum(alongAxis: 0)
    let theirs = Tensor(fixture.scores.joined().map { Scalar($0) }, shape: sums.shape)
    expectClose(sums, theirs, relative: 1e-4, absolute: 1e-4)
  }

  @Test func equivalentBitsAreThoseOfAsManyLevels() throws {
    let fixture = try NeuroBenchFixture()
    var network = try fixture.network()
    // ⌈log₂(T + 1)⌉.
    for (steps, bits) in [(1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (32, 6)] {
      network.steps = steps
      let proof = try network.verified(against: network.graph, on: fixture.samples)
      #expect(proof.cost.equivalentBits == bits)
    }
  }
}
