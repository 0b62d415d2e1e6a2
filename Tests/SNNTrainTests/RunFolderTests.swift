import Foundation
import SNNTestSupport
import Testing

/// What a training run leaves, and the pictures drawn from it.
@Suite struct RunFolderTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private var folder: String { scratch.path + "/run" }

  /// - Returns: what `train` said.
  @discardableResult
  private func train(_ arguments: [String], input: String = "") throws -> CommandRun {
    let run = try CommandRun(
      ["train"] + arguments + ["--out", folder, "--quiet"], input: input)
    #expect(run.exitCode == 0, "\(run.remarks)")
    return run
  }

  private func file(_ name: String) throws -> String {
    try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }

  @Test func filesOfARun() throws {
    try train(["iris", "--epochs", "3", "--validation", "0.2", "--seed", "7"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        == ["configuration.json", "metrics.csv", "model.safetensors", "report.html"])
    let lines = try file("metrics.csv").split(separator: "\n")
    #expect(lines.count == 4 && lines[3].split(separator: ",").count == 7)
    let configuration = try #require(
      try JSONSerialization.jsonObject(with: Data(file("configuration.json").utf8))
        as? [String: Any])
    let experiment = try #require(configuration["experiment"] as? [String: Any])
    #expect(experiment["seed"] as? Int == 7 && experiment["epochs"] as? Int == 3)
    // What was not said is there as well.
    #expect(experiment["hidden"] as? [Int] == [16])
  }

  /// Without a name for it, a run takes the number after the last one's.
  @Test func runsAreNumbered() throws {
    func train(_ arguments: String..., leaves expected: [String]) throws {
      let run = try CommandRun(
        of: "snntrain", ["train"] + arguments + ["--epochs", "1"], input: Data(smallTable.utf8),
        in: scratch)
      #expect(run.exitCode == 0, "\(run.remarks)")
      let runs = try? FileManager.default.contentsOfDirectory(atPath: scratch.path + "/runs")
      #expect((runs ?? []).sorted() == expected)
    }
    try train("iris", "--folds", "3", leaves: [])
    try train("iris", "--dry-run", leaves: [])
    try train("iris", "--out", "here", leaves: [])
    try train("iris", leaves: ["iris-1"])
    try FileManager.default.moveItem(
      atPath: scratch.path + "/runs/iris-1", toPath: scratch.path + "/runs/iris-9")
    try train("iris", leaves: ["iris-10", "iris-9"])
    // Numbers that no run has.
    let odd = ["iris-", "iris-9223372036854775807", "iris-x"]
    for name in odd {
      try FileManager.default.createDirectory(
        atPath: scratch.path + "/runs/" + name, withIntermediateDirectories: false)
    }
    try train("iris", leaves: (odd + ["iris-10", "iris-11", "iris-9"]).sorted())
    try train(
      "-", "--target", "kind", leaves: (odd + ["iris-10", "iris-11", "iris-9", "stdin-1"]).sorted())
    #expect(scratch.contents == ["here", "runs"])
  }

  /// Many at once do not write over one another.
  @Test func runsAtOnce() async throws {
    let place = scratch.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let process = Process()
          process.executableURL = CommandRun.place(of: "snntrain")
          process.arguments = ["train", "iris", "--epochs", "1", "--quiet"]
          process.currentDirectoryURL = URL(fileURLWithPath: place)
          process.standardOutput = FileHandle.nullDevice
          try process.run()
          process.waitUntilExit()
          #expect(process.terminationStatus == 0)
        }
      }
      try await group.waitForAll()
    }
    for number in 1...4 {
      #expect(FileManager.default.fileExists(atPath: "\(place)/runs/iris-\(number)/report.html"))
    }
  }

  /// The command in the report gives the same model again, bit for bit.
  @Test func theCommandRepeatsTheRun() throws {
    try train(["iris", "--epochs", "2", "--coding", "rate"])
    let model = try Data(contentsOf: URL(fileURLWithPath: folder + "/model.safetensors"))
    let configuration = try #require(
      try JSONSerialization.jsonObject(with: Data(file("configuration.json").utf8))
        as? [String: Any])
    let command = try #require(configuration["command"] as? String)
    #expect(try file("report.html").contains(command))
    let words = command.split(separator: " ").map(String.init)
    #expect(words.first == "snntrain")
    let again = try CommandRun(Array(words.dropFirst()))
    #expect(again.exitCode == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/model.safetensors")) == model)
  }

  /// A page that needs nothing from elsewhere, whatever the classes are called.
  @Test func theReportStandsAlone() throws {
    let names = ["<script>alert(1)</script>", "=HYPERLINK(1)&\"x'\u{1B}[31m"]
    let rows = (0..<24).map { row in
      let name = names[row % 2].replacing("\"", with: "\"\"")
      return "\(row % 7),\(row * 5 % 11),\"\(name)\""
    }
    try train(
      ["-", "--target", "kind", "--epochs", "2"],
      input: (["a<b>,b,kind"] + rows).joined(separator: "\n"))
    let page = try file("report.html")
    let own = page.replacing("http://www.w3.org/2000/svg", with: "")
    #expect(!page.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    for outside in ["http:", "https:", "<script", "src=", "@import", "url(", "<link", "a<b>"] {
      #expect(!own.contains(outside), "\(outside)")
    }
    #expect(page.contains("&lt;script&gt;") && page.contains("HYPERLINK"))
    #expect(page.utf8.count < 4 << 20)
  }

  @Test func picturesOfARun() throws {
    try train(["iris", "--epochs", "2"])
    let out = scratch.path + "/pictures"
    let run = try CommandRun(["plot", folder, "iris", "--sample", "30", "--out", out])
    #expect(run.exitCode == 0 && run.remarks == "")
    let names = [
      "animated-raster", "coding", "confusion", "firing-rates", "first-spikes", "learning-curves",
      "membranes", "raster", "surrogate",
    ]
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: out).sorted()
        == names.map { $0 + ".svg" })
    #expect(run.output.split(separator: "\n").count == names.count)
    for name in names {
      let picture = try String(contentsOfFile: "\(out)/\(name).svg", encoding: .utf8)
      #expect(picture.hasPrefix("<svg") && picture.utf8.count <= 1 << 20)
    }
  }

  /// A run's folder stands for its model.
  @Test(arguments: [["predict"], ["evaluate"], ["inspect"], ["doctor"]])
  func aModelByItsFolder(_ command: [String]) throws {
    try train(["iris", "--epochs", "2"])
    let rows = try scratch.file(
      "rows.csv", "sepal length,sepal width,petal length,petal width\n5,3,1,0.2\n6,3,5,2\n")
    let data = command == ["predict"] ? [rows] : command == ["inspect"] ? [] : ["iris"]
    let byFolder = try CommandRun(command + [folder] + data)
    let byFile = try CommandRun(command + [folder + "/model.safetensors"] + data)
    #expect(byFolder.exitCode == 0 && byFolder.output == byFile.output, "\(byFolder.remarks)")
    #expect(!byFile.output.isEmpty)
  }

  /// Without data there is less to see, and no harm.
  @Test func aModelAlone() throws {
    try train(["iris", "--epochs", "1"])
    let out = scratch.path + "/pictures"
    let run = try CommandRun(["plot", folder + "/model.safetensors", "--out", out])
    #expect(run.exitCode == 0 && run.output == out + "/surrogate.svg\n")
  }

  @Test func wrongUseOfPlot() throws {
    try train(["iris", "--epochs", "1"])
    func complaint(_ arguments: [String]) throws -> (code: Int32, text: String) {
      let run = try CommandRun(["plot"] + arguments)
      #expect(run.output == "" && run.remarks.contains("\nhint: "))
      return (run.exitCode, run.remarks)
    }
    let beyond = try complaint([folder, "iris", "--sample", "31"])
    #expect(beyond.code == 64 && beyond.text.hasPrefix("error: there is no row 31: iris has 30"))
    for flags in [["--sample", "2"], ["--sample", "0"], ["--target", "x"], ["--data", "."]] {
      let none = try complaint([folder] + flags)
      #expect(none.code == 64 && none.text.contains("no data was given"), "\(flags)")
    }
    let blocked = try scratch.file("file", "")
    #expect(try complaint([folder, "--out", blocked]).code == 73)
    try FileManager.default.removeItem(atPath: folder + "/metrics.csv")
    let half = try complaint([folder, "--out", scratch.path + "/never"])
    #expect(half.code == 66 && half.text.contains("the run has no metrics"))
    try "epoch\n1\n".write(
      toFile: folder + "/metrics.csv", atomically: true, encoding: .utf8)
    #expect(try complaint([folder, "--out", scratch.path + "/never"]).code == 65)
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/never"))
    #expect(try complaint([scratch.path]).code == 66)
  }
}
