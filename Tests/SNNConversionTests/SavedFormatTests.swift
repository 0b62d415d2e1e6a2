import Foundation
import SNNTestSupport
import Testing

@testable import SNNConversion

/// Networks trained in PyTorch, as `Scripts/ann/train.py` saved them in every format.
@Suite struct SavedFormatTests {
  private static func path(_ name: String) throws -> String {
    let file = Bundle.module.resourceURL?.appendingPathComponent("Fixtures/" + name).path
    return try #require(file)
  }

  static let landsat = NetworkSpec(
    input: [36],
    layers: [
      .batchNorm("0"), .linear("1"), .relu, .dropout, .linear("4"), .relu, .linear("6"),
    ])

  static let mnist = NetworkSpec(
    input: [1, 28, 28],
    layers: [
      .convolution("conv1", padding: 1), .batchNorm("bn1"), .relu, .maxPool(2),
      .convolution("conv2", padding: 1), .batchNorm("bn2"), .relu, .maxPool(2),
      .residual([
        .convolution("block.0", padding: 1), .batchNorm("block.1"), .relu,
        .convolution("block.3", padding: 1), .batchNorm("block.4"),
      ]), .relu, .averagePool(3, stride: 2), .flatten, .dropout, .linear("classifier"),
    ])

  private static let weightFiles = [
    "landsat-mlp": [
      ".safetensors", "-sharded/model.safetensors.index.json", ".npz", "-compressed.npz", ".pt",
      ".pth", "-module.pt",
    ],
    "mnist-cnn": [".safetensors", ".npz", ".pt", ".pth", "-module.pt"],
  ]

  private func network(_ name: String, _ ending: String, _ spec: NetworkSpec) throws
    -> NetworkGraph
  {
    let file = try WeightFile(contentsOf: Self.path("\(name)/\(name)\(ending)"))
    return try NetworkGraph(spec: spec, tensors: file.tensors.map { ($0.name, $0.tensor) })
  }

  /// Bits of everything that is computed and kept.
  private func converted(_ graph: NetworkGraph, _ samples: Tensor) throws
    -> [(name: String, tensor: Tensor)]
  {
    var converter = NetworkConverter(method: .ltb)
    (converter.steps, converter.iterations) = (4, 20)
    let network = try converter.converted(graph, calibratedOn: samples)
    return network.storedTensors + [("output", network(samples, key: RandomKey(seed: 0)))]
  }

  private func reference(_ name: String) throws -> (inputs: Tensor, logits: Tensor) {
    let file = try SafetensorsFile(contentsOf: Self.path("\(name)/reference.safetensors"))
    return (try #require(file["inputs"]), try #require(file["logits"]))
  }

  private func expectSameNetworks(_ name: String, _ spec: NetworkSpec) throws {
    let samples = try reference(name).inputs.slice(0..<16)
    let first = try converted(network(name, ".safetensors", spec), samples)
    for ending in try #require(Self.weightFiles[name]).dropFirst() {
      let other = try converted(network(name, ending, spec), samples)
      #expect(first.map(\.name) == other.map(\.name))
      for (a, b) in zip(first, other) { #expect(a.tensor == b.tensor, "\(ending): \(a.name)") }
    }
  }

  private func expectScores(of name: String, _ graph: NetworkGraph) throws {
    let (inputs, logits) = try reference(name)
    expectClose(graph.scores(of: inputs), logits, relative: 1e-4, absolute: 1e-4)
    #expect(
      graph.scores(of: inputs).argMax(alongAxis: -1) == logits.argMax(alongAxis: -1))
  }

  @Test func anMLPIsTheSameFromEveryFormat() throws {
    try expectSameNetworks("landsat-mlp", Self.landsat)
  }

  @Test func aCNNIsTheSameFromEveryFormat() throws {
    try expectSameNetworks("mnist-cnn", Self.mnist)
  }

  @Test func aCNNGivesPyTorchsScores() throws {
    try expectScores(of: "mnist-cnn", try network("mnist-cnn", ".safetensors", Self.mnist))
  }

  @Test func anMLPGivesPyTorchsScores() throws {
    try expectScores(of: "landsat-mlp", try network("landsat-mlp", ".safetensors", Self.landsat))
  }

  @Test func aWholeModuleNeedsNoSpec() throws {
    let file = try PyTorchFile(contentsOf: Self.path("landsat-mlp/landsat-mlp-module.pt"))
    let graph = try NetworkGraph(try #require(file.module), input: [36])
    let samples = try reference("landsat-mlp").inputs.slice(0..<16)
    let first = try converted(network("landsat-mlp", ".safetensors", Self.landsat), samples)
    let other = try converted(graph, samples)
    for (a, b) in zip(first, other) { #expect(a.tensor == b.tensor, "\(a.name)") }
  }
}
