import Foundation
import SNNConversion
import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

private let irisSpec = """
  input: [4]
  layers:
    - linear: fc1
    - relu
    - linear: fc2

  """

extension Scratch {
  /// A network for Iris with one hidden layer, whose weights nobody trained.
  fileprivate func irisNetwork() throws -> (weights: String, spec: String) {
    var generator = SplitMix64(seed: 4)
    let path = path + "/iris.safetensors"
    try SafetensorsFile(tensors: [
      ("fc1.weight", .uniform([12, 4], in: -1...1, using: &generator)),
      ("fc1.bias", .uniform([12], in: -1...1, using: &generator)),
      ("fc2.weight", .uniform([3, 12], in: -1...1, using: &generator)),
      ("fc2.bias", .uniform([3], in: -1...1, using: &generator)),
    ]).write(to: path)
    return (path, try file("iris.yaml", irisSpec))
  }
}

extension Scratch {
  /// A converted network for Iris, with what it was made of.
  fileprivate func irisModel(
    _ flags: String...
  ) throws -> (weights: String, spec: String, model: String) {
    let (weights, spec) = try irisNetwork()
    _ = try CommandRun(
      ["convert", weights, "--spec", spec, "--data", "iris", "--out", path, "--no-verify"] + flags)
    return (weights, spec, path + "/model.safetensors")
  }
}

/// What `snnconvert convert`, `verify` and `compare` do, on Iris, which is built in.
@Suite struct ConvertTests {
  @Test func aConversionProvesItselfAndCanBeVerifiedAgain() throws {
    let scratch = try Scratch()
    let (weights, spec) = try scratch.irisNetwork()
    let run = try CommandRun(["convert", weights, "--spec", spec, "--data", "iris", "-q"])
    #expect(run.exitCode == 0 && run.remarks.isEmpty, "\(run.remarks)")
    #expect(run.output.contains("every neuron spent what it took in"))
    #expect(!run.output.contains("FAILS"))
    #expect(!run.output.utf8.contains(0x1B) && !run.output.utf8.contains(0x0D))
    let folder = run.folder.path + "/runs/iris-1"
    let page = scratch.path + "/proof.html"
    let again = try CommandRun([
      "verify", folder + "/model.safetensors", "--weights", weights, "--spec", spec, "--data",
      "iris", "--report", page, "--json",
    ])
    #expect(again.exitCode == 0)
    let document = try JSONSerialization.jsonObject(with: Data(again.output.utf8))
    let proof = try #require((document as? [String: Any])?["proof"] as? [String: Any])
    #expect(proof["holds"] as? Bool == true)
    #expect((proof["curve"] as? [Any])?.count == 6)
    for place in [page, folder + "/report.html"] {
      let html = try String(contentsOfFile: place, encoding: .utf8)
      #expect(html.contains("The proof holds.") && html.contains("<svg"))
      // SVG's namespace is a name that nothing is fetched from.
      let addresses = html.replacing("http://www.w3.org/2000/svg", with: "")
      #expect(!addresses.contains("http://") && !addresses.contains("https://"))
    }
  }

