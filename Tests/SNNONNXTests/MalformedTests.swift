import SNNConversion
import SNNFormats
import SNNONNX
import SNNTensor
import SNNTestSupport
import SwiftProtobuf
import Testing

@testable import SNNONNX

@Suite struct MalformedTests {
  static let notONNX = [
    Malformed("empty", [], "the file is empty"),
    Malformed("text", Array("sepal_length,sepal_width\n5.1,3.5\n".utf8), "not an ONNX file"),
    Malformed("zip", [0x50, 0x4B, 0x03, 0x04, 0x14, 0, 0, 0], "not an ONNX file"),
    Malformed("pickle", [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC], "not an ONNX file"),
    Malformed("zeros", [UInt8](repeating: 0, count: 64), "not an ONNX file"),
    Malformed("ones", [UInt8](repeating: 0xFF, count: 64), "not an ONNX file"),
    Malformed("unknown fields only", [0xF8, 0x3F, 0x01], "not an ONNX file of a network"),
    Malformed("no graph", [0x08, 0x0A], "not an ONNX file of a network"),
    Malformed("graph is a number", [0x08, 0x0A, 0x38, 0x01], "not an ONNX file of a network"),
    Malformed("length beyond the end", [0x08, 0x0A, 0x3A, 0x7F], "or it is damaged"),
    Malformed(
      "length 2⁶³", [0x08, 0x0A, 0x3A] + [UInt8](repeating: 0xFF, count: 8) + [0x7F],
      "or it is damaged"),
    Malformed(
      "number of eleven bytes", [0x08] + [UInt8](repeating: 0xFF, count: 10) + [0x01],
      "or it is damaged"),
    Malformed("field 0", [0x00, 0x01], "or it is damaged"),
    Malformed("wire type 7", [0x0F, 0x01], "or it is damaged"),
    Malformed("group without an end", [0x08, 0x0A, 0x9B, 0x01], "or it is damaged"),
    Malformed("end of no group", [0x9C, 0x01], "or it is damaged"),
    Malformed("name that is not UTF-8", [0x08, 0x0A, 0x12, 0x02, 0xC3, 0x28], "or it is damaged"),
    // Field 19 opens a group in a group and so on; 0x9B 0x01 is its tag.
    Malformed(
      "deep nesting", (0..<200_000).flatMap { _ in [0x9B, 0x01] as [UInt8] }, "or it is damaged"),
    Malformed("a million nodes", field(7, repeated([0x0A, 0x00])), "far more fields"),
    Malformed(
      "a million attributes", field(7, field(1, repeated([0x2A, 0x00]))), "far more fields"),
    Malformed("a million inputs", field(7, field(1, repeated([0x0A, 0x00]))), "far more fields"),
    Malformed("a million tensors", field(7, repeated([0x2A, 0x00])), "far more fields"),
    Malformed("a million functions", repeated([0xCA, 0x01, 0x00]), "far more fields"),
    Malformed(
      "a million axes", field(7, field(11, field(2, field(1, field(2, repeated([0x0A, 0x00])))))),
      "far more fields"),
    // Lists of numbers without tags, each of which takes eight bytes.
    Malformed(
      "a million sizes", field(7, field(5, field(1, repeated([0x00])))), "far more fields"),
    Malformed(
      "a million strides", field(7, field(1, field(5, field(8, repeated([0x01]))))),
      "far more fields"),
    Malformed(
      "a million whole numbers", field(7, field(5, field(7, repeated([0x01])))), "far more fields"),
    Malformed(
      "a million whole numbers of a constant",
      field(7, field(1, field(5, field(5, field(7, repeated([0x01])))))), "far more fields"),
  ]

