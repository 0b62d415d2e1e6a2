import Foundation
import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

@Suite struct PickleMalformedTests {
  private static let none: [UInt8] = [0x4E]

  /// A file whose dictionary holds a sound tensor and beside it these opcodes, which push one value.
  private static func beside(_ name: String, _ value: [UInt8], _ words: String) -> Malformed {
    Malformed(name, torchFile(dictionary(entry("w", tensor()), entry("x", value))), words)
  }

  private static func whole(_ name: String, _ pickle: [UInt8], _ words: String) -> Malformed {
    Malformed(name, torchFile(pickle: pickle), words)
  }

  private static func named(_ module: String, _ name: String) -> Malformed {
    beside(
      "\(module).\(name)", call(global(module, name), text("touch /tmp/x")),
      "names “\(module).\(name)”, with which loading it can run a program")
  }

  static let attacks =
    [
      ("os", "system"), ("posix", "system"), ("nt", "system"), ("os.path", "join"),
      ("sys", "modules"), ("subprocess", "Popen"), ("subprocess", "check_output"),
      ("runpy", "run_path"), ("socket", "socket"), ("pty", "spawn"), ("shutil", "rmtree"),
      ("importlib", "import_module"), ("ctypes", "CDLL"), ("webbrowser", "open"),
      ("io", "open"), ("pickle", "loads"), ("marshal", "loads"),
      ("builtins", "eval"), ("builtins", "exec"), ("builtins", "getattr"), ("builtins", "compile"),
      ("builtins", "__import__"), ("builtins", "open"), ("__builtin__", "eval"),
      ("__builtin__", "execfile"), ("__builtin__", "getattr"), ("__builtin__", "apply"),
    ].map { named($0.0, $0.1) } + [
      beside("name alone", global("os", "system"), "“os.system”"),
      beside("class", object(global("subprocess", "Popen"), state: [0x7D]), "“subprocess.Popen”"),
      beside("in a storage", storage(type: global("os", "system")) + [0x30, 0x4E], "“os.system”"),
      beside(
        "STACK_GLOBAL", text("builtins") + text("eval") + [0x93], "the opcode STACK_GLOBAL"),
      beside("INST", [0x28] + text("id") + [0x69] + Array("os\nsystem\n".utf8), "the opcode INST"),
      beside("OBJ", [0x28] + global("torch", "Size") + [0x6F], "the opcode OBJ"),
      beside("EXT1", [0x82, 1], "the opcode EXT1"),
      beside("EXT2", [0x83, 1, 0], "the opcode EXT2"),
      beside("EXT4", [0x84, 1, 0, 0, 0], "the opcode EXT4"),
      beside(
        "NEWOBJ_EX", global("a", "b") + [0x29, 0x7D, 0x92], "the opcode NEWOBJ_EX"),
      beside("PERSID", [0x50] + Array("key\n".utf8), "the opcode PERSID"),
      beside(
        "two names", call(call(global("operator", "attrgetter"), text("x")), text("y")),
        "calls something that has no name"),
      Malformed(
        "in a legacy file", legacyFile(pickle(call(global("os", "system"), text("x")))),
        "“os.system”"),
      Malformed(
        "in the first of its pickles",
        legacyFile(pickle(none), start: legacyStart(version: global("os", "system"))),
        "“os.system”"),
    ]

  static let opcodes =
    [
      ("FLOAT", "F1\n"), ("INT", "I1\n"), ("LONG", "L1L\n"), ("STRING", "S'a'\n"),
      ("UNICODE", "Va\n"),
      ("BINSTRING", "T\u{1}\0\0\0a"), ("BINBYTES", "B\u{1}\0\0\0a"), ("SHORT_BINBYTES", "C\u{1}a"),
      ("LIST", "(l"), ("DICT", "(d"), ("DUP", "N2"), ("GET", "g0\n"), ("PUT", "Np0\n"),
      ("POP_MARK", "(1N"),
    ].map { beside($0.0, Array($0.1.utf8), "has the opcode \($0.0), which torch.save does not") }
    + [
      ("LONG4", [0x8B, 1, 0, 0, 0, 1]), ("SHORT_BINUNICODE", [0x8C, 1, 0x61]),
      ("BINUNICODE8", [0x8D, 1, 0, 0, 0, 0, 0, 0, 0, 0x61]),
      ("BINBYTES8", [0x8E, 1, 0, 0, 0, 0, 0, 0, 0, 0x61]), ("ADDITEMS", [0x8F, 0x28, 0x4E, 0x90]),
      ("FROZENSET", [0x28, 0x91]), ("MEMOIZE", [0x4E, 0x94]),
      ("FRAME", [0x95, 1, 0, 0, 0, 0, 0, 0, 0]), ("BYTEARRAY8", [0x96, 0, 0, 0, 0, 0, 0, 0, 0]),
      ("NEXT_BUFFER", [0x97]), ("READONLY_BUFFER", [0x97, 0x98]),
    ].map { (name: String, code: [UInt8]) in
      beside(name, code, "has the opcode \(name == "READONLY_BUFFER" ? "NEXT_BUFFER" : name)")
    }
    + [
      beside("no opcode", [0xFF], "has the opcode 255, which does not exist"),
      beside("zero", [0], "has the opcode 0, which does not exist"),
      beside("version again", [0x80, 2, 0x4E], "the version of its protocol twice"),
    ]

