import SNNTestSupport
import SwiftProtobuf
import Testing

@testable import SNNONNX

@Suite struct MalformedLayerTests {
  private static let kernels = ONNXTensorProto.floats("w", [4, 2, 3, 3])

  private static func conv(_ settings: ONNXAttributeProto...) -> [UInt8] {
    network([.of("Conv", ["x", "w"], "y", settings)], weights: [kernels])
  }

  private static func pool(_ kind: String, _ settings: ONNXAttributeProto...) -> [UInt8] {
    network([.of(kind, ["x"], "y", [.integers("kernel_shape", [2, 2])] + settings)])
  }

  static let windows = [
    Malformed("stride 0", conv(.integers("strides", [1, 0])), "strides [1, 0]"),
    Malformed("negative stride", conv(.integers("strides", [-1, 1])), "strides [-1, 1]"),
    Malformed("one stride", conv(.integers("strides", [1])), "strides [1], where 2 numbers"),
    Malformed("stride 2⁶²", conv(.integers("strides", [1 << 62, 1])), "from 1 to 65536"),
    Malformed("dilation 0", conv(.integers("dilations", [0, 1])), "dilations [0, 1]"),
    Malformed("negative pads", conv(.integers("pads", [0, 0, -1, 0])), "pads [0, 0, -1, 0]"),
    Malformed("three pads", conv(.integers("pads", [0, 0, 1])), "where 4 numbers"),
    Malformed("pads 2⁶²", conv(.integers("pads", [0, 0, 1 << 62, 0])), "from 0 to 65536"),
    Malformed("other kernel", conv(.integers("kernel_shape", [3, 2])), "but says [3, 2]"),
    Malformed("large windows", conv(.integers("dilations", [2, 2])), "windows larger"),
    Malformed("no groups", conv(.integer("group", 0)), "channels in 0 groups"),
    Malformed("three groups", conv(.integer("group", 3)), "4 output channels in 3 groups"),
    Malformed("groups 2⁶²", conv(.integer("group", 1 << 62)), "groups"),
    Malformed("two groups", conv(.integer("group", 2)), "takes 4 channels of images"),
    Malformed("unknown padding", conv(.word("auto_pad", "SAME")), "auto_pad = “SAME”"),
    Malformed("padding is a number", conv(.integer("auto_pad", 1)), "that is not text"),
    Malformed("strides are one number", conv(.integer("strides", 1)), "not a list of whole"),
    Malformed(
      "two settings", conv(.integer("group", 1), .integer("group", 1)), "two settings “group”"),
    Malformed("unknown setting", conv(.integer("bias", 1)), "a setting that is not known, “bias”"),
    Malformed(
      "a thousand strides", conv(.integers("strides", .init(repeating: 1, count: 2000))), "2000"),
    Malformed(
      "setting of a function",
      conv(.with { ($0.name, $0.type, $0.refAttrName) = ("group", 2, "g") }),
      "a setting of the function around it"),
    Malformed(
      "weights of two axes", network("Conv", weights: [.floats("w", [4, 2])]), "has weights [4, 2]"),
    Malformed(
      "three dimensions", network("Conv", weights: [.floats("w", [4, 2, 1, 1, 1])]), "has weights"),
    Malformed("features", network("Conv", samples: [0, 4], weights: [kernels]), "takes images"),
    Malformed(
      "bias of another size", network("Conv", weights: [kernels, .floats("b", [3])]),
      "bias [3] for 4"),
    Malformed("no weights", network("Conv"), "has no input 2"),
    Malformed("computed weights", network([.of("Conv", ["x", "x"], "y")]), "computed while"),
    Malformed("pool without windows", network("MaxPool"), "says no size"),
    Malformed(
      "pool with dilation", pool("MaxPool", .integers("dilations", [2, 2])), "has a dilation"),
    Malformed(
      "pool padded too far", pool("MaxPool", .integers("pads", [2, 2, 2, 2])), "more than half"),
    Malformed(
      "pool all in padding", pool("MaxPool", .integers("pads", [0, 0, 9, 9])), "padding alone"),
    Malformed("ceil 2", pool("MaxPool", .integer("ceil_mode", 2)), "ceil_mode = 2, not 0 or 1"),
    Malformed(
      "uneven means", pool("AveragePool", .integers("pads", [1, 1, 1, 1])), "over fewer elements"),
    Malformed(
      "uneven last means",
      pool("AveragePool", .integer("ceil_mode", 1), .integers("strides", [3, 3])), "fewer elements"),
    Malformed(
      "same padding means",
      pool("AveragePool", .word("auto_pad", "SAME_UPPER"), .integers("strides", [1, 1])),
      "over fewer elements"),
    Malformed("places of maxima", places(), "“p” besides its first result"),
    Malformed(
      "mean of rows", network("ReduceMean", .integers("axes", [3])), "not over the whole of each"),
    Malformed(
      "mean of samples", network("ReduceMean", .integers("axes", [0, 2, 3])), "not over the"),
    Malformed("mean of all", network("ReduceMean"), "not over the whole"),
    Malformed("mean of axis 9", network("ReduceMean", .integers("axes", [9])), "has an axis 9"),
    Malformed(
      "mean of one axis twice", network("ReduceMean", .integers("axes", [2, -2])), "twice"),
  ]

