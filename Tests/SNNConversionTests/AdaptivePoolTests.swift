import SNNConversion
import SNNTestSupport
import Testing

@testable import SNNFormats

/// Pools of PyTorch's that take whole images, whatever their size.
@Suite struct AdaptivePoolTests {
  private func graph(
    _ kind: String, size: PyTorchAttribute, input: Shape
  ) throws -> NetworkGraph {
    func module(
      _ name: String, _ className: String, children: [PyTorchModule] = [],
      attributes: [String: PyTorchAttribute] = [:]
    ) -> PyTorchModule {
      PyTorchModule(
        name: name, className: "torch.nn.modules.\(className)", children: children, parameters: [],
        buffers: [], attributes: attributes, hasHooks: false)
    }
    let pool = module("0", "pooling.\(kind)", attributes: ["output_size": size])
    return try NetworkGraph(module("", "container.Sequential", children: [pool]), input: input)
  }

  @Test(arguments: [PyTorchAttribute.integer(1), .sequence([.integer(1), .integer(1)])])
  func theLargestOfAnImage(_ size: PyTorchAttribute) throws {
    let graph = try graph("AdaptiveMaxPool2d", size: size, input: [2, 2, 3])
    #expect(graph.outputShape == [2, 1, 1])
    let images = Tensor([1, 5, 2, 0, 3, -4, -1, -2, -6, -3, -7, -9], shape: [1, 2, 2, 3])
    #expect(graph.scores(of: images) == Tensor([5, -1], shape: [1, 2, 1, 1]))
  }

  @Test func theLargestOfASequence() throws {
    let graph = try graph("AdaptiveMaxPool1d", size: .integer(1), input: [2, 1, 3])
    let lines = Tensor([1, 5, 2, -4, -3, -8], shape: [1, 2, 1, 3])
    #expect(graph.scores(of: lines) == Tensor([5, -3], shape: [1, 2, 1, 1]))
  }

  @Test(arguments: [PyTorchAttribute.integer(2), .sequence([.none, .integer(1)])])
  func otherSizesAreRefused(_ size: PyTorchAttribute) {
    #expect { try graph("AdaptiveMaxPool2d", size: size, input: [2, 4, 4]) } throws: {
      "\($0)".contains("has another output_size than 1")
    }
  }

  @Test func featuresAreNoImages() {
    #expect { try graph("AdaptiveMaxPool2d", size: .integer(1), input: [4]) } throws: {
      "\($0)".contains("layer “0”")
    }
  }
}