  static let machine = [
    whole("empty", [], "the pickle is truncated"),
    whole("no version", [0x7D, 0x2E], "does not start with the version"),
    whole("half a version", [0x80], "the pickle is truncated"),
    whole("protocol 0", [0x80, 0, 0x7D, 0x2E], "protocol 0, of which only 2 is read"),
    whole("protocol 5", [0x80, 5, 0x7D, 0x2E], "protocol 5, of which only 2 is read"),
    whole("no value", pickle([]), "takes a value that is not there"),
    whole("no end", [0x80, 2, 0x7D], "the pickle is truncated"),
    whole("two values", pickle([0x4E, 0x4E]), "ends with more than one value"),
    whole("a mark is left", pickle([0x28, 0x4E]), "ends with more than one value"),
    whole("a mark below", pickle([0x28, 0x4E, 0x4E]), "ends with more than one value"),
    whole("bytes behind", pickle([0x7D]) + [0], "the pickle goes on after its end"),
    whole("second pickle", pickle([0x7D]) + pickle([0x7D]), "the pickle goes on after its end"),
    beside("tuple of nothing", [0x28, 0x85], "takes a value that is not there"),
    beside("list of no mark", [0x74, 0x74, 0x74], "lacks a mark"),
    beside("pop", [0x30, 0x30, 0x30, 0x30], "the pickle lacks a mark"),
    beside("recall", [0x68, 7], "recalls value 7, which it has not kept"),
    beside(
      "recall 4 billion", [0x6A, 0xFF, 0xFF, 0xFF, 0xFF], "recalls value 4294967295, which it"),
    beside("keep nothing", [0x28, 0x71, 0], "takes a value that is not there"),
    beside("append to a number", [0x4B, 1, 0x4E, 0x61], "changes something that cannot change"),
    beside("append to a tuple", [0x29, 0x4E, 0x61], "appends to something that is no list"),
    beside("append to a dictionary", [0x7D, 0x4E, 0x61], "appends to something that is no list"),
    beside("entry of a list", [0x5D, 0x4E, 0x4E, 0x73], "that is no dictionary"),
    beside("odd entries", [0x7D, 0x28, 0x4E, 0x75], "has a key without a value"),
    beside("state of a list", [0x5D, 0x7D, 0x62], "sets the state of something that has none"),
    beside(
      "two states", object(global("a", "b"), state: [0x7D]) + [0x7D, 0x62], "or has it already"),
    beside("call a number", [0x4B, 1, 0x29, 0x52], "calls something that has no name"),
    beside(
      "no arguments", global("a", "b") + [0x4E, 0x52], "calls “a.b” without a tuple of arguments"),
    beside(
      "OrderedDict of a number", call(global("collections", "OrderedDict"), integer(1)),
      "OrderedDict of something that is no list"),
    beside(
      "OrderedDict of numbers", call(global("collections", "OrderedDict"), list(integer(1))),
      "OrderedDict of something that is no pair"),
    whole("name without end", [0x80, 2, 0x63] + Array("os".utf8), "the pickle is truncated"),
    whole("half a name", [0x80, 2, 0x63] + Array("os\nsystem".utf8), "the pickle is truncated"),
    beside("empty name", [0x63, 0x0A, 0x0A], "a name in the pickle is empty"),
    beside("zero in a name", global("a", "b\0c"), "empty or no plain text"),
    beside("space in a name", global("a b", "c"), "empty or no plain text"),
    beside("name that is not UTF-8", [0x63, 0xFF, 0x0A, 0x61, 0x0A], "empty or no plain text"),
    beside(
      "name of 1025 bytes", global(String(repeating: "n", count: 1025), "x"), "more than 1024"),
    beside("text not UTF-8", [0x58, 1, 0, 0, 0, 0xFF], "a text in the pickle is not UTF-8"),
    beside("text of a surrogate", [0x58, 3, 0, 0, 0, 0xED, 0xA0, 0x80], "is not UTF-8"),
    beside("text of 32 MiB", [0x58, 0, 0, 0, 2], "the pickle is truncated"),
    beside("text of 4 GiB", [0x58, 0xFF, 0xFF, 0xFF, 0xFF], "holds a text of 4294967295 bytes"),
    beside("text of 64 MiB + 1", [0x58, 1, 0, 0, 4], "holds a text of 67108865 bytes"),
    beside("long number cut", [0x8A, 0xFF, 1], "the pickle is truncated"),
  ]

