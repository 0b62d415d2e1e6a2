import Foundation
import SNNLayers
import SNNTestSupport
import Testing

/// One call of one layer as PyTorch computes it: inputs, output, gradients.
struct GoldenCase {
  let name: String
  private let fixture: Fixture

  init(_ name: String, of file: String) throws {
    self.name = name
    fixture = try Fixture(file, in: .module)
  }

  subscript(key: String) -> Tensor {
    get throws { try fixture["\(name).\(key)"] }
  }

  /// Expects a layer to give PyTorch's output, and PyTorch's gradient of Σ output·cotangent with
  /// respect to its input and to all its trained parameters.
  ///
  /// - Parameter parameters: their paths, in the order of the layer's visits.
  /// - Returns: all gradients, with that of `input` first.
  @discardableResult
  func expect(
    _ layer: some Layer, parameters: [String],
    mode: Context.Mode = .training, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Gradients {
    let (expected, cotangent) = (try self["output"], try self["cotangent"])
    let driven = DrivenLayer(layer, input: try self["input"])
    let gradients = valueWithGradient(at: driven) { driven in
      var context = Context(mode: mode, key: RandomKey(seed: 0))
      let output = driven.layer(driven.input, &context)
      expectClose(
        output.detached, expected, absolute: 4e-6, "\(name): output",
        sourceLocation: sourceLocation)
      return (output * cotangent).sum()
    }.gradients
    #expect(
      gradients.paths == ["input"] + parameters.map { "layer.\($0)" },
      sourceLocation: sourceLocation)
    for (key, gradient) in zip(["input"] + parameters, gradients.tensors) {
      expectClose(
        gradient, try self["grad.\(key)"], absolute: 1e-5, "\(name): gradient of \(key)",
        sourceLocation: sourceLocation)
    }
    return gradients
  }
}
