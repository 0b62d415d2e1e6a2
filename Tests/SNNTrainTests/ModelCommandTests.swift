import Foundation
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