  /// Model, what decided it, and the proof: as numbers, and as a page with what rows do in it.
  @Test func filesOfAConversion() throws {
    let scratch = try Scratch()
    let (weights, spec) = try scratch.irisNetwork()
    let folder = scratch.path + "/run"
    let run = try CommandRun([
      "convert", weights, "--spec", spec, "--data", "iris", "--steps", "8", "--out", folder,
    ])
    #expect(run.exitCode == 0 && run.remarks.contains("report    \(folder)/report.html"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        == ["configuration.json", "metrics.csv", "model.safetensors", "report.html"])
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }
    let lines = try text("metrics.csv").split(separator: "\n")
    #expect(lines.map { $0.prefix(2) } == ["st", "1,", "2,", "4,", "8,"])
    let configuration = try #require(
      try JSONSerialization.jsonObject(with: Data(text("configuration.json").utf8))
        as? [String: Any])
    #expect(configuration["steps"] as? Int == 8 && configuration["method"] as? String == "ltb")
    let command = try #require(configuration["command"] as? String)
    let page = try text("report.html")
    #expect(command.hasPrefix("snnconvert convert ") && page.contains(command))
    // Of weights that nobody trained some answers are wrong, and some right.
    #expect(page.contains("rightly taken for") && page.contains("wrongly taken for"))
    let plot = try CommandRun(of: "snntrain", ["plot", folder, "iris", "--out", folder + "/plots"])
    #expect(plot.exitCode == 0, "\(plot.remarks)")
    #expect(plot.output.contains("accuracy.svg") && plot.output.contains("raster.svg"))
    // Numbers come in as they are, so there is no code to show.
    #expect(!plot.output.contains("coding.svg"))
  }

  @Test(.enabled(if: Browser.isThere, "needs Chromium: apt-get install chromium"))
  func theReportOpensFromDiskAndPrints() throws {
    let scratch = try Scratch()
    let (weights, spec) = try scratch.irisNetwork()
    let run = try CommandRun([
      "convert", weights, "--spec", spec, "--data", "iris", "--out", scratch.path, "-q",
    ])
    #expect(run.exitCode == 0, "\(run.remarks)")
    let visit = try Browser.visit(scratch.path + "/report.html")
    #expect(visit.consoleLines == [] && visit.requests == [])
    #expect(visit.pdf.starts(with: Data("%PDF-".utf8)) && visit.pdf.count > 20_000)
  }

  /// Where numbers are times of spikes there are no steps to be drawn.
  @Test func spikeTimesHaveNoRaster() throws {
    let scratch = try Scratch()
    let model = try scratch.irisModel("--method", "ttfs").model
    let out = scratch.path + "/plots"
    let run = try CommandRun(of: "snntrain", ["plot", model, "iris", "--out", out])
    #expect(run.exitCode == 0 && run.output == out + "/confusion.svg\n", "\(run.remarks)")
  }

  /// Without a proof there is no page, not even an old one, and a failed conversion leaves nothing.
  @Test func filesWithoutAProof() throws {
    let scratch = try Scratch()
    for name in ["metrics.csv", "report.html"] { _ = try scratch.file(name, "of a run before") }
    _ = try scratch.irisModel()
    #expect(
      scratch.contents
        == ["configuration.json", "iris.safetensors", "iris.yaml", "model.safetensors"])
    let refused = try CommandRun([
      "convert", scratch.path + "/iris.safetensors", "--spec", scratch.path + "/iris.yaml",
      "--data",
      "iris", "--method", "qcfs",
    ])
    #expect(refused.exitCode == 65 && refused.folder.contents.isEmpty)
  }

  @Test func otherWeightsFailTheProof() throws {
    let scratch = try Scratch()
    let (weights, spec, model) = try scratch.irisModel()
    var file = try SafetensorsFile(contentsOf: weights)
    file.tensors[1].tensor = file.tensors[1].tensor + Tensor(0.01)
    try file.write(to: weights)
    let run = try CommandRun([
      "verify", model, "--weights", weights, "--spec", spec, "--data", "iris", "-q",
    ])
    #expect(run.exitCode == 1)
    #expect(run.remarks.contains("error: the proof fails: "))
  }

  @Test func everyMethodIsCompared() throws {
    let scratch = try Scratch()
    let (weights, spec) = try scratch.irisNetwork()
    let run = try CommandRun(["compare", weights, "--spec", spec, "--data", "iris"])
    #expect(run.exitCode == 0 && run.remarks.contains("9/9  done"), "\(run.remarks)")
    for method in [
      "ltb", "max", "percentile", "calibrated", "stbif", "ttfs", "few-spikes", "burst", "phase",
    ] { #expect(run.output.contains("\n\(method) "), "\(method)") }
    #expect(!run.output.contains("\nqcfs ") && !run.output.contains("FAILS"))
  }

  /// A setting that one method refuses costs its row alone.
  @Test func refusedMethodsHaveTheirRows() throws {
    let scratch = try Scratch()
    let (weights, spec) = try scratch.irisNetwork()
    let run = try CommandRun([
      "compare", weights, "--spec", spec, "--data", "iris", "-q", "--steps", "12",
    ])
    #expect(run.exitCode == 0, "\(run.remarks)")
    #expect(run.output.contains("phase takes whole periods of 8 steps, not 12"))
    #expect(run.output.contains("\nltb           12 "))
  }

  /// Scores stand in the order of the spec's classes, whatever order the data has.
  @Test func classesAreTheSpecs() throws {
    let scratch = try Scratch()
    let weights = scratch.path + "/sign.safetensors"
    try SafetensorsFile(tensors: [
      ("fc1.weight", Tensor([1, -1], shape: [2, 1])), ("fc1.bias", .zeros([2])),
      ("fc2.weight", Tensor([1, 0, 0, 1], shape: [2, 2])), ("fc2.bias", .zeros([2])),
    ]).write(to: weights)
    let layers = "layers: [{linear: fc1}, relu, {linear: fc2}]\n"
    // The first score is that of positive numbers; sorted, `minus` would come before `plus`.
    let spec = try scratch.file("sign.yaml", "input: [1]\nclasses: [plus, minus]\n" + layers)
    let rows = (1...40).map { $0 % 2 == 0 ? "\($0),plus" : "-\($0),minus" }
    let data = try scratch.file("sign.csv", rows.joined(separator: "\n") + "\n")
    let model = scratch.path + "/model.safetensors"
    let run = try CommandRun([
      "convert", weights, "--spec", spec, "--data", data, "--target", "2", "--out", scratch.path,
      "-q",
    ])
    #expect(run.output.contains("original network right 100.00%"), "\(run.output)\(run.remarks)")
    #expect(try ConvertedModel(contentsOf: model).classNames == ["plus", "minus"])
    let again = try CommandRun(["verify", model, "--data", data, "--target", "2", "-q"])
    #expect(again.output.contains("original network right 100.00%"), "\(again.remarks)")
    let other = try scratch.file("other.yaml", "input: [1]\nclasses: [cat, dog]\n" + layers)
    let refused = try CommandRun([
      "convert", weights, "--spec", other, "--data", data, "--target", "2", "-q",
    ])
    #expect(refused.exitCode == 65)
    #expect(refused.remarks.contains("the network's classes are cat, dog, but"))
  }

  /// What a model was converted with is what its verification reports.
  @Test func verificationNamesTheModelsInput() throws {
    let scratch = try Scratch()
    let model = try scratch.irisModel("--coding", "rate").model
    let run = try CommandRun(["verify", model, "--data", "iris", "-q"])
    #expect(run.output.contains("rate input"), "\(run.output)\(run.remarks)")
  }

  @Test func outputsReplaceNoInput() throws {
    let scratch = try Scratch()
    let (weights, spec) = try scratch.irisNetwork()
    let before = try SafetensorsFile(contentsOf: weights).tensors.map(\.tensor)
    let model = scratch.path + "/model.safetensors"
    try FileManager.default.moveItem(atPath: weights, toPath: model)
    let convert = [
      "convert", model, "--spec", spec, "--data", "iris", "-q", "--out", scratch.path,
    ]
    let verify = ["verify", model, "--data", "iris", "-q", "--report", model]
    for arguments in [convert, verify] {
      let run = try CommandRun(arguments)
      #expect(run.exitCode == 64 && run.remarks.contains("would replace another file"))
    }
    #expect(try SafetensorsFile(contentsOf: model).tensors.map(\.tensor) == before)
  }

  @Test(arguments: [
    (["--data", "iris", "--method", "best"], 64, "--method"),
    (["--data", "iris", "--steps", "0"], 64, "steps must lie in 1...4096, not 0"),
    (["--data", "iris", "--levels", "8"], 64, "--levels has no use with --method ltb"),
    (["--data", "iris", "--method", "ttfs", "--steps", "4"], 64, "--steps has no use"),
    (["--data", "iris", "--method", "stbif", "--coding", "rate"], 64, "--coding has no use"),
    (["--data", "iris", "--min-agreement", "2"], 64, "--min-agreement must lie in 0...1"),
    (["--data", "iris", "--no-verify", "--min-agreement", "1"], 64, "--no-verify does not go"),
    (["--data", "iris", "--tuning-rate", "1"], 64, "--tuning-rate is for --tune"),
    (["--data", "iris", "--target", "x"], 64, "--target is for CSV files"),
    (["--data", "breast-cancer"], 65, "the network takes [4], but wdbc has rows of 30"),
    (["--data", "iris", "--method", "qcfs"], 65, "was not trained with levels"),
    (["--data", "nothing.csv", "--target", "x"], 66, "nothing.csv"),
    (["--data", "iris", "--out", "/dev/null/run"], 73, "/dev/null is not a folder"),
    (["--data", "iris", "--steps", "1", "--min-agreement", "1"], 1, "less than the 100.00% asked"),
  ])
  func wrongUseIsSaid(_ flags: [String], _ code: Int, _ words: String) throws {
    let scratch = try Scratch()
    let (weights, spec) = try scratch.irisNetwork()
    let run = try CommandRun(["convert", weights, "--spec", spec, "-q"] + flags)
    #expect(Int(run.exitCode) == code, "\(run.remarks)")
    #expect(run.remarks.contains(words) && run.remarks.contains("\nhint: "), "\(run.remarks)")
  }
}