  /// Small pickles that stand for much, or for ever.
  static let bombs = [
    beside("100,001 values", repeated([0x4E], 100_001), "stacks more than 100000 values"),
    beside("100,001 marks", repeated([0x28], 100_001), "stacks more than 100000 values"),
    beside("500 lists", repeated([0x5D], 501) + repeated([0x61], 500), "nests deeper than 500"),
    beside("500 tuples", [0x29] + repeated([0x85], 501), "nests deeper than 500 levels"),
    beside(
      "500 times in itself", [0x5D, 0x71, 0] + repeated([0x68, 0, 0x61], 501),
      "nests deeper than 500 levels"),
  ]

  /// Millions of opcodes, which a debug build takes its time for.
  static let largeBombs = [
    beside("too many objects", repeated([0x29, 0x30], 200_001), "more than 200000 objects"),
    beside(
      "too many kept",
      [0x4E] + (0...200_000).flatMap { [0x72] + word(UInt32($0)) }, "keeps more than 200000"),
    beside(
      "copies of a thousand pairs",
      [0x5D, 0x28] + repeated([0x4E, 0x4E, 0x86], 1000) + [0x65, 0x71, 0, 0x30]
        + global("collections", "OrderedDict") + [0x71, 1, 0x30]
        + repeated([0x68, 1, 0x68, 0, 0x85, 0x52, 0x30], 10_000), "holds more than 500000 values"),
  ]

  @Test(arguments: attacks + opcodes + machine + bombs) func isRefused(_ file: Malformed) {
    file.expectRefusal(by: "model.pt") { (bytes, name) throws(FormatError) in
      _ = try PyTorchFile(parsing: bytes, name: name)
    }
    #expect(pyTorchError(file.bytes)?.byteOffset != nil)
  }

  @Test(arguments: largeBombs) func largeBombIsRefused(_ file: Malformed) {
    let found = pyTorchError(file.bytes)
    #expect(found?.kind == .badData && found?.byteOffset != nil)
    #expect(found?.message.contains(file.words) == true)
  }

  /// Sound before it is broken.
  @Test func testsMakeSoundPickles() throws {
    let sound = [
      torchFile(dictionary(entry("w", tensor()))),
      legacyFile(pickle(dictionary(entry("w", tensor())))),
    ]
    for bytes in sound {
      let file = try PyTorchFile(parsing: bytes, name: "made")
      #expect(file.tensors.map(\.name) == ["w"])
      #expect(file["w"]?.tensor == [[0, 1, 2], [3, 4, 5]])
    }
  }

  /// The place in an error is the one in the file, not in the entry of the archive.
  @Test func placesAreThoseInTheFile() throws {
    let file = torchFile(dictionary(entry("x", call(global("os", "system"), text("x")))))
    #expect(pyTorchError(file)?.byteOffset == file.place(of: global("os", "system")))
    #expect(pyTorchError(file)?.hint.contains("do not load this file in Python") == true)
  }

  /// What never ends or is huge when it is written out, but is small as it stands.
  @Test(arguments: [
    // Ten levels of ten times the same, ten billion in all.
    [0x5D, 0x4E, 0x61, 0x71, 0]
      + (0..<10).flatMap { (level: UInt8) in
        [0x5D, 0x28] + repeated([0x68, level], 10) + [0x65, 0x71, level + 1]
      } + repeated([0x30], 10),
    // In itself, by way of a tuple and of a dictionary, and with itself as a key.
    [0x5D, 0x71, 0, 0x68, 0, 0x61, 0x68, 0, 0x85, 0x61],
    [0x7D, 0x71, 0] + text("me") + [0x68, 0, 0x73],
    [0x7D, 0x71, 0, 0x68, 0, 0x68, 0, 0x73],
    // An object with itself as its state.
    global("mine", "Node") + [0x29, 0x81, 0x71, 0, 0x68, 0, 0x62],
  ])
  func loopsAreData(_ value: [UInt8]) throws {
    let bytes = torchFile(dictionary(entry("w", tensor()), entry("x", value)))
    var file: PyTorchFile?
    let time = try ContinuousClock().measure {
      file = try PyTorchFile(parsing: bytes, name: "model.pt")
    }
    #expect(file?.tensors.map(\.name) == ["w"])
    #expect(time < .seconds(1))
  }
}
