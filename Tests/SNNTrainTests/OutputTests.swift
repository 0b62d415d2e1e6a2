import Foundation
import SNNFormats
import SNNTestSupport
import Testing

/// Places that cannot be written to: neither the result nor the model is lost by the other's.
@Suite struct OutputTests {
  @Test func aFullOutputIsAnError() throws {
    // /dev/full refuses every byte, as a full disk does.
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let remarks = Pipe()
    let end = try CommandRun(
      of: "snntrain", ["train", "iris", "--epochs", "1", "-q"], output: full, remarks: remarks)
    #expect(end.exitCode == 74)
    #expect(remarks.text.hasPrefix("error: standard output cannot be written\nhint: "))
  }

  /// As `| head` does it: no complaint, and the model is there.
  @Test func aClosedOutputIsQuiet() throws {
    let scratch = try Scratch()
    let remarks = Pipe()
    let end = try CommandRun(
      of: "snntrain", ["train", "iris", "--epochs", "1", "-q", "--out", scratch.path],
      output: Pipe.closed(),
      remarks: remarks)
    #expect(end.reason == .exit && end.exitCode == 74)
    #expect(remarks.text == "")
    #expect(scratch.contents.contains("model.safetensors"))
  }

  @Test func closedRemarksDoNotEndATraining() throws {
    let output = Pipe()
    let end = try CommandRun(
      of: "snntrain", ["train", "iris", "--epochs", "2"], output: output, remarks: Pipe.closed())
    #expect(end.reason == .exit && end.exitCode == 0)
    #expect(output.text.contains("test accuracy"))
  }

  /// The name of the model leads to a device that is always full.
  @Test(arguments: [[], ["--json"]]) func aFailedSaveDoesNotLoseTheResult(flags: [String]) throws {
    let scratch = try Scratch()
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/model.safetensors", withDestinationPath: "/dev/full")
    let run = try CommandRun(
      ["train", "iris", "--epochs", "1", "--out", scratch.path] + flags)
    #expect(run.exitCode == 74)
    #expect(run.remarks.contains("model.safetensors: cannot be written: No space left on device"))
    #expect(!run.remarks.contains("saved "))
    if flags.isEmpty {
      #expect(run.output.contains("test accuracy"))
    } else {
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
      #expect(document["test"] != nil && document["model"] == nil)
    }
  }

  /// Seen before anything is done: the data has not even been looked for.
  @Test func badPlacesAreSeenFirst() throws {
    let scratch = try Scratch()
    let taken = scratch.path + "/taken"
    try FileManager.default.createDirectory(
      atPath: taken + "/model.safetensors", withIntermediateDirectories: true)
    let file = try scratch.file("file", "")
    let environment = ["SNN_DATASETS": "", "XDG_CACHE_HOME": "/dev/null"]
    for (place, words) in [
      (taken, "/model.safetensors is a folder"), (file, "file is not a folder"),
      (file + "/run", "file is not a folder"),
    ] {
      try expectFailure(
        CommandRun(["train", "landsat", "--out", place], environment: environment), exitCode: 73,
        naming: words)
    }
    try expectFailure(
      CommandRun(
        ["train", "landsat", "--offline", "--out", scratch.path + "/x"], environment: environment),
      exitCode: 66)
    #expect(scratch.contents == ["file", "taken"])
  }
}
