import Foundation
import SNNTensor
import SNNTestSupport
import Testing

/// Specs that are started from names and shapes: YAML that says what it does not know.
@Suite struct TemplateTests {
  /// The template of a file with tensors.
  private func template(
    _ tensors: [(name: String, shape: Shape)], in scratch: Scratch
  ) throws -> (text: String, weights: String) {
    let weights = try scratch.weights("weights.safetensors", tensors)
    let run = try CommandRun(["inspect", weights, "--template"])
    #expect(run.exitCode == 0 && run.remarks.isEmpty, "\(run.remarks)")
    return (run.output, weights)
  }

  private func layers(_ text: String) -> [String] {
    let lines = text.split(separator: "\n").map(String.init)
    return Array(lines.drop { $0 != "layers:" }.dropFirst())
  }

  /// The layers with their settings, without remarks.
  private func words(_ text: String) -> [String] {
    layers(text).filter { $0.hasPrefix("  - ") }.map {
      $0.components(separatedBy: "  #")[0].replacingOccurrences(of: "  - ", with: "")
    }
  }

  /// What is open is refused until it is filled in; the rest is sound.
  @Test func openSizesAreRefusedUntilTheyAreGiven() throws {
    let scratch = try Scratch()
    let (text, weights) = try template(smallNetwork, in: scratch)
    let open = try scratch.file("open.yaml", text)
    try expectFailure(
      CommandRun(["inspect", weights, "--spec", open]), exitCode: 65,
      naming: "a size of the input is “H”, not a whole number\n  --> \(open):3:12\n")
    let known = try scratch.file(
      "known.yaml",
      text.replacingOccurrences(of: "[1, H, W]", with: "[1, 4, 4]"))
    let run = try CommandRun(["inspect", weights, "--spec", known])
    #expect(run.exitCode == 0, "\(run.remarks)")
    let pooled = try scratch.file(
      "pooled.yaml",
      text.replacingOccurrences(of: "[1, H, W]", with: "[1, 6, 6]")
        .replacingOccurrences(of: "# - maxpool", with: "- maxpool"))
    #expect(try CommandRun(["inspect", weights, "--spec", pooled]).exitCode == 0)
  }

  @Test func tensorsInAlphabeticalOrderAreBroughtIntoALikelyOne() throws {
    let scratch = try Scratch()
    let names: [(name: String, shape: Shape)] = [
      ("bn1.running_mean", [4]), ("bn1.running_var", [4]), ("bn2.running_mean", [4]),
      ("bn2.running_var", [4]), ("classifier.weight", [2, 4]), ("conv1.weight", [4, 1, 3, 3]),
      ("conv10.weight", [4, 4, 3, 3]), ("conv2.weight", [4, 4, 3, 3]),
    ]
    let (text, _) = try template(names, in: scratch)
    #expect(
      words(text) == [
        "conv: {weight: conv1, stride: 1, padding: 0}", "batchnorm: bn1", "relu",
        "conv: {weight: conv2, stride: 1, padding: 0}", "batchnorm: bn2", "relu",
        "conv: {weight: conv10, stride: 1, padding: 0}", "relu", "flatten", "linear: classifier",
      ])
    #expect(text.contains("# ? The file lists its tensors by name"))
    #expect(text.contains("# - globalaveragepool  # ? there is one feature per channel"))
    let (other, _) = try template(Array(names.reversed()), in: scratch)
    #expect(!other.contains("lists its tensors by name"))
    #expect(words(other).first == "conv: {weight: conv2, stride: 1, padding: 0}")
  }

  @Test func signalsGroupsAndShortcuts() throws {
    let scratch = try Scratch()
    let (text, _) = try template(
      [
        ("stem.weight", [8, 2, 5]), ("block.weight", [8, 1, 3]),
        ("down.shortcut.weight", [16, 8, 1]),
        ("act.thresh", []), ("head.weight", [3, 32]),
      ], in: scratch)
    #expect(text.contains("input: [2, L]  # ? length of a sample"))
    #expect(
      words(text) == [
        "conv: {weight: stem, stride: 1, padding: 0}", "relu",
        "conv: {weight: block, stride: 1, padding: 0, groups: 8}", "relu",
        "conv: {weight: down.shortcut, stride: 1, padding: 0}",
        "qcfs: {limit: act.thresh, levels: L}",
        "flatten", "linear: head",
      ])
    #expect(text.contains("# ? stride, padding, groups; 1 to 8 channels, kernel 3\n"))
    #expect(text.contains("kernel 1; the shortcut of a residual block?\n"))
  }

  /// As NumPy programs have them, [inputs, outputs], each with a bias behind it.
  @Test func weightsWithoutPyTorchsNames() throws {
    let scratch = try Scratch()
    let (text, weights) = try template(
      [("arr_0", [6, 5]), ("arr_1", [5]), ("arr_2", [5, 3]), ("arr_3", [3])], in: scratch)
    #expect(
      words(text) == [
        "linear: {weight: arr_0, bias: arr_1, layout: in-out}", "relu",
        "linear: {weight: arr_2, bias: arr_3, layout: in-out}",
      ])
    let spec = try scratch.file("net.yaml", text)
    let run = try CommandRun(["inspect", weights, "--spec", spec])
    #expect(run.exitCode == 0 && run.remarks.isEmpty, "\(run.remarks)")
    let (sorted, _) = try template(
      [("W1", [5, 6]), ("W2", [3, 5]), ("b1", [5]), ("b2", [3])], in: scratch)
    #expect(
      words(sorted) == [
        "linear: {weight: W1, bias: b1, layout: out-in}", "relu",
        "linear: {weight: W2, bias: b2, layout: out-in}",
      ])
  }

  @Test func whatIsNoLayerIsSaid() throws {
    let scratch = try Scratch()
    let (text, _) = try template(
      [
        ("norm.weight", [4]), ("norm.bias", [4]), ("embedding", [2, 3, 4, 5, 6]),
        ("keras.moving_mean", [4]), ("keras.moving_variance", [4]), ("fc.weight", [2, 4]),
      ], in: scratch)
    #expect(
      layers(text) == [
        "  # ? norm.weight [4] is of no layer known here",
        "  # ? norm.bias [4] is of no layer known here",
        "  # ? embedding [2, 3, 4, 5, 6] is of no layer known here",
        "  - batchnorm: {weight: keras, epsilon: E}  # ? epsilon",
        "  - linear: fc  # 4 to 2",
      ])
    let (none, weights) = try template([("x", [])], in: scratch)
    #expect(none.contains("layers:\n  # ? x [] is of no layer known here\n"))
    try expectFailure(
      CommandRun(["inspect", weights, "--spec", try scratch.file("x.yaml", none)]), exitCode: 65)
  }

  /// Names that YAML would take for something else, or that would steer a terminal.
  @Test func namesAreQuotedWhereTheyMust() throws {
    let scratch = try Scratch()
    let names = [
      "0", "true", "a: b", "- x", "x # y", "\"q\"", "back\\slash", "*star", "&and", "\u{1B}[31m",
      "é", "two words", "line\nbreak", "{x}", "~", "%y", "@z", "tab\t", "\u{202E}x",
    ]
    let (text, weights) = try template(
      names.map { ($0 + ".weight", [3, 3]) }, in: scratch)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
    let spec = try scratch.file("net.yaml", text)
    let run = try CommandRun(["inspect", weights, "--spec", spec])
    #expect(run.exitCode == 0, "\(run.remarks)")
    #expect(!run.remarks.contains("makes no use"), "\(run.remarks)")
    #expect(run.output.contains("layers    37 with"))
  }
}
