import Foundation
import SNNConversion
import SNNFormats
import SNNONNX
import SNNTensor
import SNNTestSupport
import Testing

/// The networks that PyTorch trained for the conversion tests, from both of its exporters.
@Suite struct OrdinaryNetworkTests {
  static let names = [
    "landsat-mlp/landsat-mlp-legacy", "landsat-mlp/landsat-mlp-dynamo",
    "landsat-mlp/landsat-mlp-external", "mnist-cnn/mnist-cnn-legacy", "mnist-cnn/mnist-cnn-dynamo",
    "mnist-cnn/mnist-cnn-fused-legacy", "mnist-cnn/mnist-cnn-fused-dynamo",
  ]

  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().path + "/SNNConversionTests/Fixtures/"

  @Test(arguments: names) func scoresAreThoseOfPyTorch(_ name: String) throws {
    let reference = try SafetensorsFile(
      contentsOf: Self.folder + name.prefix { $0 != "/" } + "/reference.safetensors")
    let samples = try #require(reference["inputs"]).slice(0..<8)
    let scores = try ONNXFile(contentsOf: Self.folder + name + ".onnx").graph.scores(of: samples)
    expectClose(
      scores, try #require(reference["logits"]).slice(0..<8), relative: 1e-4, absolute: 1e-4)
  }
}
