import Foundation
import SNNTestSupport
import Testing

/// What the commands say about images, and about data sets with parts of their own.
@Suite struct ImageCommandTests {
  @Test(arguments: [
    (["iris", "--model", "cnn"], "a cnn is for images"),
    (["iris", "--augment-shift", "2"], "shifting or flipping is for images"),
    (["iris", "--augment-flip", "vertical"], "shifting or flipping is for images"),
    (["iris", "--augment-shift=-1"], "0...1000 pixels, not -1"),
    (["iris", "--augment-flip", "diagonal"], "horizontal"),
    (["iris", "--model", "rnn"], "“mlp” and “cnn”"),
    (["iris", "--patience", "3"], "--patience needs validation rows"),
    (["mnist", "--augment-shift", "28"], "can be shifted by at most 27 pixels, not 28"),
    (["mnist", "--folds", "5"], "mnist has its own test rows"),
    (["mnist", "--model", "cnn", "--coding", "population"], "for mlp, not for cnn"),
    (["yin-yang", "--validation", "0.2"], "yin-yang has its own validation rows"),
  ])
  func flagsWithoutUseAreRefused(_ arguments: [String], _ words: String) throws {
    try expectFailure(
      CommandRun(
        ["train"] + arguments, environment: ["SNN_DATASETS": "", "XDG_CACHE_HOME": "/dev/null"]),
      exitCode: 64, naming: words)
  }

  @Test func aTableHasNoImages() throws {
    let scratch = try Scratch()
    let path = try scratch.file("rows.csv", smallTable)
    try expectFailure(
      CommandRun(["train", path, "--target", "kind", "--model", "cnn"]), exitCode: 64,
      naming: "which of the 2 features are neighbouring pixels")
  }

  @Test func filesThatAreNotMNISTAreRefused() throws {
    let scratch = try Scratch()
    let train = ["train", "mnist", "--data", scratch.path]
    try expectFailure(
      CommandRun(train), exitCode: 66,
      naming: "mnist/train-images-idx3-ubyte.gz is not in the folder")
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/mnist", withIntermediateDirectories: true)
    // Text, then the bytes a gzip file starts with and nothing else.
    for bytes in [Array("no images".utf8), [0x1F, 0x8B, 8, 0]] {
      let place = scratch.path + "/mnist/train-images-idx3-ubyte.gz"
      try Data(bytes).write(to: URL(fileURLWithPath: place))
      try expectFailure(CommandRun(train), exitCode: 65, naming: "SHA-256 differs")
    }
    try expectFailure(
      CommandRun(
        ["train", "yin-yang", "--offline"],
        environment: ["SNN_DATASETS": "", "XDG_CACHE_HOME": scratch.path]),
      exitCode: 66, naming: "yin_yang/train_samples.npy is not on this machine")
  }

  private static let folder = ProcessInfo.processInfo.environment["SNN_DATASETS"]

  @Test(.enabled(if: folder != nil, "SNN_DATASETS names no folder with the data files"))
  func yinYangUsesItsOwnParts() throws {
    let scratch = try Scratch()
    let flags = ["--coding", "temporal", "--steps", "4", "--hidden", "5", "--epochs", "1"]
    let run = try CommandRun(
      ["train", "yin-yang", "--patience", "2", "--out", scratch.path] + flags)
    #expect(run.exitCode == 0, "\(run.remarks)")
    #expect(run.remarks.contains("yin-yang: 5000 to train, 1000 to test"))
    #expect(run.remarks.contains("val "))
    let model = scratch.path + "/model.safetensors"
    let evaluated = try CommandRun(["evaluate", model, "yin-yang"])
    #expect(evaluated.output == run.output)
    let rows = try scratch.file("rows.csv", "x,y,1 - x,1 - y\n0.2,0.5,0.8,0.5\n")
    let predicted = try CommandRun(["predict", model, rows])
    #expect(predicted.output.hasPrefix("label,score yin,score yang,score dot\n"))
  }

  /// Ten classes with short names, an image shape, and no table to predict from.
  @Test(.enabled(if: folder != nil, "SNN_DATASETS names no folder with the data files"))
  func imagesAreSpokenOfAsImages() throws {
    let scratch = try Scratch()
    let flags = ["--hidden", "1", "--steps", "1", "--epochs", "0", "--augment-shift", "2"]
    let run = try CommandRun(["train", "mnist", "--out", scratch.path] + flags)
    #expect(run.exitCode == 0 && run.remarks.contains("saved "), "\(run.remarks)")
    #expect(run.remarks.contains("T = 1, shifts of up to 2 pixels, "))
    #expect(!run.remarks.contains("next "))
    let lines = run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let digits = (0...9).map(String.init)
    let head = try #require(lines.firstIndex { $0.first == "true\\answer" })
    #expect(lines[head].dropFirst().elementsEqual(digits))
    #expect(lines[(head + 1)...(head + 10)].map { $0[0] } == digits)
    let shown = try CommandRun(["inspect", scratch.path + "/model.safetensors"])
    #expect(shown.output.contains("features  784 features (1×28×28 pixels)\n"))
    #expect(shown.output.contains("shifts of up to 2 pixels"), "\(shown.output)")
    #expect(!shown.output.contains("column"))
  }
}