  /// A field with a length, of a number up to 15 or above.
  private static func field(_ number: UInt8, _ contents: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    var rest = contents.count
    while rest > 0x7F {
      length.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return [number << 3 | 2] + length + [UInt8(rest)] + contents
  }

  private static func repeated(_ bytes: [UInt8]) -> [UInt8] {
    (0..<1_000_000).flatMap { _ in bytes }
  }

  static let model = [
    Malformed("IR version 2", model { $0.irVersion = 2 }, "not an ONNX file of a network"),
    Malformed("no opset", model { $0.opsetImport = [] }, "names 0 versions"),
    Malformed("foreign opset", model { $0.opsetImport[0].domain = "com.x" }, "names 0 versions"),
    Malformed(
      "two opsets",
      model { $0.opsetImport.append(.with { ($0.domain, $0.version) = ("ai.onnx", 7) }) },
      "names 2 versions"),
    Malformed("opset 6", model { $0.opsetImport[0].version = 6 }, "version 6 of the operators"),
    Malformed("opset 2⁶²", model { $0.opsetImport[0].version = 1 << 62 }, "of the operators"),
    Malformed("negative opset", model { $0.opsetImport[0].version = -1 }, "version -1"),
    Malformed(
      "function", model { $0.functions = [.with { ($0.name, $0.domain) = ("Relu", "ai.onnx") }] },
      "“/Relu/r” (Relu) cannot become spiking: it is a function"),
    Malformed(
      "sparse weights", changedModel { $0.sparseInitializer = [.init()] }, "stored sparsely"),
    Malformed("no nodes", changedModel { $0.node = [] }, "does not depend on any input"),
    Malformed("no outputs", changedModel { $0.output = [] }, "gives no answer"),
    Malformed("unnamed output", changedModel { $0.output[0].name = "" }, "gives no answer"),
    Malformed(
      "two outputs", changedModel { $0.output.append(.with { $0.name = "r" }) },
      "gives 2 answers, not one: “y”, “r”"),
    Malformed(
      "output of nothing", changedModel { $0.output[0].name = "z" }, "does not depend on any input"),
    Malformed(
      "output is the input", changedModel { $0.output[0].name = "x" }, "“x” does not depend"),
    Malformed(
      "output is a constant", changedModel { $0.output[0].name = "w" },
      "does not depend on any input"),
    Malformed("no input", changedModel { $0.input = [] }, "takes “x”, which nothing gives"),
    Malformed(
      "two inputs",
      changedModel {
        $0.input.append(.samples("z", [0, 8]))
        $0.node[3].input[0] = "g"
        $0.node.append(.of("Add", ["f", "z"], "g"))
      }, "takes 2 inputs, not one: “x”, “z”"),
    Malformed("input twice", changedModel { $0.input.append($0.input[0]) }, "two values named “x”"),
    Malformed(
      "weights twice", changedModel { $0.initializer[1].name = "w" }, "two values named “w”"),
    Malformed(
      "weights without a name", changedModel { $0.initializer[1].name = "" }, "has no name"),
    Malformed("result twice", changedModel { $0.node[1].output = ["h"] }, "two values named “h”"),
    Malformed("result like weights", changedModel { $0.node[1].output = ["w"] }, "named “w”"),
    Malformed("result like the input", changedModel { $0.node[1].output = ["x"] }, "named “x”"),
    Malformed(
      "long name", changedModel { $0.node[0].name = String(repeating: "a", count: 1025) },
      "a name of 1025 bytes"),
    Malformed("loop of one", changedModel { $0.node[1].input = ["r"] }, "takes its own result"),
    Malformed(
      "loop of three", changedModel { $0.node[0].input[0] = "f" },
      "takes its own result, by way of “f”"),
    Malformed("missing weights", changedModel { $0.initializer.remove(at: 2) }, "takes “v”"),
    Malformed("missing result", changedModel { $0.node.remove(at: 1) }, "takes “r”, which nothing"),
    Malformed("node of no result", changedModel { $0.node[3].output = ["", "y"] }, "“y” besides"),
    Malformed(
      "no operator", changedModel { $0.node[1].opType = "" }, "layer “/Relu/r” () names no operator"
    ),
    Malformed(
      "foreign operator", changedModel { $0.node[1].domain = "com.microsoft" },
      "an operator of “com.microsoft”"),
    Malformed("foreign bias", changedBias { $0.domain = "com.x" }, "an operator of “com.x”"),
    Malformed(
      "bias with a setting", changedBias { $0.attribute = [.integer("axis", 1)] },
      "“/Add/y” (Add) has a setting that is not known, “axis”"),
    Malformed(
      "bias by a function",
      model {
        $0.graph = biased().graph
        $0.functions = [.with { $0.name = "Add" }]
      }, "“/Add/y” (Add) cannot become spiking: it is a function"),
    Malformed(
      "second result",
      changedModel {
        $0.node[1] = .of("Dropout", ["h"], "d")
        $0.node[1].output.append("r")
      }, "gives “r” besides its first result"),
  ]

  /// A product with a bias behind it.
  private static func biased() -> ONNXModelProto {
    var model = soundModel()
    model.graph.input = [.samples("x", [0, 4])]
    model.graph.initializer = [.floats("w", [4, 2]), .floats("b", [2])]
    model.graph.node = [.of("MatMul", ["x", "w"], "h"), .of("Add", ["h", "b"], "y")]
    return model
  }

  private static func changedBias(_ change: (inout ONNXNodeProto) -> Void) -> [UInt8] {
    var model = biased()
    change(&model.graph.node[1])
    return SNNONNXTests.bytes(of: model)
  }

  private static func model(_ change: (inout ONNXModelProto) -> Void) -> [UInt8] {
    var model = soundModel()
    change(&model)
    return SNNONNXTests.bytes(of: model)
  }

  static let inputs = [
    Malformed("no type", changedModel { $0.input[0].clearType() }, "“x” has no shape"),
    Malformed(
      "no shape", changedModel { $0.input[0].type.tensorType.clearShape() }, "has no shape"),
    Malformed("no batch", network("Relu", samples: [4]), "has no shape of a batch"),
    Malformed("open height", network("Relu", samples: [0, 3, 0, 4]), "the size of axis 2 open"),
    Malformed("negative height", network("Relu", samples: [0, 3, -4, 4]), "size of axis 2 open"),
    Malformed("five axes", network("Relu", samples: [0, 3, 4, 4, 4]), "an input of shape"),
    Malformed(
      "ten thousand axes", network("Relu", samples: [Int64](repeating: 1, count: 10_000)),
      "has 10000 axes"),
    Malformed("size 2⁶²", network("Relu", samples: [0, 1 << 62]), "an input of shape"),
    Malformed(
      "product 2⁷²", network("Relu", samples: [0, 1 << 24, 1 << 24, 1 << 24]), "an input of shape"),
    Malformed(
      "text", changedModel { $0.input[0].type.tensorType.elemType = 8 }, "does not take numbers"),
  ]

  @Test(arguments: notONNX + model + inputs) func isRefused(_ malformed: Malformed) {
    malformed.expectRefusal()
  }

  @Test func theSoundNetworkIsRead() throws {
    let model = SNNONNXTests.bytes(of: soundModel())
    let file = try ONNXFile(parsing: model, name: "sound", folder: nil)
    #expect(file.producer == "by hand" && file.opset == 20)
    #expect(file.tensors.map(\.name) == ["w", "b", "v", "c"])
    #expect(file.tensors.map(\.elementType) == ["FLOAT", "FLOAT", "FLOAT", "FLOAT"])
    #expect(file.tensors.map(\.shape) == [[2, 1, 3, 3], [2], [8, 2], [2]])
    #expect(file.graph.outputShape == [2])
    // Nine pixels of 1 times ½ and ½ make 5, eight features of that times ½ and ½ make 20½.
    #expect(file.graph.scores(of: .ones([1, 16])) == [[20.5, 20.5]])
  }

  /// Every file that ends early is refused, wherever it ends.
  @Test func everyTruncation() {
    let sound = SNNONNXTests.bytes(of: soundModel())
    for count in 0..<sound.count {
      let error = readingError(Array(sound.prefix(count)))
      #expect(error?.kind == .badData, "\(count) bytes")
      #expect(error?.hint.isEmpty == false, "\(count) bytes")
    }
    #expect(readingError(sound) == nil)
  }

  /// Whatever is done to a sound file, reading it ends in a network or in an error.
  @Test(arguments: [1, 2, 3, 4])
  func mutations(seed: UInt64) {
    let sound = SNNONNXTests.bytes(of: soundModel())
    var generator = SplitMix64(seed: seed)
    var refused = 0
    for _ in 0..<1500 {
      let bytes = mutated(sound, using: &generator)
      if let error = readingError(bytes) {
        refused += 1
        #expect(error.kind == .badData && !error.hint.isEmpty)
      }
    }
    // Some mutations only change a number or a letter.
    #expect(refused > 700 && refused < 1500)
  }
}
