internal import Foundation
public import SNNConversion
internal import SNNFormats
public import SNNTensor
internal import Testing

/// A network that PyTorch trained and `Scripts/ann/train.py` saved in every format.
public enum TrainedNetworks: String, Sendable, CaseIterable {
  case landsat = "landsat-mlp"
  case mnist = "mnist-cnn"

  /// A file of the network: `.npz`, `-module.pt`.
  public func path(_ ending: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
      + "/SNNConversionTests/Fixtures/\(rawValue)/\(rawValue)\(ending)"
  }

  /// The first 64 test rows, and the scores that PyTorch gives them.
  public func reference() throws -> (inputs: Tensor, logits: Tensor) {
    let folder = URL(fileURLWithPath: path("")).deletingLastPathComponent().path
    let file = try SafetensorsFile(contentsOf: folder + "/reference.safetensors")
    return (try #require(file["inputs"]), try #require(file["logits"]))
  }

  /// The network from a file of tensors alone.
  public func graph(_ ending: String) throws -> NetworkGraph {
    let file = try WeightFile(contentsOf: path(ending))
    return try NetworkGraph(spec: spec, tensors: file.tensors.map { ($0.name, $0.tensor) })
  }

  private var spec: NetworkSpec {
    switch self {
    case .landsat:
      NetworkSpec(
        input: [36],
        layers: [
          .batchNorm("0"), .linear("1"), .relu, .dropout, .linear("4"), .relu, .linear("6"),
        ])
    case .mnist:
      NetworkSpec(
        input: [1, 28, 28],
        layers: [
          .convolution("conv1", padding: 1), .batchNorm("bn1"), .relu, .maxPool(2),
          .convolution("conv2", padding: 1), .batchNorm("bn2"), .relu, .maxPool(2),
          .residual([
            .convolution("block.0", padding: 1), .batchNorm("block.1"), .relu,
            .convolution("block.3", padding: 1), .batchNorm("block.4"),
          ]), .relu, .averagePool(3, stride: 2), .flatten, .dropout, .linear("classifier"),
        ])
    }
  }

  /// The converted network's tensors to the bit, and its output for some rows: what must be the same
  /// whatever format the weights came from.
  public func conversion(of graph: NetworkGraph) throws -> [Tensor] {
    let samples = try reference().inputs.slice(0..<16)
    var converter = NetworkConverter(method: .ltb)
    (converter.steps, converter.iterations) = (4, 20)
    let network = try converter.converted(graph, calibratedOn: samples)
    let parameters = namedParameters(of: network)
    return parameters.map(\.tensor) + [network(samples, key: RandomKey(seed: 0))]
  }
}