  private static func places() -> [UInt8] {
    var pool = ONNXNodeProto.of("MaxPool", ["x"], "m", [.integers("kernel_shape", [2, 2])])
    pool.output.append("p")
    return network([pool, .of("Relu", ["p"], "y")])
  }

  static let sums = [
    Malformed(
      "weights for others", network("Gemm", samples: [0, 4], weights: [.floats("w", [5, 2])]),
      "has weights [5, 2] for 4 features"),
    Malformed("images", network("Gemm", weights: [.floats("w", [2, 2])]), "which are not flat"),
    Malformed(
      "bias for others",
      network("Gemm", samples: [0, 4], weights: [.floats("w", [4, 2]), .floats("b", [3])]),
      "has a bias [3] for 2 features"),
    Malformed(
      "bias for each sample",
      network("Gemm", samples: [2, 4], weights: [.floats("w", [4, 2]), .floats("b", [2, 2])]),
      "has a bias [2, 2]"),
    Malformed(
      "turned samples",
      network("Gemm", samples: [4, 4], weights: [.floats("w", [4, 2])], .integer("transA", 1)),
      "turns samples into features"),
    Malformed(
      "infinite factor",
      network(
        "Gemm", samples: [0, 4], weights: [.floats("w", [4, 2])], .number("alpha", .infinity)),
      "too large"),
    Malformed(
      "factor NaN",
      network("Gemm", samples: [0, 4], weights: [.floats("w", [4, 2])], .number("alpha", .nan)),
      "alpha = nan"),
    Malformed(
      "samples times samples", network([.of("MatMul", ["x", "x"], "y")], samples: [4, 4]),
      "computed while"),
    Malformed(
      "three axes of weights",
      network("MatMul", samples: [0, 4], weights: [.floats("w", [1, 4, 2])]),
      "has weights [1, 4, 2]"),
    Malformed(
      "norm of three", norm([3, 3, 3, 3]), "has [3] numbers as its input 2 for 2 channels"),
    Malformed("norm of unequal", norm([2, 2, 2, 1]), "has [1] numbers as its input 5"),
    Malformed("norm without variance", norm([2, 2, 2]), "has no input 5"),
    Malformed("negative variance", norm([2, 2, 2, 2], .number("epsilon", -2)), "not positive"),
    Malformed(
      "norm in training", norm([2, 2, 2, 2], .integer("training_mode", 1)), "by the batch"),
    Malformed(
      "samples of two shapes",
      network([.of("GlobalAveragePool", ["x"], "g"), .of("Add", ["g", "x"], "y")]),
      "adds samples of different shapes"),
    Malformed(
      "difference of samples", network([.of("Sub", ["x", "x"], "y")]), "two sets of samples"),
    Malformed(
      "joined rows", network([.of("Concat", ["x", "x"], "y", [.integer("axis", 2)])]),
      "than the channels"),
    Malformed(
      "joined along no axis", network([.of("Concat", ["x", "x"], "y")]), "than the channels"),
    Malformed(
      "joined with a constant",
      network([.of("Concat", ["x", "w"], "y", [.integer("axis", 1)])], weights: [kernels]),
      "is a constant where samples"),
    Malformed(
      "constant that stretches", network("Add", weights: [.floats("w", [3, 2, 4, 4])]),
      "does not fit"),
    Malformed("constant of five", network("Add", weights: [.floats("w", [5])]), "does not fit"),
    Malformed(
      "factor for each pixel", network("Mul", weights: [.floats("w", [4])]), "within a channel"),
    Malformed(
      "divided by 0", network("Div", weights: [.floats("w", [], [0])]), "divides by 0"),
    Malformed(
      "divided by samples",
      network([.of("Div", ["w", "x"], "y")], weights: [.floats("w", [])]), "divides by samples"),
    Malformed(
      "clipped below", network("Clip", weights: [.floats("a", [], [-1])]), "cuts off at -1.0"),
    Malformed("clipped nowhere", network("Clip"), "cuts off at nothing from below"),
    Malformed(
      "clipped to nothing",
      network("Clip", weights: [.floats("a", [], [0]), .floats("b", [], [-1])]), "everything off"),
    Malformed("limit NaN", network("Clip", weights: [.floats("a", [], [.nan])]), "takes nan"),
    Malformed("two limits", network("Clip", weights: [.floats("a", [2])]), "takes 2 numbers"),
    Malformed(
      "maximum of 1", network("Max", weights: [.floats("a", [], [1])]), "something else than 0"),
  ]

  private static func norm(_ counts: [Int64], _ settings: ONNXAttributeProto...) -> [UInt8] {
    let weights = counts.enumerated().map { ONNXTensorProto.floats("n\($0)", [$1]) }
    return network(
      [.of("BatchNormalization", ["x"] + weights.map(\.name), "y", settings)], weights: weights)
  }

  @Test(arguments: windows + sums) func isRefused(_ malformed: Malformed) {
    malformed.expectRefusal()
  }
}
