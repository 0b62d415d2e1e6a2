import Foundation
import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

@Suite struct ModelCommandTests {
  /// A model of the small table, trained once per test.
  private func model(in scratch: Scratch) throws -> String {
    let table = try scratch.file("rows.csv", smallTable)
    let run = try CommandRun([
      "train", table, "--target", "kind", "--epochs", "30", "--out", scratch.path + "/run", "-q",
    ])
    #expect(run.exitCode == 0, "\(run.remarks)")
    return scratch.path + "/run/model.safetensors"
  }

  @Test func predictWritesLabelsAndScores() throws {
    let scratch = try Scratch()
    let model = try model(in: scratch)
    let rows = try scratch.file("new.csv", "height,extra,width\n2.0,x,1.0\n6.0,y,5.0\n")
    let run = try CommandRun(["predict", model, rows])
    #expect(run.exitCode == 0, "\(run.remarks)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines[0] == "label,score long,score round")
    #expect(lines[1].hasPrefix("round,") && lines[2].hasPrefix("long,"))
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",")
      let long = try #require(Double(cells[1]))
      let round = try #require(Double(cells[2]))
      #expect((long > round) == (cells[0] == "long"))
    }
  }

  @Test func evaluateAgreesWithTheRowsItIsGiven() throws {
    let scratch = try Scratch()
    let model = try model(in: scratch)
    let run = try CommandRun(["evaluate", model, scratch.path + "/rows.csv", "--json"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let test = try #require(document["test"] as? [String: Any])
    #expect(test["rows"] as? Int == 12)
    #expect(test["accuracy"] as? Double == 1)
  }

  @Test func evaluateLeavesOutIncompleteRowsWhenAsked() throws {
    let scratch = try Scratch()
    let model = try model(in: scratch)
    let table = try scratch.file("gaps.csv", smallTable + "?,2.0,round\n1.0,2.0,?\n1.0,-,long\n")
    try expectFailure(
      CommandRun(["evaluate", model, table]), exitCode: 65, naming: "gaps.csv:14, column 1 (width)")
    let run = try CommandRun(["evaluate", model, table, "--missing", "drop"])
    #expect(run.exitCode == 0 && run.output.contains("12/12"), "\(run.remarks)")
    #expect(run.remarks.contains("left out 3 of 15"))
    let quiet = try CommandRun(["evaluate", model, table, "--missing", "drop", "-q"])
    #expect(quiet.remarks.isEmpty && quiet.output == run.output)
  }

  @Test(arguments: ["--target kind", "--header absent", "--delimiter tab", "--missing drop"])
  func evaluateRefusesTableFlagsForKnownSets(flag: String) throws {
    let scratch = try Scratch()
    let words = flag.split(separator: " ").map(String.init)
    let run = try CommandRun(["evaluate", try model(in: scratch), "iris"] + words)
    try expectFailure(run, exitCode: 64, naming: "\(words[0]) is for CSV files")
  }

  @Test func aDashIsStandardInput() throws {
    let scratch = try Scratch()
    let model = try model(in: scratch)
    let predicted = try CommandRun(["predict", model, "-"], input: "width,height\n1.0,2.0\n")
    #expect(predicted.output.split(separator: "\n").last?.hasPrefix("round,") == true)
    let evaluated = try CommandRun(["evaluate", model, "-"], input: smallTable)
    #expect(evaluated.output.contains("12/12"), "\(evaluated.remarks)")
  }

  /// Weights whose sums are infinite, and infinities of both signs have no sum at all.
  @Test func aScoreThatIsNotANumberIsNoAnswer() throws {
    let scratch = try Scratch()
    var file = try SafetensorsFile(contentsOf: try model(in: scratch))
    let output = try #require(file.tensors.firstIndex { $0.tensor.shape == [64, 2] })
    let scalars = (0..<128).map { place -> Scalar in
      (place / 2) % 2 == 0 ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude
    }
    file.tensors[output].tensor = Tensor(scalars, shape: [64, 2])
    let wild = scratch.path + "/wild.safetensors"
    try file.write(to: wild)

    let rows = try scratch.file("new.csv", "width,height\n1.0,2.0\n5.0,6.0\n")
    try expectFailure(
      CommandRun(["predict", wild, rows]), exitCode: 65, naming: "new.csv:2")
    let run = try CommandRun(["evaluate", wild, scratch.path + "/rows.csv"])
    #expect(run.exitCode == 0 && run.output.contains("accuracy 0.00% (0/12"), "\(run.output)")
    #expect(run.output.contains("none"))
    let json = try CommandRun(["evaluate", wild, scratch.path + "/rows.csv", "--json"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let test = try #require(document["test"] as? [String: Any])
    #expect(test["unanswered"] as? [Int] == [6, 6])
    #expect(test["rows"] as? Int == 12 && test["accuracy"] as? Double == 0)
  }

  @Test func evaluateOfAKnownSetRepeatsTheTestOfTraining() throws {
    let scratch = try Scratch()
    let trained = try CommandRun([
      "train", "iris", "--epochs", "5", "--seed", "3", "--out", scratch.path, "-q",
    ])
    let evaluated = try CommandRun(["evaluate", scratch.path + "/model.safetensors", "iris", "-q"])
    #expect(evaluated.exitCode == 0)
    #expect(evaluated.output == trained.output)
  }

  @Test func tablesWithoutHeaderAreKnownByColumnNumber() throws {
    let scratch = try Scratch()
    let rows = smallTable.split(separator: "\n").dropFirst().joined(separator: "\n")
    let table = try scratch.file("bare.csv", rows)
    let trained = try CommandRun([
      "train", table, "--target", "3", "--epochs", "30", "--out", scratch.path, "-q",
    ])
    #expect(trained.exitCode == 0, "\(trained.remarks)")
    let model = scratch.path + "/model.safetensors"
    let evaluated = try CommandRun(["evaluate", model, table])
    #expect(evaluated.exitCode == 0 && evaluated.output.contains("12/12"), "\(evaluated.remarks)")
    let features = try scratch.file("features.csv", "1,2\n5,6\n")
    let predicted = try CommandRun(["predict", model, features])
    #expect(predicted.exitCode == 0, "\(predicted.remarks)")
  }

  @Test(arguments: ["100%", "%20d%s%n", "two words", "größe"])
  func awkwardFileNamesAreKept(name: String) throws {
    let scratch = try Scratch()
    let table = try scratch.file(name + ".csv", smallTable)
    let folder = scratch.path + "/out " + name
    let trained = try CommandRun([
      "train", table, "--target", "kind", "--epochs", "1", "--out", folder,
    ])
    #expect(trained.exitCode == 0 && trained.remarks.contains("data    \(name): 10 to train"))
    let shown = try CommandRun(["inspect", folder + "/model.safetensors"])
    #expect(shown.output.contains("trained   \(name), 10 rows"), "\(shown.remarks)")
  }

  @Test func awkwardClassNamesStayOneCell() throws {
    let scratch = try Scratch()
    let table = try scratch.file(
      "rows.csv",
      "a,kind\n1,\"x, \"\"y\"\"\"\n2,\"x, \"\"y\"\"\"\n1.5,\"x, \"\"y\"\"\"\n8,\u{1B}[31mz\n9,\u{1B}[31mz\n"
        + "8.5,\u{1B}[31mz\n")
    let trained = try CommandRun([
      "train", table, "--target", "kind", "--epochs", "5", "--out", scratch.path,
    ])
    #expect(trained.exitCode == 0, "\(trained.remarks)")
    #expect(!trained.output.utf8.contains(0x1B) && !trained.remarks.utf8.contains(0x1B))
    let predicted = try CommandRun(["predict", scratch.path + "/model.safetensors", table])
    #expect(predicted.output.hasPrefix("label,score \u{1B}[31mz,\"score x, \"\"y\"\"\"\n"))
  }

  @Test func inspectShowsNetworkAndParameters() throws {
    let scratch = try Scratch()
    let model = try model(in: scratch)
    let run = try CommandRun(["inspect", model])
    for word in ["direct coding", "width, height", "long, round", "0.linear.weight", "[2, 64]"] {
      #expect(run.output.contains(word), "\(run.output)")
    }
    let json = try CommandRun(["inspect", model, "--json"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(document["classes"] as? [String] == ["long", "round"])
  }

  @Test func inspectShowsHowItWasTrained() throws {
    let scratch = try Scratch()
    let flags =
      "train iris --loss rate --method tbptt --window 3 --steps 8 --hidden 7,5 --dropout 0.25 "
      + "--surrogate fast-sigmoid:10 --neuron synaptic --alpha 0.6 --epochs 1"
    let run = try CommandRun(
      flags.split(separator: " ").map(String.init) + ["--out", scratch.path])
    #expect(run.remarks.contains("T = 8, tbptt in windows of 3 steps, "), "\(run.remarks)")
    let shown = try CommandRun(["inspect", scratch.path + "/model.safetensors"])
    for word in [
      "mlp 4-7-5-3", "8 steps", "synaptic neurons", "alpha 0.6", "tbptt in windows of 3 steps",
      "rate loss", "fast-sigmoid:10 surrogate", "dropout 0.25", "no augmentation",
    ] {
      #expect(shown.output.contains(word), "\(shown.output)")
    }
    let usual = try CommandRun(["train", "iris", "--epochs", "1"])
    #expect(usual.remarks.contains("T = 20, 131 parameters, seed 0"), "\(usual.remarks)")
  }

  @Test(arguments: ["predict", "evaluate", "inspect"])
  func damagedModelsAreRefused(command: String) throws {
    let scratch = try Scratch()
    let model = try model(in: scratch)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: model))
    let rest = command == "inspect" ? [] : [scratch.path + "/rows.csv"]
    for (name, content) in [
      ("truncated", bytes.prefix(bytes.count / 2)), ("empty", Data()),
      ("text", Data("not a model".utf8)), ("noise", Data((0..<999).map { UInt8($0 % 251) })),
    ] {
      let path = scratch.path + "/" + name
      try content.write(to: URL(fileURLWithPath: path))
      try expectFailure(CommandRun([command, path] + rest), exitCode: 65)
    }
    try expectFailure(CommandRun([command, scratch.path + "/absent"] + rest), exitCode: 66)
  }

  @Test func modelsThatContradictThemselvesAreRefused() throws {
    let scratch = try Scratch()
    var file = try SafetensorsFile(contentsOf: try model(in: scratch))
    let beta = try #require(file.tensors.firstIndex { $0.name == "1.beta" || $0.name == "2.beta" })
    file.tensors[beta].tensor = Tensor(5)
    let path = scratch.path + "/contradiction.safetensors"
    try file.write(to: path)
    try expectFailure(
      CommandRun(["evaluate", path, scratch.path + "/rows.csv"]), exitCode: 65,
      naming: "its tensor “\(file.tensors[beta].name)” holds 5.0")
  }

  @Test func aSetOfAnotherFormIsNotFetched() throws {
    let scratch = try Scratch()
    let run = try CommandRun(
      ["evaluate", try model(in: scratch), "mnist"],
      environment: ["SNN_DATASETS": "", "XDG_CACHE_HOME": "/dev/null"])
    try expectFailure(run, exitCode: 65, naming: "not on mnist")
  }

  @Test func tablesThatDoNotFitTheModelAreRefused() throws {
    let scratch = try Scratch()
    let model = try model(in: scratch)
    let strange = try scratch.file("strange.csv", "length,height\n1,2\n")
    try expectFailure(CommandRun(["predict", model, strange]), exitCode: 65, naming: "width")
    let unknown = try scratch.file("unknown.csv", "width,height,kind\n1,2,square\n")
    try expectFailure(CommandRun(["evaluate", model, unknown]), exitCode: 65, naming: "square")
    try expectFailure(CommandRun(["evaluate", model, "iris"]), exitCode: 65, naming: "iris")
  }
}
