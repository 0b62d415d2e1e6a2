import SNNTestSupport
import Testing

@testable import SNNConversion

/// Networks trained in PyTorch, as `Scripts/ann/train.py` saved them in every format; those of ONNX
/// and Keras are in the tests of their readers.
@Suite struct SavedFormatTests {
  private static let weightFiles: [TrainedNetworks: [String]] = [
    .landsat: [
      "-sharded/model.safetensors.index.json", ".npz", "-compressed.npz", ".pt", ".pth",
      "-module.pt",
    ],
    .mnist: [".npz", ".pt", ".pth", "-module.pt"],
  ]

  @Test(arguments: TrainedNetworks.allCases)
  func theConversionIsTheSameFromEveryFormat(_ network: TrainedNetworks) throws {
    let first = try network.conversion(of: network.graph(".safetensors"))
    for ending in try #require(Self.weightFiles[network]) {
      #expect(try network.conversion(of: network.graph(ending)) == first, "\(ending)")
    }
  }

  @Test(arguments: TrainedNetworks.allCases)
  func scoresArePyTorchs(_ network: TrainedNetworks) throws {
    let (inputs, logits) = try network.reference()
    let scores = try network.graph(".safetensors").scores(of: inputs)
    expectClose(scores, logits, relative: 1e-4, absolute: 1e-4)
    #expect(scores.argMax(alongAxis: -1) == logits.argMax(alongAxis: -1))
  }

  @Test func aWholeModuleNeedsNoSpec() throws {
    let network = TrainedNetworks.landsat
    let file = try PyTorchFile(contentsOf: network.path("-module.pt"))
    let graph = try NetworkGraph(try #require(file.module), input: [36])
    #expect(
      try network.conversion(of: graph) == network.conversion(of: network.graph(".safetensors")))
  }
}
