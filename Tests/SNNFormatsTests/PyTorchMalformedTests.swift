import Foundation
import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

@Suite struct PyTorchMalformedTests {
  private static let big = Int.max

  /// A file with this tensor alone.
  private static func one(
    _ name: String, _ tensor: [UInt8],
    storages: [(name: String, bytes: [UInt8])] = [("0", sixNumbers)],
    _ words: String
  ) -> Malformed {
    Malformed(name, torchFile(dictionary(entry("w", tensor)), storages: storages), words)
  }

  static let tensors = [
    one(
      "no arguments", call(global("torch._utils", "_rebuild_tensor_v2")), "where its numbers are"),
    one(
      "eight arguments", tensor(more: [0x4E], [0x4E]), "“w” does not say where its numbers are"),
    one("storage is None", tensor([0x4E]), "“w” does not say where its numbers are"),
    one("storage is a tuple", tensor(numbers([1, 2])), "“w” does not say where its numbers are"),
    one("offset is a text", tensor(offset: text("0")), "needs an offset, sizes and strides"),
    one("offset −1", tensor(offset: integer(-1)), "whole numbers, none negative"),
    one("offset 1", tensor(offset: integer(1)), "beyond the 6 of its storage"),
    one("offset 2⁶³ − 1", tensor(offset: integer(big)), "beyond the 6 of its storage"),
    one(
      "offset 2⁷²", tensor(offset: [0x8A, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), "needs an offset"),
    one("sizes are a number", tensor(sizes: integer(6)), "needs an offset, sizes and strides"),
    one("sizes are a list", tensor(sizes: list(integer(6))), "needs an offset, sizes and strides"),
    one("size −2", tensor(sizes: numbers([-2, 3])), "whole numbers, none negative"),
    one("size 2.0", tensor(sizes: tuple([0x47, 0x40, 0, 0, 0, 0, 0, 0, 0], [0x4B, 3])), "whole"),
    one("size True", tensor(sizes: tuple([0x88], [0x4B, 3])), "whole numbers"),
    one("size 4", tensor(sizes: numbers([4, 3])), "beyond the 6 of its storage"),
    one("size 2⁶³ − 1", tensor(sizes: numbers([big, 1])), "too large for any file"),
    one("sizes 2³² and 2³²", tensor(sizes: numbers([1 << 32, 1 << 32])), "too large for any file"),
    one(
      "sizes 0, 2⁶² and 2⁶²",
      tensor(sizes: numbers([0, 1 << 62, 1 << 62]), strides: numbers([1, 1, 1])),
      "too large for any file"),
    one(
      "nine axes",
      tensor(
        sizes: numbers(.init(repeating: 1, count: 9)),
        strides: numbers(.init(repeating: 1, count: 9))),
      "has 9 axes, more than 8"),
    one(
      "a thousand axes",
      tensor(sizes: numbers(.init(repeating: 1, count: 1000)), strides: numbers([1])),
      "needs an offset, sizes and strides"),
    one("one stride", tensor(strides: numbers([3])), "needs an offset, sizes and strides"),
    one("stride −1", tensor(strides: numbers([3, -1])), "none negative"),
    one("stride 4", tensor(strides: numbers([4, 1])), "beyond the 6 of its storage"),
    one("stride 2⁶³ − 1", tensor(strides: numbers([big, 1])), "beyond the 6 of its storage"),
    one(
      "stride 2⁶² of a single row",
      tensor(sizes: numbers([1, 2]), strides: numbers([1 << 62, 6])), "beyond the 6 of its storage"),
    one("strides overflow", tensor(strides: numbers([big, big])), "beyond the 6 of its storage"),
    one(
      "notes that are no text", tensor(more: dictionary([0x4B, 1, 0x4E])), "has notes that are no"),
    one("negated", tensor(more: dictionary(entry("neg", [0x88]))), "changed by “neg”"),
    one(
      "parameter of nothing", call(global("torch._utils", "_rebuild_parameter")),
      "“w” holds no tensor but an object of “torch._utils._rebuild_parameter”"),
    one(
      "parameter of a parameter of …",
      (0..<9).reduce(tensor()) { inner, _ in
        call(global("torch._utils", "_rebuild_parameter"), inner)
      },
      "“w” holds no tensor"),
    one(
      "another class",
      call(
        global("torch._tensor", "_rebuild_from_type_v2"),
        global("torch._utils", "_rebuild_tensor_v2"), global("mine", "Tensor"), [0x29], [0x7D]),
      "made by “torch._tensor._rebuild_from_type_v2”, which is not read"),
    one(
      "a third kind", call(global("torch._utils", "_rebuild_tensor_v3"), storage()),
      "made by “torch._utils._rebuild_tensor_v3”, which is not read"),
  ]

  static let storages = [
    one("outside is None", tensor([0x4E, 0x51]), "something outside that is no storage"),
    one("outside is itself", tensor([0x5D, 0x71, 0, 0x68, 0, 0x61, 0x51]), "that is no storage"),
    one("four fields", tensor(tuple(text("storage"), text("0")) + [0x51]), "that is no storage"),
    one("key is a number", tensor(keyed(integer(0))), "that is no storage"),
    one("class is a text", tensor(storage(type: text("torch.FloatStorage"))), "that is no storage"),
    one("count −1", tensor(storage(count: integer(-1))), "that is no storage"),
    one("count is a text", tensor(storage(count: text("6"))), "that is no storage"),
    one(
      "class of complex numbers", tensor(storage(type: global("torch", "ComplexFloatStorage"))),
      "has numbers of “torch.ComplexFloatStorage”, which are not read"),
    one(
      "class of no numbers", tensor(storage(type: global("torch.storage", "UntypedStorage"))),
      "has numbers of “torch.storage.UntypedStorage”, which are not read"),
    one(
      "class of another package", tensor(storage(type: global("mine", "FloatStorage"))),
      "has numbers of “mine.FloatStorage”, which are not read"),
    one(
      "part of another",
      tensor(
        tuple(
          text("storage"), global("torch", "FloatStorage"), text("0"), text("cpu"), integer(6),
          tuple(text("1"), integer(0), integer(6))) + [0x51]), "“0” is a part of another"),
    one("no such storage", tensor(storage("1")), "in storage “1”, which the file does not hold"),
    one("a path", tensor(storage("../version")), "“../version”, which the file does not hold"),
    one("no storages", tensor(), storages: [], "in storage “0”, which the file does not hold"),
    one(
      "seven numbers", tensor(storage(count: integer(7))), "of 7 numbers of float32, but it has 24"),
    one("count 2⁶³ − 1", tensor(storage(count: integer(big))), "9223372036854775807 numbers"),
    one(
      "twice as wide", tensor(storage(type: global("torch", "DoubleStorage"))),
      "of 6 numbers of float64, but it has 24 bytes"),
    one(
      "a byte short", tensor(), storages: [("0", sixNumbers.dropLast())], "but it has 23 bytes"),
    Malformed(
      "two counts",
      torchFile(
        dictionary(
          entry("a", tensor()),
          entry("b", tensor(storage(count: integer(5)), sizes: numbers([5]), strides: numbers([1])))
        )),
      "“0” has 5 numbers of float32, but before 6 of float32"),
    Malformed(
      "two types",
      torchFile(
        dictionary(
          entry("a", tensor()), entry("b", tensor(storage(type: global("torch", "IntStorage")))))),
      "“0” has 6 numbers of int32, but before 6 of float32"),
    one(
      "not finite", tensor(), storages: [("0", sixNumbers.with(UInt32(0x7F80_0000), at: 8))],
      "“w” holds inf as number 3 of 6"),
    one(
      "expanded", tensor(sizes: numbers([1 << 30, 3]), strides: numbers([0, 1])),
      "shows the file's numbers more often than memory is taken for"),
    Malformed(
      "expanded a little, often",
      torchFile(
        dictionary(
          (0..<100).flatMap {
            entry("w\($0)", tensor(sizes: numbers([1 << 16, 3]), strides: numbers([0, 1])))
          })), "more often than memory is taken for"),
  ]

  private static func keyed(_ key: [UInt8]) -> [UInt8] {
    tuple(text("storage"), global("torch", "FloatStorage"), key, text("cpu"), integer(6)) + [0x51]
  }

  private static let sound = dictionary(entry("w", tensor()))

  static let archives = [
    Malformed("empty", [], "this is no PyTorch file"),
    Malformed("text", Array("hello".utf8), "this is no PyTorch file"),
    Malformed("pickle alone", pickle(sound), "this is no PyTorch file"),
    Malformed("no pickle", zipped([("m/version", [0x33])]), "it holds no data.pkl"),
    Malformed("no folder", zipped([("data.pkl", pickle(sound))]), "it holds no data.pkl"),
    Malformed(
      "folder in a folder", zipped([("a/b/data.pkl", pickle(sound))]), "folders within each other"),
    Malformed(
      "two folders", torchFile(sound, more: [("n/data.pkl", pickle(sound))]),
      "“n/data.pkl” lies outside the folder of “m/data.pkl”"),
    Malformed(
      "a file outside", torchFile(sound, more: [("x", [])]), "entry “x” lies outside the folder"),
    Malformed("big-endian", torchFile(sound, byteOrder: "big"), "“m/byteorder” says “big”"),
    Malformed("no byte order", torchFile(sound, byteOrder: ""), "“m/byteorder” says “”"),
    Malformed("no version", torchFile(sound, version: nil), "the archive holds no version"),
    Malformed("version 0", torchFile(sound, version: "0\n"), "the version “0”, of which 1 to 10"),
    Malformed("version 11", torchFile(sound, version: "11"), "the version “11”, of which 1 to 10"),
    Malformed("version −1", torchFile(sound, version: "-1"), "the version “-1”"),
    Malformed("version of words", torchFile(sound, version: "three\u{1B}[2J"), "“three\\u{1b}[2J”"),
    Malformed(
      "TorchScript", torchFile(sound, more: [("m/constants.pkl", [])]), "a TorchScript program"),
    Malformed(
      "code", torchFile(sound, more: [("m/code/__torch__.py", [])]), "a TorchScript program"),
  ]

  static let contents = [
    ("None", [0x4E], "it is None"), ("a number", integer(1), "it is a number"),
    ("a text", text("weights"), "it is a text"), ("a tuple", numbers([1]), "it is a tuple"),
    ("a list", list(tensor()), "it is a list"), ("a set", [0x8F], "it is a set"),
    ("a tensor", tensor(), "an object of “torch._utils._rebuild_tensor_v2”"),
    ("a storage", storage(), "it is a storage"), ("True", [0x88], "it is a truth value"),
    ("a name", global("torch", "float32"), "it is the name “torch.float32”"),
    ("an object", object(global("mine", "Net"), state: [0x7D]), "it is an object of “mine.Net”"),
    ("an empty dictionary", [0x7D], "it is an empty dictionary"),
    ("no tensors", dictionary(entry("epoch", integer(1))), "it is a dictionary of “epoch”"),
    (
      "many words", dictionary((0..<12).flatMap { entry("\($0)", [0x4E]) }),
      "“8”, “9” and 2 more"
    ),
    (
      "tensors in two places",
      dictionary(entry("weights", dictionary(entry("w", tensor()))), entry("step", tensor())),
      "“weights” holds tensors too"
    ),
    ("name is a number", dictionary(integer(0), tensor()), "a tensor has a number for a name"),
    (
      "name twice", dictionary(entry("w", tensor()), entry("w", tensor())), "“w” is stored twice"
    ),
    (
      "long name", dictionary(entry(String(repeating: "n", count: 1025), tensor())),
      "has a name longer than 1024 bytes"
    ),
  ].map { (name: String, value: [UInt8], words: String) in
    Malformed(name, torchFile(value), words)
  }

  /// A tensor beside a dictionary of forty thousand words that stands there as often.
  @Test func dictionariesAreLookedThroughOnce() {
    let words = dictionary(repeated([0x4E, 0x4E], 40_000)) + [0x71, 0]
    let value = dictionary(
      entry("step", tensor()), entry("words", words), repeated([0x4E, 0x68, 0], 40_000))
    let start = ContinuousClock.now
    #expect(pyTorchError(torchFile(value)) == nil)
    #expect(.now - start < .seconds(20))
  }

  static let legacy = [
    Malformed("start alone", Array(legacyStart().prefix(14)), "the pickle is truncated"),
    Malformed(
      "other number", [0x80, 2, 0x8A, 10] + legacyStart()[4..<14] + [0x30, 0x4E, 0x2E],
      "magic number"),
    Malformed(
      "version 1000", legacyFile(pickle(sound), start: legacyStart(version: integer(1000))),
      "of version 1001"),
    Malformed(
      "big-endian", legacyFile(pickle(sound), start: legacyStart(little: [0x89])), "big-endian"),
    Malformed(
      "no order", legacyFile(pickle(sound), start: legacyStart(little: [0x4E])),
      "order of its bytes"),
    Malformed(
      "keys are a number", legacyFile(pickle(sound), keys: integer(1)),
      "needs a list of its storages"),
    Malformed(
      "key is a number", legacyFile(pickle(sound), keys: list(integer(0))), "lists a storage twice"),
    Malformed(
      "key twice",
      legacyFile(
        pickle(sound), keys: list(text("0"), text("0")),
        data: sixNumbers + word(Int64(6)) + sixNumbers), "lists a storage twice"),
    Malformed(
      "another key", legacyFile(pickle(sound), keys: list(text("1"))), "that nothing refers to"),
    Malformed("no keys", legacyFile(pickle(sound), keys: [0x5D]), "goes on after its last storage"),
    Malformed(
      "count 5", legacyFile(pickle(sound), count: 5), "has 5 numbers but the pickle says 6"),
    Malformed("count −1", legacyFile(pickle(sound), count: -1), "has -1 numbers"),
    Malformed(
      "too short", legacyFile(pickle(sound), data: sixNumbers.dropLast()),
      "too short for the 6 numbers"),
    Malformed(
      "no data", Array(legacyFile(pickle(sound)).dropLast(32)), "too short for the 6 numbers"),
    Malformed(
      "too long", legacyFile(pickle(sound), data: sixNumbers + [0]),
      "goes on after its last storage"),
    Malformed(
      "count 2⁶³ − 1",
      legacyFile(pickle(dictionary(entry("w", tensor(storage(count: integer(big))))))),
      "too short for the 9223372036854775807 numbers"),
    Malformed(
      "storage not listed",
      legacyFile(pickle(dictionary(entry("w", tensor(storage("1"))), entry("v", tensor())))),
      "“1”, which the file does not hold"),
  ]

  /// A module with these dictionaries.
  private static func module(
    children: [UInt8] = [0x7D], parameters: [UInt8] = [0x7D], buffers: [UInt8] = [0x7D],
    more: [UInt8] = []
  ) -> [UInt8] {
    object(
      global("mine", "Net"),
      state: dictionary(
        entry("_modules", children), entry("_parameters", parameters), entry("_buffers", buffers),
        more))
  }

  static let modules = [
    (
      "child is a number", module(children: dictionary(entry("a", integer(1)))),
      "module “a” is a number, which is no module"
    ),
    (
      "child is another object",
      module(children: dictionary(entry("a", object(global("x", "Y"), state: [0x7D])))),
      "an object of “x.Y”, which is no module"
    ),
    (
      "child without a name", module(children: dictionary([0x4E], module())),
      "a second, a long or no name"
    ),
    (
      "two of a name", module(children: dictionary(entry("a", module()), entry("a", module()))),
      "a second, a long or no name"
    ),
    (
      "long name",
      module(children: dictionary(entry(String(repeating: "n", count: 1025), module()))),
      "a second, a long or no name"
    ),
    (
      "names long together",
      module(
        children: dictionary(
          entry(
            String(repeating: "n", count: 1000),
            module(parameters: dictionary(entry(String(repeating: "m", count: 100), tensor())))))),
      "has a name longer than 1024 bytes"
    ),
    (
      "parameter is a number", module(parameters: dictionary(entry("w", integer(1)))),
      "“w” holds no tensor but a number"
    ),
    (
      "buffer is a text", module(buffers: dictionary(entry("w", text("x")))),
      "“w” holds no tensor but a text"
    ),
    (
      "a name of two tensors",
      module(
        parameters: dictionary(entry("w", tensor())), buffers: dictionary(entry("w", tensor()))),
      "“w” is stored twice"
    ),
    (
      "in itself",
      global("mine", "Net") + [0x29, 0x81, 0x71, 0]
        + dictionary(
          entry("_parameters", [0x7D]), entry("_modules", dictionary(entry("a", [0x68, 0])))) + [
          0x62
        ], "nest deeper than 64 levels"
    ),
    (
      "twice in itself",
      global("mine", "Net") + [0x29, 0x81, 0x71, 0]
        + dictionary(
          entry("_parameters", [0x7D]),
          entry("_modules", dictionary(entry("a", [0x68, 0]), entry("b", [0x68, 0])))) + [0x62],
      "nest deeper than 64 levels"
    ),
    (
      "2³⁰ modules",
      (0..<30).reduce(module()) { inner, _ in
        module(children: dictionary(entry("a", inner + [0x71, 0]), entry("b", [0x68, 0])))
      }, "more than 10000 modules"
    ),
    (
      "a thousand values, a thousand times",
      module(
        more: entry("a", list(list(repeated([0x4E], 1000)) + [0x71, 0], repeated([0x68, 0], 999)))),
      "hold more than 1000000 values"
    ),
  ].map { (name: String, value: [UInt8], words: String) in
    Malformed("module: \(name)", torchFile(value), words)
  }

  @Test(arguments: tensors + storages + archives + contents + legacy + modules)
  func isRefused(_ file: Malformed) {
    file.expectRefusal(by: "model.pt") { (bytes, name) throws(FormatError) in
      _ = try PyTorchFile(parsing: bytes, name: name)
    }
  }
}
