import SNNFormats
import SNNTensor
import Testing

@Suite struct ReadingTests {
  /// Every byte written out: nothing here comes from the code under test.
  @Test func handAssembledFile() throws {
    let bytes: [UInt8] =
      [0x36, 0, 0, 0, 0, 0, 0, 0]
      + Array(#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#.utf8)
      + [0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x20, 0xC0]
    let file = try SafetensorsFile(parsing: bytes, name: "hand")
    #expect(file.tensors.map(\.name) == ["w"])
    #expect(file["w"] == Tensor([1, -2.5], shape: [2]))
    #expect(file["v"] == nil)
    #expect(file.metadata == [:])
  }

  struct Encoding: CustomTestStringConvertible, Sendable {
    let type: String
    let bytes: [UInt8]
    let value: Scalar
    var testDescription: String { "\(type) \(value)" }
  }

  @Test(arguments: [
    Encoding(type: "F64", bytes: [0, 0, 0, 0, 0, 0, 0xF0, 0x3F], value: 1),
    Encoding(type: "F64", bytes: [0, 0, 0, 0, 0, 0, 0x04, 0xC0], value: -2.5),
    Encoding(type: "F32", bytes: [0, 0, 0x80, 0x3F], value: 1),
    Encoding(type: "F32", bytes: [0x01, 0, 0, 0], value: 0x1p-149),
    Encoding(type: "F16", bytes: [0x00, 0x3C], value: 1),
    Encoding(type: "F16", bytes: [0x00, 0xC1], value: -2.5),
    Encoding(type: "F16", bytes: [0x01, 0x00], value: 0x1p-24),
    Encoding(type: "F16", bytes: [0xFF, 0x7B], value: 65504),
    Encoding(type: "BF16", bytes: [0x80, 0x3F], value: 1),
    Encoding(type: "BF16", bytes: [0x20, 0xC0], value: -2.5),
    Encoding(type: "BF16", bytes: [0x49, 0x40], value: 3.140625),
    Encoding(type: "I64", bytes: [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], value: -2),
    Encoding(type: "I64", bytes: [0, 0, 0, 0, 0, 0, 0, 0x80], value: -0x1p63),
    Encoding(type: "I32", bytes: [0x00, 0x01, 0x00, 0x00], value: 256),
    Encoding(type: "I32", bytes: [0xFF, 0xFF, 0xFF, 0xFF], value: -1),
    Encoding(type: "I16", bytes: [0x00, 0x80], value: -32768),
    Encoding(type: "I8", bytes: [0x80], value: -128),
    Encoding(type: "U8", bytes: [0x80], value: 128),
    Encoding(type: "BOOL", bytes: [0x00], value: 0),
    Encoding(type: "BOOL", bytes: [0x01], value: 1),
  ])
  func numberTypes(_ encoding: Encoding) throws {
    let size = encoding.bytes.count
    let bytes = file(
      #"{"w":{"dtype":"\#(encoding.type)","shape":[2],"data_offsets":[0,\#(2 * size)]}}"#,
      data: [UInt8](repeating: 0, count: size) + encoding.bytes)
    let tensor = try SafetensorsFile(parsing: bytes, name: "types")["w"]
    #expect(tensor == Tensor([0, encoding.value], shape: [2]))
  }

  /// The header may name tensors in any order; the data decides, and padding is allowed.
  @Test func orderOfDataAndSpaces() throws {
    let header = """
      { "b" : { "data_offsets" : [ 1 , 2 ], "shape" : [ ], "dtype" : "U8" } ,
      \t"none":{"dtype":"F32","shape":[3,0],"data_offsets":[1,1]},\r
        "a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"__metadata__":{"k":"v","l":""}}   \u{20}
      """
    let read = try SafetensorsFile(parsing: file(header, data: [7, 9]), name: "order")
    #expect(read.tensors.map(\.name) == ["a", "none", "b"])
    #expect(read["a"] == Tensor([7], shape: [1]))
    #expect(read["none"] == Tensor([], shape: [3, 0]))
    #expect(read["b"] == Tensor(9))
    #expect(read.metadata == ["k": "v", "l": ""])
  }

  @Test func noTensors() throws {
    let read = try SafetensorsFile(parsing: file("{}"), name: "none")
    #expect(read.tensors.isEmpty)
    #expect(read.metadata.isEmpty)
  }

  @Test func escapes() throws {
    let header =
      #"{"__metadata__":{"k":"\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\uD83D\uDE00é😀"}}"#
    let read = try SafetensorsFile(parsing: file(header), name: "escapes")
    #expect(read.metadata["k"] == "\"\\/\u{8}\u{C}\n\r\tAé€😀é😀")
  }

  /// 0x0280 is also how a pickle starts and 0x8B1F how a gzip archive does.
  @Test(arguments: [0x0280, 0x8B1F])
  func lengthThatLooksLikeAnotherFormat(_ length: Int) throws {
    let header = "{}" + String(repeating: " ", count: length - 2)
    #expect(try SafetensorsFile(parsing: file(header), name: "length").tensors.isEmpty)
  }

  @Test func refusesNumbersThatAreNotFinite() throws {
    for pattern: [UInt8] in [[0, 0, 0xC0, 0x7F], [0, 0, 0x80, 0x7F], [0, 0, 0x80, 0xFF]] {
      let error = try #require(parsingError(file(pairHeader, data: [0, 0, 0, 0] + pattern)))
      #expect(error.kind == .badData)
      #expect(error.message.contains("“w”"))
      #expect(error.message.contains("number 2 of 2"))
      #expect(error.byteOffset == 8 + pairHeader.utf8.count + 4)
      #expect(error.hint.contains("finite"))
    }
  }

  /// 2¹⁰²³ is a number in F64 and infinite in F32.
  @Test func refusesNumbersThatOverflow() {
    let bytes = file(
      #"{"w":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#,
      data: [0, 0, 0, 0, 0, 0, 0xE0, 0x7F])
    #expect((parsingError(bytes) == nil) == (MemoryLayout<Scalar>.size == 8))
  }

  @Test func errorsNameTheFile() throws {
    let error = try #require(parsingError(file("{}", length: 512)))
    #expect(
      error
        == FormatError(
          kind: .badData,
          message: "model.safetensors: the header says 512 bytes but the file has 10",
          byteOffset: 0, hint: "the file is truncated; copy or train it again"))
    #expect(error.description == "\(error.message) (at byte 0)\nhint: \(error.hint)")
  }

  /// A name from a file must not steer the terminal that shows it.
  @Test func errorsAreSafeToShow() throws {
    let long = String(repeating: "x", count: 900)
    let header = #"{"\u001b[31m\u202e\#(long)":{"dtype":"F8","shape":[],"data_offsets":[0,0]}}"#
    let error = try #require(parsingError(file(header)))
    #expect(error.message.contains("“\\u{1b}[31m\\u{202e}xxx"))
    #expect(!error.message.unicodeScalars.contains { $0.value < 0x20 })
    #expect(error.message.count < 400)
  }
}
