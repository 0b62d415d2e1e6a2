import Foundation
import SNNTestSupport
import Testing

/// Ctrl-C while the command works.
@Suite struct InterruptionTests {
  /// Many short batches in an epoch that would last for a minute.
  private static let longEpoch =
    ["train", "iris", "--epochs", "1", "--batch-size", "1", "--steps", "12000"]

  private func expectInterruption(_ run: CommandRun) {
    #expect(run.exitCode == 130, "\(run.remarks)")
    #expect(run.output.isEmpty)
    #expect(run.remarks.hasSuffix("error: interrupted\n" + run.hint), "\(run.remarks)")
    #expect(run.hint.hasPrefix("hint: nothing was saved"))
  }

  @Test func theRunEndsWith130AndSavesNothing() throws {
    let scratch = try Scratch()
    let run = try CommandRun(
      ["train", "iris", "--epochs", "1000000", "--out", scratch.path, "-q"], interruptAfter: 1)
    expectInterruption(run)
    #expect(scratch.contents.isEmpty)
  }

  /// The epoch is not waited for: it would have left a line.
  @Test func anEpochIsNotWaitedFor() throws {
    let scratch = try Scratch()
    let run = try CommandRun(
      Self.longEpoch + ["--out", scratch.path + "/runs/a/"], interruptAfter: 2)
    expectInterruption(run)
    #expect(run.remarks.contains("model  ") && !run.remarks.contains("1/1"), "\(run.remarks)")
    // Both folders were made for nothing.
    #expect(scratch.contents.isEmpty)
  }

  @Test func theTrialOfAPlanIsNotWaitedFor() throws {
    let run = try CommandRun(
      ["train", "iris", "--steps", "20000", "--batch-size", "1", "--dry-run"], interruptAfter: 2)
    expectInterruption(run)
  }

  @Test func aFoldIsNotWaitedFor() throws {
    let run = try CommandRun(Self.longEpoch + ["--folds", "2"], interruptAfter: 2)
    expectInterruption(run)
    #expect(run.remarks.contains("model  ") && !run.remarks.contains("1/2"), "\(run.remarks)")
  }

  /// What was there before stays, empty or not.
  @Test func foldersOfOthersStay() throws {
    let scratch = try Scratch()
    let old = scratch.path + "/old"
    try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: true)
    expectInterruption(
      try CommandRun(Self.longEpoch + ["--out", old + "/new", "-q"], interruptAfter: 2))
    #expect(scratch.contents == ["old"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: old).isEmpty)
  }

  @Test func aBreakdownLeavesNoFolder() throws {
    let scratch = try Scratch()
    let run = try CommandRun([
      "train", "iris", "--lr", "1e30", "--loss", "membrane-mse", "--out", scratch.path + "/run",
    ])
    #expect(run.exitCode == 65 && scratch.contents.isEmpty, "\(run.remarks)")
  }
}

extension CommandRun {
  /// The last line of the remarks with its end.
  fileprivate var hint: String {
    remarks.split(separator: "\n").last.map { $0 + "\n" } ?? ""
  }
}
