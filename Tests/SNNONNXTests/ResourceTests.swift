import Foundation
import SNNConversion
import SNNFormats
import SNNTensor
import SNNTestSupport
import SwiftProtobuf
import Testing

@testable import SNNONNX

/// Small files that ask for much time or memory.
@Suite struct ResourceTests {
  static let bombs = [
    Malformed(
      "one layer's weights in thousands", sharedWeights(), "many more numbers than the file"),
    Malformed("a row over a large image", stretchedRow(), "many more numbers than the file holds"),
    Malformed("a number over many channels", stretchedNumber(), "many more numbers than the file"),
    Malformed("doubled channels", doubled(), "which is too large"),
    Malformed("fifteen thousand additions", chain("Add", count: 15_000), "takes “w”"),
  ]

  @Test(arguments: bombs) func isRefused(_ malformed: Malformed) { malformed.expectRefusal() }

  /// A product beyond 2⁶³.  Not held to a second: what takes time is reading eight megabytes of
  /// weights, which are as many as the file says, in a build that is not optimised.
  @Test func wideConvolutionIsRefused() {
    let error = readingError(Self.wideConvolution())
    #expect(error?.message.contains("which is too large") == true)
  }

  /// Halves stand among whole numbers, one by one.
  @Test func manyHalvesAreNoTooManyFields() {
    let count = 600_000
    let weights = ONNXTensorProto.with {
      ($0.name, $0.dataType, $0.dims) = ("w", 10, [Int64(count), 1])
      $0.int32Data = [Int32](repeating: 0x3C00, count: count)
    }
    #expect(readingError(network("MatMul", samples: [0, Int64(count)], weights: [weights])) == nil)
  }

  private static func sharedWeights() -> [UInt8] {
    let layers = (0..<2500).map {
      ONNXNodeProto.of("MatMul", [$0 == 0 ? "x" : "h\($0)", "w"], $0 == 2499 ? "y" : "h\($0 + 1)")
    }
    return network(layers, samples: [0, 128], weights: [.floats("w", [128, 128])])
  }

  private static func stretchedRow() -> [UInt8] {
    network("Add", samples: [0, 1, 1 << 13, 1 << 13], weights: [.floats("w", [1 << 13])])
  }

  private static func stretchedNumber() -> [UInt8] {
    network("Mul", samples: [0, 1 << 24], weights: [.floats("w", [])])
  }

  private static func doubled() -> [UInt8] {
    let layers = (0..<64).map {
      ONNXNodeProto.of(
        "Concat", [String](repeating: $0 == 0 ? "x" : "h\($0)", count: 2), "h\($0 + 1)",
        [.integer("axis", 1)])
    }
    return network(layers + [.of("Relu", ["h64"], "y")])
  }

  /// 2²⁴ rows, 2¹⁷ columns and 2²² channels.
  private static func wideConvolution() -> [UInt8] {
    network(
      "Conv", samples: [0, 1, 1 << 24, 1],
      weights: [
        .with {
          ($0.name, $0.dataType, $0.dims) = ("w", 10, [1 << 22, 1, 1, 1])
          $0.rawData = Data(count: 1 << 23)
        }
      ],
      .integers("pads", [1 << 16, 1 << 16, 1 << 16, 1 << 16]))
  }

  private static func chain(_ kind: String, count: Int) -> [UInt8] {
    network(
      (0..<count).map {
        .of(kind, [$0 == 0 ? "x" : "h\($0)", "w"], $0 == count - 1 ? "y" : "h\($0 + 1)")
      })
  }

  /// A network deeper than any stack, and nodes in the wrong order, are read all the same.
  @Test func deepNetwork() throws {
    let count = 20_000
    let nodes = (0..<count).map {
      ONNXNodeProto.of(
        $0 % 2 == 0 ? "Identity" : "Relu", [$0 == 0 ? "x" : "h\($0)"],
        $0 == count - 1 ? "y" : "h\($0 + 1)")
    }
    let file = try ONNXFile(
      parsing: network(nodes.reversed(), samples: [0, 2]), name: "deep", folder: nil)
    #expect(file.graph.nodes.count == count / 2 + 1)
    #expect(file.graph.scores(of: [[1, -1]]) == [[1, 0]])
  }
}
