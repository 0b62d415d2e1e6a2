import SNNTestSupport
import SwiftProtobuf
import Testing

@testable import SNNONNX

@Suite struct RefusalTests {
  static let operators: [(kind: String, reason: String)] = [
    ("Sigmoid", "its answer is not that of a rectifier"),
    ("Tanh", "its answer is not that of a rectifier"),
    ("Gelu", "its answer is not that of a rectifier"),
    ("HardSwish", "its answer is not that of a rectifier"),
    ("LeakyRelu", "it lets negative numbers through"),
    ("PRelu", "it lets negative numbers through"),
    ("Floor", "it cuts or rounds"),
    ("LSTM", "it has a state of its own"),
    ("LayerNormalization", "it normalises each sample"),
    ("InstanceNormalization", "it normalises each sample"),
    ("If", "it decides what to do while the network runs"),
    ("Loop", "it decides what to do while the network runs"),
    ("QuantizeLinear", "it computes with quantised numbers"),
    ("DequantizeLinear", "it computes with quantised numbers"),
    ("QLinearConv", "it computes with quantised numbers"),
    ("Attention", "it multiplies samples with each other"),
    ("ConvTranspose", "it makes images larger"),
    ("Resize", "it makes images larger"),
    ("Slice", "it takes samples apart"),
    ("Frobnicate", "the operator Frobnicate has no spiking form here"),
  ]

  @Test(arguments: operators) func operatorsAreNamed(_ kind: String, _ reason: String) {
    let words = "layer “/\(kind)/y” (\(kind)) cannot become spiking: \(reason)"
    Malformed(kind, network(kind), words).expectRefusal()
  }

  static let axes = [
    Malformed("flattened from 2", network("Flatten", .integer("axis", 2)), "folds axes from 2 on"),
    Malformed("flattened from 0", network("Flatten", .integer("axis", 0)), "folds axes from 0 on"),
    Malformed("batch of 3", reshape([3, -1]), "changes the number of samples"),
    Malformed("more samples", reshape([-1, 16]), "cannot give [2, 4, 4] the sizes [16]"),
    Malformed("rows", reshape([-1, 8, 4]), "makes [8, 4] of [2, 4, 4], which only"),
    Malformed("four axes", reshape([-1, 2, 2, 2, 4]), "gives its samples the axes"),
    Malformed("no axes", reshape([-1]), "cannot give [2, 4, 4] the sizes []"),
    Malformed("two free sizes", reshape([-1, -1]), "sizes that cannot be"),
    Malformed("size −2", reshape([-1, -2]), "sizes that cannot be"),
    Malformed("size 7", reshape([0, 7]), "cannot give [2, 4, 4] the sizes [7]"),
    Malformed("product 2⁶⁴", reshape([0, 1 << 32, 1 << 32]), "too large"),
    Malformed("nine sizes", reshape([0, 1, 1, 1, 1, 1, 1, 1, 32]), "9 axes"),
    Malformed("axis that is not there", reshape([0, 2, 4, 4, 0]), "keeps axis 4"),
    Malformed("size 0", reshape([0, -1], .integer("allowzero", 1)), "an axis of no elements"),
    Malformed("no sizes", network("Reshape"), "has no list of sizes"),
    Malformed("real sizes", network("Reshape", weights: [.floats("s", [2])]), "whole ones"),
    Malformed(
      "ten thousand sizes", reshape(.init(repeating: 1, count: 10_000)), "too many for a shape"),
    Malformed("sizes are samples", network([.of("Reshape", ["x", "x"], "y")]), "computed while"),
    Malformed(
      "moved batch", network("Transpose", .integers("perm", [1, 0, 2, 3])), "moves the samples'"),
    Malformed("backwards", network("Transpose"), "moves the samples' axis"),
    Malformed(
      "axis twice", network("Transpose", .integers("perm", [0, 1, 1, 3])), "has the order"),
    Malformed("short order", network("Transpose", .integers("perm", [0, 1])), "has the order"),
    Malformed("moved channels", network(channelsLast), "whose axes a Transpose has moved"),
    Malformed(
      "ends in a Transpose",
      network([
        .of("Relu", ["x"], "r"), .of("Transpose", ["r"], "y", [.integers("perm", [0, 2, 3, 1])]),
      ]), "ends in a Pad or Transpose"),
    Malformed("squeezed channels", squeeze("Squeeze", [1]), "longer than 1"),
    Malformed("squeezed samples", squeeze("Squeeze", [0]), "or the samples' own"),
    Malformed("squeezed axis 9", squeeze("Squeeze", [9]), "has an axis 9"),
    Malformed("new batch", squeeze("Unsqueeze", [0]), "before the samples' own"),
    Malformed("new axis", squeeze("Unsqueeze", [1]), "gives its samples the axes [1, 2, 4, 4]"),
    Malformed("new axis 9", squeeze("Unsqueeze", [9]), "has an axis 9"),
    Malformed("new axes", squeeze("Unsqueeze", .init(0..<600)), "gives 604 axes"),
    Malformed(
      "squeezed everywhere", network("Squeeze", samples: [1, 2, 1, 1]),
      "drops the samples' axis too"),
    Malformed(
      "mirrored", pad([0, 0, 1, 1, 0, 0, 1, 1], .word("mode", "reflect")), "else than zeros"),
    Malformed("cropped", pad([0, 0, -1, 0, 0, 0, 0, 0]), "pads by [0, 0, -1"),
    Malformed("padded channels", pad([0, 1, 0, 0, 0, 0, 0, 0]), "other axes than those of images"),
    Malformed("padded before a pool", padded("MaxPool"), "what a Pad has laid zeros around"),
    Malformed("padded before ReLU", padded("Relu"), "what a Pad has laid zeros around"),
    Malformed("few pads", pad([0, 1]), "needs two numbers for each of 4 axes"),
    Malformed("softmax of images", network("Softmax"), "runs along axis 3 of 4"),
    Malformed(
      "softmax inside",
      network([.of("Softmax", ["x"], "s"), .of("Relu", ["s"], "y")], samples: [0, 4]),
      "“/Softmax/s” (Softmax) cannot become spiking: it stands inside"),
    Malformed(
      "dropout in training",
      network([.of("Dropout", ["x", "", "t"], "y")], weights: [.integers("t", [1])]), "at random"),
    Malformed("rounded", network("Cast", .integer("to", 7)), "rounds samples to whole numbers"),
    Malformed("cast to nothing", network("Cast"), "rounds samples"),
  ]

