import Foundation
import SwiftProtobuf

@testable import SNNONNX

/// A sound network: convolution, rectifier, flatten, linear layer; samples `[1, 4, 4]`, two scores.
func soundModel() -> ONNXModelProto {
  .with {
    $0.irVersion = 10
    $0.producerName = "by hand"
    $0.opsetImport = [.with { $0.version = 20 }]
    $0.graph = .with {
      $0.input = [.samples("x", [0, 1, 4, 4])]
      $0.output = [.with { $0.name = "y" }]
      $0.initializer = [
        .floats("w", [2, 1, 3, 3]), .floats("b", [2]), .floats("v", [8, 2]), .floats("c", [2]),
      ]
      $0.node = [
        .of("Conv", ["x", "w", "b"], "h"), .of("Relu", ["h"], "r"), .of("Flatten", ["r"], "f"),
        .of("Gemm", ["f", "v", "c"], "y"),
      ]
    }
  }
}

/// The sound network after a change, as a file.
func changedModel(_ change: (inout ONNXGraphProto) -> Void) -> [UInt8] {
  var model = soundModel()
  change(&model.graph)
  return bytes(of: model)
}

/// A network of some nodes from `x` to `y`.
func network(
  _ nodes: [ONNXNodeProto], samples: [Int64] = [0, 2, 4, 4], weights: [ONNXTensorProto] = []
) -> [UInt8] {
  changedModel {
    $0.input = [.samples("x", samples)]
    $0.initializer = weights
    $0.node = nodes
  }
}

/// One node from `x` to `y` whose further inputs are the weights.
func network(
  _ kind: String, samples: [Int64] = [0, 2, 4, 4], weights: [ONNXTensorProto] = [],
  _ settings: ONNXAttributeProto...
) -> [UInt8] {
  network(
    [.of(kind, ["x"] + weights.map(\.name), "y", settings)], samples: samples, weights: weights)
}

func bytes(of model: ONNXModelProto) -> [UInt8] {
  (try? model.serializedBytes()) ?? []
}

extension ONNXNodeProto {
  /// A node with one result.
  static func of(
    _ kind: String, _ inputs: [String], _ output: String, _ settings: [ONNXAttributeProto] = []
  ) -> ONNXNodeProto {
    .with {
      ($0.opType, $0.input, $0.output) = (kind, inputs, [output])
      ($0.name, $0.attribute) = ("/\(kind)/\(output)", settings)
    }
  }
}

extension ONNXAttributeProto {
  static func integer(_ name: String, _ number: Int64) -> ONNXAttributeProto {
    .with { ($0.name, $0.type, $0.i) = (name, 2, number) }
  }

  static func integers(_ name: String, _ numbers: [Int64]) -> ONNXAttributeProto {
    .with { ($0.name, $0.type, $0.ints) = (name, 7, numbers) }
  }

  static func number(_ name: String, _ number: Float) -> ONNXAttributeProto {
    .with { ($0.name, $0.type, $0.f) = (name, 1, number) }
  }

  static func word(_ name: String, _ word: String) -> ONNXAttributeProto {
    .with { ($0.name, $0.type, $0.s) = (name, 3, Data(word.utf8)) }
  }

  static func tensor(_ name: String, _ tensor: ONNXTensorProto) -> ONNXAttributeProto {
    .with { ($0.name, $0.type, $0.t) = (name, 4, [tensor]) }
  }
}

extension ONNXTensorProto {
  /// Halves everywhere, as many as the shape asks for.
  static func floats(_ name: String, _ shape: [Int64]) -> ONNXTensorProto {
    floats(name, shape, [Float](repeating: 0.5, count: Int(shape.reduce(1, *))))
  }

  static func floats(_ name: String, _ shape: [Int64], _ numbers: [Float]) -> ONNXTensorProto {
    .with { ($0.name, $0.dataType, $0.dims, $0.floatData) = (name, 1, shape, numbers) }
  }

  static func integers(_ name: String, _ numbers: [Int64]) -> ONNXTensorProto {
    .with {
      ($0.name, $0.dataType, $0.dims, $0.int64Data) = (name, 7, [Int64(numbers.count)], numbers)
    }
  }

  /// Numbers in a file beside the network's.
  static func external(
    _ name: String, _ shape: [Int64], _ notes: KeyValuePairs<String, String>
  ) -> ONNXTensorProto {
    .with {
      ($0.name, $0.dataType, $0.dims, $0.dataLocation) = (name, 1, shape, 1)
      $0.externalData = notes.map { key, value in .with { ($0.key, $0.value) = (key, value) } }
    }
  }
}

extension ONNXValueInfoProto {
  /// Samples of a shape, batch first; 0 leaves a size open.
  static func samples(_ name: String, _ shape: [Int64]) -> ONNXValueInfoProto {
    .with {
      $0.name = name
      $0.type.tensorType = .with {
        $0.elemType = 1
        $0.shape.dim = shape.map { size in .with { if size != 0 { $0.dimValue = size } } }
      }
    }
  }
}
