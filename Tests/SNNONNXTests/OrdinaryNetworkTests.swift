import SNNConversion
import SNNONNX
import SNNTestSupport
import Testing

/// The networks that PyTorch trained for the conversion tests, from both of its exporters.
@Suite struct OrdinaryNetworkTests {
  private static let files: [(TrainedNetworks, String)] = [
    (.landsat, "-legacy.onnx"), (.landsat, "-dynamo.onnx"), (.landsat, "-external.onnx"),
    (.mnist, "-legacy.onnx"), (.mnist, "-dynamo.onnx"),
  ]

  /// With norms that the exporters themselves have folded, rounding once more.
  private static let fused: [(TrainedNetworks, String)] = [
    (.mnist, "-fused-legacy.onnx"), (.mnist, "-fused-dynamo.onnx"),
  ]

  @Test(arguments: files + fused)
  func scoresAreThoseOfPyTorch(_ network: TrainedNetworks, _ ending: String) throws {
    let (inputs, logits) = try network.reference()
    let scores = try ONNXFile(contentsOf: network.path(ending)).graph.scores(of: inputs)
    expectClose(scores, logits, relative: 1e-4, absolute: 1e-4)
  }

  @Test(arguments: files)
  func theConversionIsThatOfTheStateFile(_ network: TrainedNetworks, _ ending: String) throws {
    let graph = try ONNXFile(contentsOf: network.path(ending)).graph
    let expected = try network.conversion(of: network.graph(".safetensors"))
    #expect(try network.conversion(of: graph) == expected)
  }
}
