#if HDF5
  import Foundation
  import SNNFormats
  import SNNKeras
  import SNNTensor
  import SNNTestSupport
  import Testing

  /// Networks trained in PyTorch, of which `Scripts/ann/train.py` saved twins with Keras.
  @Suite struct TrainedNetworkTests {
    private static func path(_ name: String) -> String {
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("SNNConversionTests/Fixtures/\(name)").path
    }

    @Test(arguments: [
      "landsat-mlp/landsat-mlp.keras", "landsat-mlp/landsat-mlp.h5", "mnist-cnn/mnist-cnn.keras",
      "mnist-cnn/mnist-cnn.h5",
    ])
    func scoresArePyTorchs(_ name: String) throws {
      let file = try KerasFile(contentsOf: Self.path(name))
      let folder = name.split(separator: "/")[0]
      let reference = try SafetensorsFile(contentsOf: Self.path("\(folder)/reference.safetensors"))
      let scores = file.graph.scores(of: try #require(reference["inputs"]))
      expectClose(
        scores, try #require(reference["logits"]), relative: 1e-5, absolute: 1e-4, "\(name)")
    }

    /// Channels last and behind one another in Keras, the weights are PyTorch's to the bit again.
    @Test(arguments: ["keras", "h5"]) func weightsArePyTorchs(_ ending: String) throws {
      let file = try KerasFile(contentsOf: Self.path("mnist-cnn/mnist-cnn.\(ending)"))
      let saved = try SafetensorsFile(contentsOf: Self.path("mnist-cnn/mnist-cnn.safetensors"))
      let kernels = ["conv1", "conv2", "block.0", "block.3"]
      var expected = try kernels.map { try #require(saved["\($0).weight"]) }
      expected.append(try #require(saved["classifier.weight"]).transposed())
      let weights: [Tensor] = file.graph.nodes.compactMap { node in
        switch node.operation {
        case .convolution(let layer): layer.weight
        case .linear(let layer): layer.weight
        default: nil
        }
      }
      #expect(weights == expected)
    }
  }
#endif
