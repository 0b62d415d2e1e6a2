import Foundation
import SNNTestSupport
import Testing

/// Specs that are wrong: each ends with one sentence, its place and a hint.
@Suite struct BadSpecTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    /// Line and column, or nothing where the whole file is to blame.
    let place: String
    let words: String
    var testDescription: String { words }

    init(_ text: String, _ place: String, _ words: String) {
      self.text = text
      self.place = place
      self.words = words
    }

    /// One layer in a sound spec, on the third line.
    static func layer(_ text: String, _ column: Int, _ words: String) -> Case {
      Case("input: [1, 6, 6]\nlayers:\n  - \(text)\n", ":3:\(column)", words)
    }
  }

  static let texts = [
    Case("", "", "the spec is empty"),
    Case("# nothing but a remark\n", "", "the spec is empty"),
    Case("relu", ":1:1", "the spec needs settings, not “relu”"),
    Case("- relu", ":1:1", "the spec needs settings, not a list"),
    Case("input: [1]\n", ":1:1", "the spec has no `layers`"),
    Case("layers: [relu]\n", ":1:1", "the spec has no `input`"),
    Case("input: [1]\nlayers: [relu]\nsdt: 1\n", ":3:1", "the spec has no setting “sdt”"),
    Case("input: [1]\ninput: [2]\nlayers: [relu]\n", ":1:1", "“input” is given twice"),
    Case("input: [1\nlayers: [relu]\n", ":2:7", "this is no YAML"),
    Case("input: [1]\nlayers: \"relu\n", ":3:1", "this is no YAML"),
    Case("input: [1]\n\tlayers: [relu]\n", ":2:1", "this is no YAML"),
    Case("input: [1]\nlayers: [relu]\n  x\n", ":3:3", "this is no YAML"),
    Case("input: [1]\nlayers: [relu\u{7}]\n", ":2:14", "this is no YAML: control characters"),
    Case(
      "input: [1]\nlayers: [relu]\n---\ninput: [1]\n", ":3:1", "the file goes on behind the spec"),
    Case("input: &a [1]\nlayers: *a\n", ":1:8", "anchors and aliases are not read"),
    Case("input: [1]\nlayers: [*a]\n", ":2:10", "anchors and aliases are not read"),
    Case("a: &a [x,x]\nb: &b [*a,*a]\n? *b\n: 1\n", ":1:4", "anchors and aliases are not read"),
    Case("input: \(String(repeating: "[", count: 70))", ":2:1", "this is no YAML"),
    Case(
      "input: \(String(repeating: "[", count: 70) + String(repeating: "]", count: 70))", ":1:71",
      "lists lie more than 64 deep"),
    Case(String(repeating: "[", count: 100_000), ":1:1", "lists lie more than 64 deep"),
    Case("input: 784\nlayers: [relu]\n", ":1:8", "input is “784”, not a list"),
    Case("input: []\nlayers: [relu]\n", ":1:8", "an input of shape []"),
    Case("input: [1, 2, 3, 4]\nlayers: [relu]\n", ":1:8", "an input of shape [1, 2, 3, 4]"),
    Case("input: [1, H, W]\nlayers: [relu]\n", ":1:12", "a size of the input is “H”"),
    Case("input: [1, 6.5]\nlayers: [relu]\n", ":1:12", "a size of the input is “6.5”"),
    Case("input: [0]\nlayers: [relu]\n", ":1:9", "a size of the input must lie in 1...16777216"),
    Case("input: [-3]\nlayers: [relu]\n", ":1:9", "a size of the input must lie in"),
    Case("input: [99999999999999999999]\nlayers: [relu]\n", ":1:9", "not a whole number"),
    Case("input: [\"3\"]\nlayers: [relu]\n", ":1:9", "a size of the input is “3”"),
    Case("input: [3]\nlayers:\n", ":2:8", "a list of layers is nothing, not a list"),
    Case("input: [3]\nlayers: []\n", ":2:9", "the network has no layers"),
    Case("input: [3]\nmean: x\nlayers: [relu]\n", ":2:7", "mean is “x”, not a finite number"),
    Case("input: [3]\nmean: .nan\nlayers: [relu]\n", ":2:7", "mean is “.nan”"),
    Case("input: [3]\nstd: .inf\nlayers: [relu]\n", ":2:6", "std is “.inf”"),
    Case("input: [3]\nstd: infinity\nlayers: [relu]\n", ":2:6", "std is “infinity”"),
    Case("input: [3]\nstd: 1e999\nlayers: [relu]\n", ":2:6", "std is “1e999”"),
    Case("input: [3]\nstd: 0\nlayers: [relu]\n", ":2:6", "std must be larger than 0"),
    Case("input: [3]\nmean: [1, 2]\nlayers: [relu]\n", ":2:7", "mean has 2 numbers"),
    Case("input: [3]\nmean: {a: 1}\nlayers: [relu]\n", ":2:7", "mean is settings"),
    Case("input: [3]\nclasses: a\nlayers: [relu]\n", ":2:10", "classes is “a”, not a list"),
    Case("input: [3]\nclasses: []\nlayers: [relu]\n", ":2:10", "classes is empty"),
    Case("input: [3]\nclasses: [a, b, a]\nlayers: [relu]\n", ":2:17", "“a” is named twice"),
    Case("input: [3]\nclasses: [a, , b]\nlayers: [relu]\n", ":2:14", ""),
    Case(
      "input: [3]\nclasses: [a, ~]\nlayers: [relu]\n", ":2:14", "the name of a class is missing"),
    Case(
      "input: [3]\nclasses: [a]\nlayers: [relu]\n", ":2:10",
      "the network has 3 scores, but is given"),
  ]

  static let layers = [
    Case.layer("rleu", 5, "there is no layer “rleu”"),
    .layer("bn: bn1", 5, "there is no layer “bn”"),
    .layer("[relu]", 5, "the kind of a layer is missing: there is a list"),
    .layer("", 4, "the kind of a layer is missing: there is nothing"),
    .layer("{conv: conv1, relu: {max: 6}}", 5, "a layer has one kind, not 2"),
    .layer("conv", 5, "conv needs settings"),
    .layer("conv: ", 10, "the name of a tensor is missing"),
    .layer("conv: [conv1]", 11, "conv needs settings, not a list"),
    .layer("conv: {stride: 1}", 11, "conv has no `weight`"),
    .layer("conv: {weight: conv1, strid: 1}", 27, "conv has no setting “strid”"),
    .layer("conv: {weight: conv1, pad: 1}", 27, "conv has no setting “pad”"),
    .layer("conv: {weight: conv1, stride: 0}", 35, "stride must lie in 1...65535, not 0"),
    .layer("conv: {weight: conv1, stride: 1.5}", 35, "stride is “1.5”, not a whole number"),
    .layer("conv: {weight: conv1, stride: \"?\"}", 35, "stride is “?”, not a whole number"),
    .layer("conv: {weight: conv1, stride: [1, 2, 3]}", 35, "stride has 3 numbers"),
    .layer("conv: {weight: conv1, padding: -1}", 36, "padding must lie in 0...65535, not -1"),
    .layer("conv: {weight: conv1, padding: valid}", 36, "padding is “valid”"),
    .layer("conv: {weight: conv1, dilation: 70000}", 37, "dilation must lie in"),
    .layer("conv: {weight: conv1, groups: [1]}", 35, "groups is a list"),
    .layer("conv: {weight: conv1, groups: 3}", 5, "4 channels do not fall into 3 groups"),
    .layer("conv: conv2", 5, "there is no tensor “conv2.weight”"),
    .layer("conv: {weight: conv1, bias: conv2.bias}", 5, "there is no tensor “conv2.bias”"),
    .layer(
      "conv: {weight: conv1, dilation: 3}", 5, "layer “conv1” (convolution) has windows larger"),
    .layer("linear: fc1", 5, "the linear layer “fc1” takes features, but is given [1, 6, 6]"),
    .layer("linear: {weight: fc1, layout: pytorch}", 35, "there is no layout “pytorch”"),
    .layer("batchnorm: {mean: m, epsilon: 1}", 23, "batchnorm takes mean beside mean and variance"),
    .layer("batchnorm: {weight: bn1, epsilon: -1}", 39, "epsilon must not be negative"),
    .layer("batchnorm: {epsilon: 1}", 16, "batchnorm has no `weight`"),
    .layer("batchnorm: bn1", 5, "layer “bn1” (batch norm) is for 4 channels"),
    .layer("batchnorm: conv1", 5, "there is no tensor “conv1.running_mean”"),
    .layer("relu: {}", 11, "relu has empty settings"),
    .layer("relu: 6", 11, "relu needs settings, not “6”"),
    .layer("relu: {max: 0}", 17, "max must be larger than 0"),
    .layer("relu: {max: 1e-60}", 17, "max must be larger than 0"),
    .layer("relu: {limit: 6}", 12, "relu has no setting “limit”"),
    .layer("relu6: 6", 12, "relu6 has no settings"),
    .layer("qcfs: {limit: 1}", 11, "qcfs needs a limit and levels"),
    .layer("qcfs: {limit: -1, levels: 4}", 19, "limit must be larger than 0"),
    .layer("qcfs: {limit: nan, levels: 4}", 19, "limit is “nan”, not a finite number"),
    .layer("qcfs: {limit: act, levels: 4}", 5, "there is no tensor “act.thresh”"),
    .layer("qcfs: {limit: bn1.bias, levels: 4}", 5, "the limit “bn1.bias” is not one"),
    .layer("maxpool", 5, "maxpool needs settings"),
    .layer("maxpool: two", 14, "kernel is “two”"),
    .layer("maxpool: {stride: 2}", 14, "maxpool has no `kernel`"),
    .layer("maxpool: {kernel: 2, ceil: yes}", 32, "ceil is “yes”, neither true nor false"),
    .layer("maxpool: {kernel: 2, padding: 2}", 5, "layer “maxpool1” (max-pool) is padded"),
    .layer("maxpool: 7", 5, "layer “maxpool1” (max-pool) has windows larger"),
    .layer("averagepool: {kernel: 3, padding: same}", 5, "programs differ"),
    .layer("averagepool: {kernel: 4, ceil: true}", 5, "the average over windows"),
    .layer("dropout: high", 14, "the share of dropout is “high”"),
    .layer("flatten: 1", 14, "flatten has no settings"),
    .layer("residual: relu", 15, "residual needs settings, not “relu”"),
    .layer("residual: []", 15, "residual has an empty branch"),
    .layer("residual: {shortcut: [relu]}", 15, "residual has no `branch`"),
    .layer("residual: {branch: [relu], skip: []}", 32, "residual has no setting “skip”"),
    .layer("residual: [maxpool: 2]", 5, "layer “residual1” (add) adds samples of different shapes"),
    .layer("residual: [[relu]]", 16, "the kind of a layer is missing"),
    .layer("concat: [[relu]]", 13, "concat joins two branches or more, not 1"),
    .layer("concat: relu", 13, "concat is “relu”, not a list"),
    .layer("concat: [relu, relu]", 14, "a list of layers is “relu”"),
    .layer("concat: [[], [maxpool: 2]]", 5, "layer “concat1” (concatenation) joins"),
    .layer("subsample: {stride: 2}", 16, "subsample needs a stride and the channels"),
    .layer("subsample: {stride: 2, channels: 2}", 5, "samples [1, 6, 6] cannot be brought to 2"),
    .layer("relu", 5, "the network ends in [1, 6, 6], not in one score per class"),
    .layer("softmax", 5, "the network ends in [1, 6, 6]"),
    .layer("!!binary relu", 5, "the network ends in"),
  ]

  @Test(arguments: texts + layers) func theSpecIsRefused(bad: Case) throws {
    let scratch = try Scratch()
    let weights = try scratch.weights()
    let spec = try scratch.file("net.yaml", bad.text)
    let run = try CommandRun(["inspect", weights, "--spec", spec])
    try expectFailure(run, exitCode: 65, naming: bad.words)
    #expect(run.remarks.contains("\n  --> \(spec)\(bad.place)\n"), "\(run.remarks)")
    #expect(run.remarks.split(separator: "\n").count == 3, "\(run.remarks)")
    #expect(run.seconds < 2)
  }

  @Test func nearNamesAreOffered() throws {
    let scratch = try Scratch()
    let weights = try scratch.weights()
    for (layer, near) in [
      ("rleu", "relu"), ("conv: {weight: conv1, strid: 1}", "stride"), ("conv: conv2", "conv1"),
      ("linear: {weight: fc1, layuot: in-out}", "layout"), ("max-pool: 2", "maxpool"),
    ] {
      let spec = try scratch.file("net.yaml", "input: [1, 6, 6]\nlayers: [\(layer)]\n")
      let run = try CommandRun(["inspect", weights, "--spec", spec])
      try expectFailure(run, exitCode: 65, naming: "hint: did you mean “\(near)”?")
    }
  }

  @Test func filesThatAreNoSpecs() throws {
    let scratch = try Scratch()
    let weights = try scratch.weights()
    let run = try CommandRun(["inspect", weights, "--spec", weights])
    try expectFailure(run, exitCode: 65, naming: "the spec is not UTF-8 text")
    let long = try scratch.file("long.yaml", String(repeating: " ", count: 200_000))
    try expectFailure(
      CommandRun(["inspect", weights, "--spec", long]), exitCode: 66, naming: "File too large")
    try expectFailure(
      CommandRun(["inspect", weights, "--spec", scratch.path]), exitCode: 66,
      naming: "Is a directory")
    try expectFailure(
      CommandRun(["inspect", weights, "--spec", "restnet18"]), exitCode: 66,
      naming: "there is neither a preset nor a file called “restnet18”")
  }

  @Test func namesCannotSteerATerminal() throws {
    let scratch = try Scratch()
    let weights = try scratch.weights()
    let spec = try scratch.file(
      "net.yaml", "input: [1, 6, 6]\nlayers: [\"re\\e[31mlu\", \"\\u202e\"]\n")
    let run = try CommandRun(["inspect", weights, "--spec", spec])
    try expectFailure(run, exitCode: 65, naming: "there is no layer “re\\u{1b}[31mlu”")
    #expect(!run.remarks.utf8.contains(0x1B))
  }
}
