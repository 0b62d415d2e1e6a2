import Foundation
import SNNFormats
import SNNTensor
import SNNTestSupport

extension CommandRun {
  /// One run of `snnconvert`.
  init(_ arguments: [String], input: String = "") throws {
    try self.init(of: "snnconvert", arguments, input: Data(input.utf8))
  }
}

extension Scratch {
  /// Writes a safetensors file with uneven numbers and returns its path.
  func weights(
    _ name: String = "net.safetensors", _ tensors: [(name: String, shape: Shape)] = smallNetwork
  ) throws -> String {
    let place = path + "/" + name
    let file = SafetensorsFile(
      tensors: tensors.map { ($0.name, .uneven($0.shape, in: 0.25...1)) })
    try file.write(to: place)
    return place
  }
}

/// A convolution with a norm and two linear layers for images `[1, 6, 6]`, in the order of PyTorch.
let smallNetwork: [(name: String, shape: Shape)] = [
  ("conv1.weight", [4, 1, 3, 3]), ("conv1.bias", [4]), ("bn1.weight", [4]), ("bn1.bias", [4]),
  ("bn1.running_mean", [4]), ("bn1.running_var", [4]), ("bn1.num_batches_tracked", []),
  ("fc1.weight", [8, 16]), ("fc1.bias", [8]), ("fc2.weight", [3, 8]), ("fc2.bias", [3]),
]

/// What it computes.
let smallSpec = """
  input: [1, 6, 6]
  layers:
    - conv: conv1
    - batchnorm: bn1
    - relu
    - maxpool: 2
    - flatten
    - linear: fc1
    - relu
    - linear: fc2

  """
