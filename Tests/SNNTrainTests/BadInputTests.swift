import Foundation
import SNNTestSupport
import Testing

@Suite struct BadInputTests {
  struct Table: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let naming: String
    var flags: [String] = []
    var testDescription: String { name }
  }

  static let tables = [
    Table(name: "empty file", text: "", naming: "empty"),
    Table(name: "header only", text: "a,b,kind\n", naming: "rows.csv"),
    Table(name: "ragged row", text: smallTable + "1.0,2.0\n", naming: "rows.csv:14"),
    Table(name: "text in a numeric column", text: smallTable + "1.0,tall,round\n", naming: "tall"),
    Table(name: "NaN", text: smallTable + "nan,2.0,round\n", naming: "rows.csv:14"),
    Table(name: "infinity", text: smallTable + "inf,2.0,round\n", naming: "inf"),
    Table(name: "missing cell", text: smallTable + "?,2.0,round\n", naming: "rows.csv:14"),
    Table(name: "one class", text: "a,b,kind\n1,2,x\n3,4,x\n5,6,x\n", naming: "class"),
    Table(name: "two rows", text: "a,b,kind\n1,2,x\n3,4,y\n", naming: "2 rows are too few"),
    Table(
      name: "a quantity as the target",
      text: "a,b,kind\n" + (0..<150).map { "1,2,\(Double($0 * $0 % 47) / 10)\n" }.joined(),
      naming: "quantity"),
    Table(
      name: "identifiers as the target",
      text: "a,b,kind\n" + (0..<150).map { "1,2,\($0)\n" }.joined(), naming: "identifier"),
    Table(name: "unterminated quote", text: "a,b,kind\n1,\"2,x\n", naming: "quote"),
    Table(
      name: "fewer rows than folds", text: smallTable, naming: "folds", flags: ["--folds", "20"]),
  ]

  @Test(arguments: tables) func tableIsRefused(table: Table) throws {
    let scratch = try Scratch()
    let path = try scratch.file("rows.csv", table.text)
    let out = scratch.path + "/run"
    var flags = ["train", path, "--target", "kind", "--epochs", "1"] + table.flags
    if table.flags.isEmpty { flags += ["--out", out] }
    let run = try CommandRun(flags)
    try expectFailure(run, exitCode: 65, naming: table.naming)
    #expect(scratch.contents == ["rows.csv"])
  }

  @Test func unknownTargetListsTheColumns() throws {
    let scratch = try Scratch()
    let path = try scratch.file("rows.csv", smallTable)
    try expectFailure(
      CommandRun(["train", path, "--target", "kinds"]), exitCode: 65, naming: "kind")
    try expectFailure(CommandRun(["train", path]), exitCode: 64, naming: "--target")
  }

  /// Command lines and the exit code each must end with.
  static let wrongUses: [WrongUse] = [
    WrongUse("train absent.csv --target x", 66),
    WrongUse("train irsi", 66),
    WrongUse("train iris --target x", 64),
    WrongUse("train iris --epoch 3", 64),
    WrongUse("train iris --coding temporal --scaling standard", 64),
    WrongUse("train iris --hidden 1000000,1000000", 64),
    WrongUse("train iris --method ottt", 64),
    WrongUse("train iris --window 3", 64),
    WrongUse("train iris --folds 2 --repeats 9223372036854775807", 64),
    WrongUse("train iris --folds 2 --patience 3", 64),
    WrongUse("train iris --header present", 64),
    WrongUse("train iris --header automatic", 64),
    WrongUse("train iris --delimiter comma", 64),
    WrongUse("train iris --missing drop", 64),
    WrongUse("train landsat --missing refuse --offline", 64),
    WrongUse("train absent.csv --target x --data folder", 64),
    WrongUse("train iris --coding morse", 64),
    WrongUse("train iris --coding temporal --steps 1", 64),
    WrongUse("train iris --coding burst --steps 2", 64),
    WrongUse("train iris --sampling bernoulli", 64),
    WrongUse("train iris --coding phase --sampling deterministic", 64),
    WrongUse("train iris --coding rate --sampling poisson", 64),
    WrongUse("train iris --alpha 0.5", 64),
    WrongUse("train iris --steps 0", 64),
    WrongUse("train iris --steps many", 64),
    WrongUse("train iris --hidden 0", 64),
    WrongUse("train iris --hidden 8,,8", 64),
    WrongUse("train iris --beta 1.5", 64),
    WrongUse("train iris --beta nan", 64),
    WrongUse("train iris --lr -1", 64),
    WrongUse("train iris --lr inf", 64),
    WrongUse("train iris --dropout 1", 64),
    WrongUse("train iris --batch-size 0", 64),
    WrongUse("train iris --epochs -1", 64),
    WrongUse("train iris --surrogate step", 64),
    WrongUse("train iris --surrogate straight-through:5", 64),
    WrongUse("train iris --steps 100000 --batch-size 1 --hidden 1000 --epochs 0", 64),
    WrongUse("train breast-cancer --hidden 1000000,300", 64),
    WrongUse("train iris --surrogate arctan:0", 64),
    WrongUse("train iris --surrogate arctan:x", 64),
    WrongUse("train iris --threads 0", 64),
    WrongUse("train iris --seed -1", 64),
    WrongUse("train iris --repeats 2", 64),
    WrongUse("train iris --folds 1", 64),
    WrongUse("train iris --folds 151", 65),
    WrongUse("train iris --folds 5 --out x", 64),
    WrongUse("train iris --patience 3", 64),
    WrongUse("train iris --validation 1", 64),
    WrongUse("train iris --validation 0.001", 65),
    WrongUse("train iris --validation 0.999", 65),
    WrongUse("train -", 64),
    WrongUse("train - --target x", 65),
    WrongUse("train iris --out /proc/none", 73),
    WrongUse("train", 64),
    WrongUse("dance", 64),
    WrongUse("predict absent", 64),
    WrongUse("benchmark chess", 64),
    WrongUse("train landsat --offline", 66),
  ]

  /// Command lines about data that is not there and must not be asked for: the flags are at fault.
  static let judgedWithoutData = [
    "landsat --folds 3", "mnist --folds 5", "breast-cancer-original --folds 1",
    "yin-yang --steps 0", "yin-yang --validation 0.2", "mnist --patience 3", "landsat --target x",
    "mnist --model cnn --coding population", "landsat --model cnn", "yin-yang --augment-shift 1",
    "mnist --augment-shift 28", "mnist --hidden 1000000,1000000", "absent.csv --target x --lr 0",
  ].map { WrongUse("train " + $0, 64) }

  struct WrongUse: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let exitCode: Int32
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ line: String, _ exitCode: Int32) {
      arguments = line.split(separator: " ").map(String.init)
      self.exitCode = exitCode
    }
  }

  @Test(arguments: wrongUses + judgedWithoutData)
  func wrongUseIsRefused(use: WrongUse) throws {
    // No folder can be made there, so nothing can be fetched either.
    let environment = ["SNN_DATASETS": "/nowhere", "XDG_CACHE_HOME": "/dev/null"]
    try expectFailure(
      CommandRun(use.arguments, environment: environment), exitCode: use.exitCode)
  }

  @Test func aShareThatLeavesNoRowsIsNamedAsItWasGiven() throws {
    let few = try CommandRun(["train", "iris", "--validation", "0.001"])
    try expectFailure(
      few, exitCode: 65, naming: "--validation 0.001 of 120 training rows leaves no row to measure")
    let most = try CommandRun(["train", "iris", "--validation", "0.999"])
    try expectFailure(most, exitCode: 65, naming: "leaves no row to learn from")
  }

  @Test func theUselessFlagIsNamed() throws {
    for flag in ["--target", "--header", "--delimiter", "--missing"] {
      let value = ["--header": "absent", "--delimiter": "tab", "--missing": "drop"][flag] ?? "x"
      try expectFailure(
        CommandRun(["train", "iris", flag, value]), exitCode: 64, naming: "\(flag) is for CSV files"
      )
    }
  }

  /// Clipped to 0...1 all rows would be alike; nothing is trained and nothing answered.
  @Test func unitScalingTakesNoOtherNumbers() throws {
    let scratch = try Scratch()
    let (wide, out) = (try scratch.file("wide.csv", smallTable), scratch.path + "/out")
    let train = ["--target", "kind", "--scaling", "unit", "--epochs", "1", "--out", out]
    let refused = try CommandRun(["train", wide] + train)
    try expectFailure(refused, exitCode: 65, naming: "lies outside 0...1")
    #expect(refused.remarks.contains("--> wide, row "))
    #expect(scratch.contents == ["wide.csv"])
    try expectFailure(
      CommandRun(["train", wide, "--folds", "3"] + train.dropLast(2)), exitCode: 65,
      naming: "lies outside 0...1")
    let narrow = smallTable.split(separator: "\n").map { line in
      line.hasSuffix("round") ? "0.1,0.2,round" : line.hasSuffix("long") ? "0.8,0.9,long" : line
    }
    let sound = try scratch.file("narrow.csv", narrow.joined(separator: "\n"))
    let run = try CommandRun(["train", sound] + train)
    #expect(run.exitCode == 0, "\(run.remarks)")
    for command in ["predict", "evaluate"] {
      try expectFailure(
        CommandRun([command, out + "/model.safetensors", wide]), exitCode: 65,
        naming: "wide.csv:2, column 2 (height)")
    }
  }

  @Test func controlCharactersInNamesAreNotRepeated() throws {
    let scratch = try Scratch()
    let path = try scratch.file("rows\u{1B}[31m.csv", "a\u{1B}[31m,kind\n1,x\nz,y\n")
    let run = try CommandRun(["train", path, "--target", "kind"])
    try expectFailure(run, exitCode: 65, naming: "“z” is not a number")
    #expect(!run.remarks.utf8.contains(0x1B))
  }

  @Test func divergenceNamesEpochBatchAndPlace() throws {
    let run = try CommandRun(
      ["train", "iris", "--lr", "1e30", "--loss", "membrane-mse", "--epochs", "50"])
    try expectFailure(run, exitCode: 65, naming: "batch")
  }

  @Test func aFolderIsNoTable() throws {
    let scratch = try Scratch()
    try expectFailure(CommandRun(["train", scratch.path, "--target", "x"]), exitCode: 66)
  }

  @Test func foreignDataFilesAreRefused() throws {
    let scratch = try Scratch()
    _ = try scratch.file("sat.trn", "1 2 3\n")
    _ = try scratch.file("sat.tst", "1 2 3\n")
    try expectFailure(
      CommandRun(["train", "landsat", "--data", scratch.path]), exitCode: 65, naming: "SHA-256")
    try expectFailure(
      CommandRun(["train", "landsat", "--data", scratch.path + "/absent"]), exitCode: 66)
  }
}
