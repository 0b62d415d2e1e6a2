import Foundation
import SNNData
import SNNFormats
import SNNTestSupport
import Testing

/// Where the commands look for data files, and what they say of those they cannot use.
@Suite struct DataFileTests {
  private static let folder = ProcessInfo.processInfo.environment["SNN_DATASETS"]
  private static let nowhere = ["SNN_DATASETS": "", "XDG_CACHE_HOME": "/dev/null"]

  /// A folder is no file with the wrong contents.
  @Test func aFolderInPlaceOfAFileCannotBeRead() throws {
    let scratch = try Scratch()
    for place in ["data/sat.trn", "cache/swift-snn/sat.trn"] {
      try FileManager.default.createDirectory(
        atPath: scratch.path + "/" + place, withIntermediateDirectories: true)
    }
    try expectFailure(
      CommandRun(["train", "landsat", "--data", scratch.path + "/data"]), exitCode: 66,
      naming: "data/sat.trn: cannot be read: Is a directory")
    let environment = ["SNN_DATASETS": "", "XDG_CACHE_HOME": scratch.path + "/cache"]
    try expectFailure(
      CommandRun(["train", "landsat", "--offline"], environment: environment), exitCode: 66,
      naming: "sat.trn: cannot be read: Is a directory")
  }

  /// Root may read everything, so that there is nothing to see.
  @Test(.enabled(if: getuid() != 0, "needs a user who may not read everything"))
  func aFileThatMayNotBeReadIsNotAWrongOne() throws {
    let scratch = try Scratch()
    let file = try scratch.file("sat.trn", "1 2 3\n")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
    try expectFailure(
      CommandRun(["train", "landsat", "--data", scratch.path]), exitCode: 66,
      naming: "Permission denied")
  }

  @Test func hintsSayWhereAFileBelongs() throws {
    let scratch = try Scratch()
    try expectFailure(
      CommandRun(["train", "mnist", "--data", scratch.path]), exitCode: 66,
      naming: " as \(scratch.path)/mnist/train-images-idx3-ubyte.gz")
    let run = try CommandRun(
      ["train", "yin-yang", "--offline"],
      environment: ["SNN_DATASETS": "", "XDG_CACHE_HOME": scratch.path])
    try expectFailure(
      run, exitCode: 66, naming: " as \(scratch.path)/swift-snn/yin_yang/train_samples.npy, or ")
    #expect(!run.remarks.contains("SNN_DATASETS"))
  }

  @Test func aSharedFolderThatLacksFilesIsMentioned() throws {
    let scratch = try Scratch()
    _ = try scratch.file("sat.trn", "")
    let environment = ["SNN_DATASETS": scratch.path, "XDG_CACHE_HOME": "/dev/null"]
    let run = try CommandRun(["train", "landsat", "--offline"], environment: environment)
    try expectFailure(run, exitCode: 66)
    let notes = run.remarks.split(separator: "\n").filter { $0.contains("SNN_DATASETS") }
    #expect(notes == ["note    SNN_DATASETS, \(scratch.path), lacks sat.tst"])
    let quiet = try CommandRun(["train", "landsat", "--offline", "-q"], environment: environment)
    #expect(!quiet.remarks.contains("SNN_DATASETS"))
  }

  /// The four files as they come, in no folder of their own, one of them unpacked.
  @Test(.enabled(if: folder != nil, "SNN_DATASETS names no folder with the data files"))
  func filesMayLieDirectlyInTheFolder() throws {
    let scratch = try Scratch()
    for file in [
      RemoteFile.mnistTrainingImages, .mnistTrainingLabels, .mnistTestImages, .mnistTestLabels,
    ] {
      let folder = try #require(Self.folder)
      let source = try #require(file.path(in: folder))
      let name = URL(fileURLWithPath: file.name).lastPathComponent
      try FileManager.default.copyItem(atPath: source, toPath: scratch.path + "/" + name)
    }
    let packed = scratch.path + "/t10k-images-idx3-ubyte.gz"
    let images = try decompressed(readFile(packed), name: "images")
    try Data(images).write(to: URL(fileURLWithPath: scratch.path + "/t10k-images-idx3-ubyte"))
    try FileManager.default.removeItem(atPath: packed)
    let flags = ["--hidden", "1", "--steps", "1", "--epochs", "0", "-q"]
    let run = try CommandRun(
      ["train", "mnist", "--data", scratch.path] + flags, environment: Self.nowhere)
    #expect(run.exitCode == 0 && run.output.contains("/10000, "), "\(run.remarks)")
  }
}
