import Foundation
import SNNTestSupport
import Testing

@Suite struct TrainTests {
  @Test func irisPrintsTablesOnOutputAndPlainLinesOnError() throws {
    let run = try CommandRun(["train", "iris", "--epochs", "3"])
    #expect(run.exitCode == 0)
    for word in ["precision", "recall", "F1", "true\\answer", "versicolor", "95% interval"] {
      #expect(run.output.contains(word))
    }
    #expect(run.output.contains("spikes per inference"))
    #expect(run.remarks.contains("3/3"))
    for stream in [run.output, run.remarks] {
      #expect(!stream.utf8.contains(0x1B) && !stream.utf8.contains(0x0D))
    }
  }

  @Test func quietSaysNothing() throws {
    let run = try CommandRun(["train", "iris", "--epochs", "1", "-q"])
    #expect(run.exitCode == 0 && run.remarks.isEmpty)
  }

  @Test func jsonIsOneDocument() throws {
    let run = try CommandRun(["train", "iris", "--epochs", "2", "--seed", "5", "--json", "-q"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(document["dataset"] as? String == "iris")
    #expect(document["coding"] as? String == "direct")
    #expect(document["seed"] as? Int == 5)
    #expect(document["epochsRun"] as? Int == 2 && document["epochsKept"] as? Int == 2)
    #expect(document["epochs"] == nil && document["validationAccuracy"] == nil)
    let perEpoch = try #require(document["secondsPerEpoch"] as? Double)
    #expect(perEpoch > 0 && perEpoch * 2 <= document["seconds"] as? Double ?? 0)
    let test = try #require(document["test"] as? [String: Any])
    let accuracy = try #require(test["accuracy"] as? Double)
    #expect((0...1).contains(accuracy) && test["rows"] as? Int == 30)
    #expect((document["parameters"] as? Int ?? 0) > 100)
    #expect((document["spikesPerInference"] as? Double ?? 0) > 0)
    #expect((document["seconds"] as? Double ?? 0) > 0)
  }

  @Test func crossValidationReportsMeanAndDeviation() throws {
    let run = try CommandRun(
      ["train", "iris", "--epochs", "1", "--folds", "3", "--repeats", "2", "--json", "-q"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let validated = try #require(document["cv"] as? [String: Any])
    let accuracies = try #require(validated["accuracies"] as? [Double])
    let mean = try #require(validated["accuracyMean"] as? Double)
    #expect(accuracies.count == 2)
    #expect(abs(mean - (accuracies[0] + accuracies[1]) / 2) < 1e-6)
    let deviation = try #require(validated["accuracySD"] as? Double)
    #expect(abs(deviation - abs(accuracies[0] - accuracies[1]) / 2.0.squareRoot()) < 1e-6)
    let counts = try #require(validated["confusion"] as? [[Int]])
    #expect(counts.joined().reduce(0, +) == 300)
  }

  /// What early stopping kept is told apart from what was run, in both documents.
  @Test func jsonTellsEpochsRunFromEpochsKept() throws {
    let scratch = try Scratch()
    let flags = "train iris --epochs 60 --validation 0.2 --patience 1 --lr 0.1 --json"
    let run = try CommandRun(
      flags.split(separator: " ").map(String.init) + ["--out", scratch.path])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let ran = try #require(document["epochsRun"] as? Int)
    #expect(ran < 60 && document["epochsKept"] as? Int == ran - 1)
    let accuracy = try #require(document["validationAccuracy"] as? Double)
    // 24 flowers were measured.
    #expect(accuracy > 0.5 && abs(accuracy * 24 - (accuracy * 24).rounded()) < 1e-4)
    let evaluated = try CommandRun([
      "evaluate", scratch.path + "/model.safetensors", "iris", "--json",
    ])
    let again = try #require(
      try JSONSerialization.jsonObject(with: Data(evaluated.output.utf8)) as? [String: Any])
    #expect(again["epochsKept"] as? Int == ran - 1)
    #expect(again["epochsRun"] == nil && again["epochs"] == nil)
  }

  @Test(arguments: ["rate", "temporal", "latency", "direct", "phase", "burst", "population"])
  func everyCodingTrains(coding: String) throws {
    let run = try CommandRun(
      ["train", "iris", "--coding", coding, "--epochs", "1", "--steps", "8", "-q"])
    #expect(run.exitCode == 0, "\(run.remarks)")
  }

  static let flags = [
    "--neuron synaptic --alpha 0.7",
    "--coding rate --sampling bernoulli",
    "--coding rate --sampling deterministic",
    "--surrogate fast-sigmoid:10",
    "--surrogate straight-through",
    "--hidden 8,6",
    "--loss count",
    "--loss first-spike",
    "--loss max-membrane",
    "--loss membrane-mse",
    "--loss spike-time-mse",
    "--loss count-mse",
    "--loss rate",
    "--validation 0.2 --patience 1",
    "--scaling quantile",
    "--dropout 0.5 --beta 0.5 --lr 0.01 --batch-size 7",
  ]

  @Test(arguments: flags) func everyFlagIsTaken(flags: String) throws {
    let run = try CommandRun(
      ["train", "iris", "--epochs", "2", "--steps", "5", "-q"]
        + flags.split(separator: " ").map(String.init))
    #expect(run.exitCode == 0, "\(run.remarks)")
  }

  /// Time stamps differ in digits that `Float` has no room for.
  @Test func largeNumbersKeepWhatTheySay() throws {
    let scratch = try Scratch()
    let rows = (0..<60).map { "\(1_700_000_000 + $0),\($0 < 30 ? "early" : "late")\n" }
    let table = try scratch.file("times.csv", "time,kind\n" + rows.joined())
    let run = try CommandRun(["train", table, "--target", "kind", "--epochs", "40", "-q"])
    #expect(run.exitCode == 0 && run.output.contains("(12/12,"), "\(run.output)\(run.remarks)")
  }

  @Test func rowsLeftOutAreCounted() throws {
    let scratch = try Scratch()
    let table = try scratch.file("rows.csv", smallTable + "?,2.0,round\n1.0,2.0,\n")
    let flags = ["train", table, "--target", "kind", "--missing", "drop", "--epochs", "1"]
    let run = try CommandRun(flags)
    #expect(run.exitCode == 0 && run.remarks.contains("left out 2 of 14"), "\(run.remarks)")
    #expect(run.remarks.contains("10 to train, 2 to test"))
    let quiet = try CommandRun(flags + ["-q"])
    #expect(quiet.exitCode == 0 && quiet.remarks.isEmpty)
    let whole = try scratch.file("whole.csv", smallTable)
    let silent = try CommandRun(
      ["train", whole, "--target", "kind", "--missing", "drop", "--epochs", "1"])
    #expect(silent.exitCode == 0 && !silent.remarks.contains("left out"))
  }

  @Test func aDashIsStandardInput() throws {
    let run = try CommandRun(
      ["train", "-", "--target", "kind", "--epochs", "1"], input: smallTable)
    #expect(run.exitCode == 0 && run.remarks.contains("10 to train, 2 to test"), "\(run.remarks)")
  }

  @Test func samplingIsReportedAndSaved() throws {
    let scratch = try Scratch()
    let run = try CommandRun([
      "train", "iris", "--coding", "rate", "--sampling", "bernoulli", "--epochs", "2", "--json",
      "--out", scratch.path,
    ])
    #expect(run.remarks.contains("rate coding (bernoulli)"))
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let experiment = try #require(document["experiment"] as? [String: Any])
    #expect(experiment["sampling"] as? String == "bernoulli")
    let model = scratch.path + "/model.safetensors"
    let shown = try CommandRun(["inspect", model])
    #expect(shown.output.contains("rate coding (bernoulli)"))
    // Drawn by the seed, so the saved model answers as it did after training.
    let evaluated = try CommandRun(["evaluate", model, "iris", "--json", "-q"])
    let again = try #require(
      try JSONSerialization.jsonObject(with: Data(evaluated.output.utf8)) as? [String: Any])
    let test = try #require(document["test"] as? NSDictionary)
    #expect(test == again["test"] as? NSDictionary)
    #expect(document["spikesPerInference"] as? Double == again["spikesPerInference"] as? Double)
  }

  @Test func sameSeedGivesTheSameModelFile() throws {
    let scratch = try Scratch()
    var files: [Data] = []
    for (name, threads) in [("a", "1"), ("b", "2"), ("c", "2")] {
      let folder = scratch.path + "/" + name
      let run = try CommandRun([
        "train", "breast-cancer", "--epochs", "2", "--dropout", "0.3", "--seed", "9",
        "--threads", threads, "--out", folder, "-q",
      ])
      #expect(run.exitCode == 0)
      files.append(try Data(contentsOf: URL(fileURLWithPath: folder + "/model.safetensors")))
    }
    #expect(files[0] == files[1] && files[1] == files[2])
    let other = try CommandRun([
      "train", "breast-cancer", "--epochs", "2", "--dropout", "0.3", "--seed", "10", "--out",
      scratch.path + "/d", "-q",
    ])
    #expect(other.exitCode == 0)
    let different = URL(fileURLWithPath: scratch.path + "/d/model.safetensors")
    #expect(try Data(contentsOf: different) != files[0])
  }
}
