import Foundation
import SNNTestSupport
import Testing

/// `snntrain doctor`: tables, findings, exit codes.
@Suite struct DoctorCommandTests {
  /// Trains a network and lets the doctor see it.
  private static func diagnosis(_ training: [String], _ flags: [String] = []) throws -> CommandRun {
    let scratch = try Scratch()
    let train = try CommandRun(
      ["train", "iris", "--out", scratch.path, "--quiet", "--epochs", "2"] + training)
    #expect(train.exitCode == 0, "\(train.remarks)")
    return try CommandRun(["doctor", scratch.path + "/model.safetensors", "iris"] + flags)
  }

  @Test func healthy() throws {
    let run = try Self.diagnosis([])
    #expect(run.exitCode == 0 && run.remarks == "")
    #expect(run.output.contains("\n0.neurons") && run.output.contains("\n1.weight"))
    #expect(run.output.hasSuffix("healthy: nothing found that keeps it from learning\n"))
  }

  @Test func sick() throws {
    let run = try Self.diagnosis(["--surrogate", "rectangular:0.0001"])
    #expect(run.exitCode == 1 && run.remarks == "")
    #expect(run.output.contains("\nfinding: narrow surrogate: "))
    #expect(run.output.contains("\nhint: take a wider surrogate: --surrogate arctan:2"))
  }

  @Test func document() throws {
    let run = try Self.diagnosis(["--weight-gain", "1000"], ["--json"])
    #expect(run.exitCode == 1)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(document["schema"] as? Int == 1)
    let findings = try #require(document["findings"] as? [[String: String]])
    #expect(findings.map { $0["kind"] } == ["overdriven layer"])
    let layers = try #require(document["layers"] as? [[String: Any]])
    #expect((layers[0]["gradientNorms"] as? [Double])?.count == 20)
  }

  @Test func aModelOfOtherRows() throws {
    let scratch = try Scratch()
    _ = try CommandRun(["train", "iris", "--out", scratch.path, "--quiet", "--epochs", "0"])
    let run = try CommandRun(["doctor", scratch.path + "/model.safetensors", "breast-cancer"])
    #expect(run.exitCode == 65 && run.output == "")
    #expect(run.remarks.hasPrefix("error: the model was trained on iris, not on breast-cancer\n"))
  }

  /// A run whose layers are silent says so once, whatever it is shown on.
  @Test func trainingWarns() throws {
    let run = try CommandRun(
      ["train", "iris", "--beta", "0", "--weight-gain", "0.0001", "--lr", "0.0000001"]
        + ["--epochs", "3"])
    #expect(run.exitCode == 0)
    #expect(
      run.remarks.components(separatedBy: "finding: dead layer: no neuron of layer 0.neurons").count
        == 2)
    #expect(!run.remarks.contains("\u{1B}"))
  }
}