  private static let channelsLast: [ONNXNodeProto] = [
    .of("Transpose", ["x"], "t", [.integers("perm", [0, 2, 3, 1])]), .of("Relu", ["t"], "y"),
  ]

  private static func reshape(_ sizes: [Int64], _ settings: ONNXAttributeProto...) -> [UInt8] {
    // Behind a layer, so that it is not the input that is reshaped.
    network(
      [.of("Relu", ["x"], "r"), .of("Reshape", ["r", "s"], "y", settings)],
      weights: [.integers("s", sizes)])
  }

  private static func squeeze(_ kind: String, _ axes: [Int64]) -> [UInt8] {
    network(
      [.of("Relu", ["x"], "r"), .of(kind, ["r", "a"], "y")], weights: [.integers("a", axes)])
  }

  private static func pad(_ pads: [Int64], _ settings: ONNXAttributeProto...) -> [UInt8] {
    network([.of("Pad", ["x", "p"], "y", settings)], weights: [.integers("p", pads)])
  }

  private static func padded(_ kind: String) -> [UInt8] {
    network(
      [.of("Pad", ["x", "p"], "q"), .of(kind, ["q"], "y")],
      weights: [.integers("p", [0, 0, 1, 1, 0, 0, 1, 1])])
  }

  @Test(arguments: axes) func isRefused(_ malformed: Malformed) { malformed.expectRefusal() }

  static let constants = [
    Malformed(
      "computed constant", constant("Mul", ["w", "w"]), "computes one constant from others"),
    Malformed("quantised weights", constant("DequantizeLinear", ["w", "w"]), "quantised numbers"),
    Malformed("constant of nothing", constant("Constant", []), "holds no plain numbers"),
    Malformed(
      "constant NaN", constant("Constant", [], .number("value_float", .nan)), "value_float = nan"),
    Malformed(
      "two tensors",
      constant(
        "Constant", [], .with { ($0.name, $0.type, $0.t) = ("value", 4, [.init(), .init()]) }),
      "has 2 tensors"),
    Malformed(
      "graph", constant("Constant", [], .with { ($0.name, $0.type) = ("value", 5) }), "not a tensor"
    ),
    Malformed("size divided by 0", sizes("Div", [4], [0]), "a size that is no number"),
    Malformed("size 2⁶⁴", sizes("Mul", [1 << 32], [1 << 32]), "a size that is no number"),
    Malformed("size of five and two", sizes("Add", [1, 2, 3, 4, 5], [1, 2]), "one constant from"),
    Malformed("element 9", sizes("Gather", [1, 2], [9]), "has an axis 9, but takes 2"),
    Malformed("step 0", slice([0], [2], steps: [0]), "has a step of 0"),
    Malformed("slice of two starts", slice([0, 1], [2], steps: [1]), "2 starts, but not as many"),
    Malformed(
      "slice of one axis twice", slice([0, 0], [2, 2], steps: [1, 1], axes: [0, 0]), "twice"),
    Malformed("a million zeros", zeros([1000, 1000]), "computes one constant from others"),
    Malformed("−1 zeros", zeros([-1]), "computes one constant from others"),
    Malformed(
      "too many sizes",
      network(
        [
          .of("Concat", [String](repeating: "s", count: 2000), "t", [.integer("axis", 0)]),
          .of("Reshape", ["x", "t"], "y"),
        ], weights: [.integers("s", [1])]),
      "gives too many sizes"),
  ]

  /// A constant that a linear layer takes.
  private static func constant(
    _ kind: String, _ inputs: [String], _ settings: ONNXAttributeProto...
  ) -> [UInt8] {
    network(
      [.of(kind, inputs, "v", settings), .of("MatMul", ["x", "v"], "y")], samples: [0, 4],
      weights: [.floats("w", [4, 2])])
  }

  /// Sizes that a reshape takes.
  private static func sizes(_ kind: String, _ lhs: [Int64], _ rhs: [Int64]) -> [UInt8] {
    network(
      [.of(kind, ["a", "b"], "s"), .of("Reshape", ["x", "s"], "y")],
      weights: [.integers("a", lhs), .integers("b", rhs)])
  }

  private static func slice(
    _ starts: [Int64], _ ends: [Int64], steps: [Int64], axes: [Int64] = [0]
  ) -> [UInt8] {
    network(
      [.of("Slice", ["s", "a", "b", "c", "d"], "t"), .of("Reshape", ["x", "t"], "y")],
      weights: [
        .integers("s", [0, -1]), .integers("a", starts), .integers("b", ends), .integers("c", axes),
        .integers("d", steps),
      ])
  }

  private static func zeros(_ sizes: [Int64]) -> [UInt8] {
    network(
      [
        .of("ConstantOfShape", ["a"], "s", [.tensor("value", .integers("", [0]))]),
        .of("Reshape", ["x", "s"], "y"),
      ], weights: [.integers("a", sizes)])
  }

  @Test(arguments: constants) func constantIsRefused(_ malformed: Malformed) {
    malformed.expectRefusal()
  }
}
