import Foundation
import SNNTestSupport
import Testing

/// `snntrain train --dry-run`: what a training will be like.
@Suite struct PlanTests {
  private static func document(_ arguments: [String]) throws -> [String: Any] {
    let run = try CommandRun(["train"] + arguments + ["--dry-run", "--json", "--quiet"])
    #expect(run.exitCode == 0 && run.remarks == "", "\(run.remarks)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  /// 4·16 + 16, then 16·3 + 3; T = 20, 16 rows a batch, 120 rows.
  @Test func layersOfIris() throws {
    let plan = try Self.document(["iris"])
    let layers = try #require(plan["layers"] as? [[String: Any]])
    #expect(
      layers.map { $0["kind"] as? String } == ["DirectEncoder", "Linear", "LeakyReadout"])
    #expect(layers.map { $0["parameters"] as? Int } == [80, 51, 0])
    #expect(
      layers.map { $0["output"] as? [Int] } == [[20, 16, 16], [20, 16, 3], [20, 16, 3]])
    #expect(plan["parameters"] as? Int == 131 && plan["batchesPerEpoch"] as? Int == 8)
    let (epoch, all) = (plan["secondsPerEpoch"] as? Double ?? 0, plan["seconds"] as? Double ?? 0)
    #expect(epoch > 0 && abs(all - 100 * epoch) < 1e-9 * all)
    #expect(plan["peakBytes"] as? Int ?? 0 > 1 << 20)
  }

  @Test func faultsAreNamedBeforehand() throws {
    let plan = try Self.document(["iris", "--surrogate", "rectangular:0.0001"])
    let findings = try #require(plan["findings"] as? [[String: String]])
    #expect(findings.map { $0["kind"] } == ["narrow surrogate"])
  }

  @Test func nothingIsLeft() throws {
    let scratch = try Scratch()
    let run = try CommandRun(
      ["train", "iris", "--dry-run", "--validation", "0.2", "--out", scratch.path + "/run"])
    #expect(run.exitCode == 0 && scratch.contents.isEmpty)
    for words in ["DirectEncoder", "total", "memory ", "time  ", "nothing was kept", "healthy: "] {
      #expect(run.output.contains(words))
    }
    let folds = try CommandRun(["train", "iris", "--dry-run", "--folds", "3"])
    #expect(folds.exitCode == 64 && folds.remarks.contains("\nhint: "))
  }
}
