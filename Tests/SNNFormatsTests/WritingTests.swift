import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

@Suite struct WritingTests {
  private let number = MemoryLayout<Scalar>.size == 8 ? ("F64", 8) : ("F32", 4)

  @Test func roundTripKeepsEveryBit() throws {
    let scalars: [Scalar] = [
      0, -0.0, 1, -2.5, .pi, 0.1, .greatestFiniteMagnitude, -.leastNonzeroMagnitude,
    ]
    let tensors: [(name: String, tensor: Tensor)] = [
      ("z", Tensor(scalars, shape: [1, 2, 1, 2, 1, 2, 1, 1])), ("0.weight", Tensor(scalars)),
      ("", Tensor(3)), ("none", Tensor([], shape: [2, 0])), ("\"\\/\u{1}\u{7F}é😀\n", [[1, 2]]),
    ]
    let metadata = ["format": "pt", "": "empty key", "\t": "\u{0}\u{1F}\"\\", "ключ": "значение"]
    let bytes = try SafetensorsFile(tensors: tensors, metadata: metadata).encoded()
    let read = try SafetensorsFile(parsing: bytes, name: "round trip")
    #expect(read.tensors.map(\.name) == tensors.map(\.name))
    #expect(read.tensors.map(\.tensor.shape) == tensors.map(\.tensor.shape))
    for (found, wanted) in zip(read.tensors, tensors) {
      #expect(found.tensor.scalars.map(\.bitPattern) == wanted.tensor.scalars.map(\.bitPattern))
    }
    #expect(read.metadata == metadata)
  }

  @Test func exactBytes() throws {
    let bytes = try SafetensorsFile(
      tensors: [("b", Tensor(1)), ("a", Tensor([0, 0], shape: [2, 1]))],
      metadata: ["y": "2", "x": "\u{1}"]
    ).encoded()
    let (type, size) = number
    var header =
      #"{"__metadata__":{"x":"\u0001","y":"2"},"#
      + #""b":{"dtype":"\#(type)","shape":[],"data_offsets":[0,\#(size)]},"#
      + #""a":{"dtype":"\#(type)","shape":[2,1],"data_offsets":[\#(size),\#(3 * size)]}}"#
    while header.utf8.count % 8 != 0 { header += " " }
    let one: [UInt8] = size == 8 ? [0, 0, 0, 0, 0, 0, 0xF0, 0x3F] : [0, 0, 0x80, 0x3F]
    #expect(bytes == file(header, data: one + [UInt8](repeating: 0, count: 2 * size)))
  }

  @Test func emptyFile() throws {
    #expect(try SafetensorsFile(tensors: []).encoded() == file("{}      "))
  }

  /// Dictionaries have no order of their own; the bytes must not show the one of the moment.
  @Test func equalContentsGiveEqualBytes() throws {
    let keys = (0..<50).map { "key \($0)" }
    var forward: [String: String] = [:]
    var backward = [String: String](minimumCapacity: 1000)
    for key in keys { forward[key] = key }
    for key in keys.reversed() { backward[key] = key }
    let tensors: [(name: String, tensor: Tensor)] = [("w", [1, 2])]
    #expect(
      try SafetensorsFile(tensors: tensors, metadata: forward).encoded()
        == SafetensorsFile(tensors: tensors, metadata: backward).encoded())
  }

  @Test func refusesWhatCannotBeRead() throws {
    let long = String(repeating: "é", count: 513)
    let cases: [(SafetensorsFile, String)] = [
      (SafetensorsFile(tensors: [("a", 1), ("a", 2)]), "taken"),
      (SafetensorsFile(tensors: [("é", 1), ("e\u{301}", 2)]), "taken"),
      (SafetensorsFile(tensors: [("__metadata__", 1)]), "taken"),
      (SafetensorsFile(tensors: [(long, 1)]), "longer than 1024 bytes"),
      (SafetensorsFile(tensors: [], metadata: [long: ""]), "longer than 1024 bytes"),
      (
        SafetensorsFile(
          tensors: [], metadata: .init((0...10_000).map { ("\($0)", "") }) { first, _ in first }),
        "more than 10000 entries"
      ),
      (
        SafetensorsFile(tensors: [("a", .ones(Shape([Int](repeating: 1, count: 9))))]),
        "9 axes"
      ),
      (SafetensorsFile(tensors: [("a", Tensor([0, .nan]))]), "“a” holds a number"),
      (SafetensorsFile(tensors: [("a", Tensor(-.infinity))]), "“a” holds a number"),
      (
        SafetensorsFile(tensors: (0...100_000).map { ("\($0)", Tensor([])) }),
        "100001 tensors are more"
      ),
    ]
    for (file, words) in cases {
      let error = try #require(error { () throws(FormatError) in _ = try file.encoded() })
      #expect(error.kind == .badData)
      #expect(error.message.contains(words), "\(error)")
      #expect(!error.hint.isEmpty)
    }
  }
}
