import SNNTensor
import SNNTestSupport
import Testing

@testable import SNNFormats

@Suite struct MalformedTests {
  static let otherFormats = [
    Malformed("empty", [], "the file is empty"),
    Malformed("one byte", [0], "only 1 bytes"),
    Malformed("seven bytes", [1, 0, 0, 0, 0, 0, 0], "only 7 bytes"),
    Malformed("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], "a PNG image"),
    Malformed("pickle", [0x80, 0x02, 0x7D, 0x71, 0x00, 0x28, 0x58, 0x01, 0x00], "a Python pickle"),
    Malformed("short pickle", [0x80, 0x04, 0x4E, 0x2E], "a Python pickle"),
    Malformed("zip", [0x50, 0x4B, 0x03, 0x04, 0, 0, 0, 0, 0, 0, 0], "a zip archive"),
    Malformed("HDF5", [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 0], "an HDF5 file"),
    Malformed("NumPy", [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 0x76, 0], "a NumPy array"),
    Malformed("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], "a gzip archive"),
    Malformed("text", Array("sepal_length,sepal_width\n5.1,3.5\n".utf8), "but text"),
    Malformed("short text", Array("hello\n".utf8), "but text"),
    Malformed("JSON", Array(pairHeader.utf8), "but text"),
    Malformed(
      "Git LFS", Array("version https://git-lfs.github.com/spec/v1\noid".utf8), "Git LFS pointer"),
    Malformed("zeros", [UInt8](repeating: 0, count: 64), "does not start with a brace"),
  ]

  static let lengths = [
    Malformed("length 2⁶³", file("{}", length: 1 << 63), "9223372036854775808 bytes long"),
    Malformed("length 2⁶⁴−1", file("{}", length: .max), "18446744073709551615 bytes long"),
    Malformed("length 2⁶³−8", file("{}", length: 1 << 63 - 8), "bytes long, more than 100000000"),
    Malformed("length 100,000,001", file("{}", length: 100_000_001), "more than 100000000"),
    Malformed("length 100,000,000", file("{}", length: 100_000_000), "the file has 10"),
    Malformed("length one too many", file("{}", length: 3), "says 3 bytes but the file has 10"),
    Malformed("length one too few", file("{}", length: 1), "needs a \""),
    Malformed("no header", file(""), "does not start with a brace"),
    Malformed("length 0", file("{}", length: 0), "does not start with a brace"),
  ]

  static let syntax = [
    Malformed("array", header: "[]", "does not start with a brace"),
    Malformed("space first", header: " {}", "does not start with a brace"),
    Malformed("byte order mark", header: "\u{FEFF}{}", "does not start with a brace"),
    Malformed("no end", header: "{", "needs a \""),
    Malformed("no colon", header: #"{"w" {}}"#, "needs a :"),
    Malformed("no value", header: #"{"w":}"#, "needs a {"),
    Malformed("comma at the end", header: String(pairHeader.dropLast()) + ",}", "needs a \""),
    Malformed("no comma", header: #"{"__metadata__":{"a":"b" "c":"d"}}"#, "needs a }"),
    Malformed("two objects", header: pairHeader + "{}", "goes on after"),
    Malformed("newline after", header: pairHeader + "\n", "goes on after"),
    Malformed("zero after", header: pairHeader + "\0", "goes on after"),
    Malformed("single quotes", header: "{'w':{}}", "needs a \""),
    Malformed("bare key", header: "{w:{}}", "needs a \""),
    Malformed("comment", header: "{/**/}", "needs a \""),
    Malformed("tensor is null", header: #"{"w":null}"#, "needs a {"),
    Malformed("tensor is a list", header: #"{"w":[2]}"#, "needs a {"),
    Malformed("metadata is a string", header: #"{"__metadata__":"x"}"#, "needs a {"),
    Malformed("metadata number", header: #"{"__metadata__":{"epoch":3}}"#, "needs a \""),
    Malformed("metadata object", header: #"{"__metadata__":{"a":{}}}"#, "needs a \""),
    Malformed(
      "deep nesting", header: #"{"w":"# + String(repeating: "{\"a\":", count: 100_000),
      "unknown field"),
    Malformed(
      "deep lists", dtype: "\"F32\"", shape: String(repeating: "[", count: 100_000), "whole number"),
  ]

  static let strings = [
    Malformed("no closing quote", header: #"{"w"#, "has no end"),
    Malformed("not UTF-8", file([0x7B, 0x22, 0xFF, 0x22]), "not UTF-8"),
    Malformed("overlong UTF-8", file([0x7B, 0x22, 0xC0, 0xAF, 0x22]), "not UTF-8"),
    Malformed("UTF-8 surrogate", file([0x7B, 0x22, 0xED, 0xA0, 0x80, 0x22]), "not UTF-8"),
    Malformed("cut UTF-8", file([0x7B, 0x22, 0xE2, 0x82, 0x22]), "not UTF-8"),
    Malformed("zero byte", file([0x7B, 0x22, 0x00, 0x22]), "bare control character"),
    Malformed("newline in a name", header: "{\"a\nb\":{}}", "bare control character"),
    Malformed("unknown escape", header: #"{"\x41":{}}"#, "unknown escape"),
    Malformed("escape at the end", header: #"{"\"#, "unknown escape"),
    Malformed("bad digits", header: #"{"\u00g0":{}}"#, "four hexadecimal digits"),
    Malformed("few digits", header: #"{"\u00"#, "four hexadecimal digits"),
    Malformed("high surrogate alone", header: #"{"\ud83d":{}}"#, "half of a surrogate pair"),
    Malformed("low surrogate alone", header: #"{"\ude00":{}}"#, "half of a surrogate pair"),
    Malformed("two high surrogates", header: #"{"\ud83d\ud83d":{}}"#, "half of a surrogate pair"),
    Malformed("name of 1025 bytes", header: "{\"" + String(repeating: "a", count: 1025), "1024"),
  ]

  static let duplicates = [
    Malformed(
      "tensor twice", header: String(pairHeader.dropLast()) + "," + pairHeader.dropFirst(),
      "two entries named “w”"),
    Malformed(
      "tensor twice, escaped",
      header: String(pairHeader.dropLast())
        + #","\u0077":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
      "two entries named “w”"),
    Malformed(
      "field twice",
      header: #"{"w":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}"#,
      "two entries named “shape”"),
    Malformed(
      "metadata key twice", header: #"{"__metadata__":{"a":"1","a":"2"}}"#, "two entries named “a”"),
    Malformed(
      "metadata twice", header: #"{"__metadata__":{},"__metadata__":{}}"#,
      "two entries named “__metadata__”"),
    Malformed(
      "two spellings of é", header: #"{"__metadata__":{"\u00e9":"1","e\u0301":"2"}}"#,
      "two entries named"),
  ]

  static let fields = [
    Malformed("no fields", header: #"{"w":{}}"#, "“w” needs a dtype"),
    Malformed(
      "no dtype", header: #"{"w":{"shape":[2],"data_offsets":[0,8]}}"#, "“w” needs a dtype"),
    Malformed("no shape", header: #"{"w":{"dtype":"F32","data_offsets":[0,8]}}"#, "a shape"),
    Malformed("no offsets", header: #"{"w":{"dtype":"F32","shape":[2]}}"#, "two data_offsets"),
    Malformed(
      "unknown field",
      header: #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"device":"cpu"}}"#,
      "unknown field “device”"),
    Malformed("unknown dtype", dtype: #""F8_E4M3""#, "“F8_E4M3”, which is not supported"),
    Malformed("lower case dtype", dtype: #""f32""#, "“f32”, which is not supported"),
    Malformed("empty dtype", dtype: #""""#, "not supported"),
    Malformed("dtype is a number", dtype: "32", "needs a \""),
    Malformed("shape is a number", shape: "2", "needs a ["),
    Malformed("shape is null", shape: "null", "needs a ["),
    Malformed("negative size", shape: "[-2]", "whole number that is not negative"),
    Malformed("plus sign", shape: "[+2]", "whole number"),
    Malformed("fraction", shape: "[2.0]", "whole number"),
    Malformed("exponent", shape: "[2e0]", "whole number"),
    Malformed("leading zero", shape: "[02]", "whole number"),
    Malformed("hexadecimal", shape: "[0x2]", "needs a ]"),
    Malformed("size is text", shape: #"["2"]"#, "whole number"),
    Malformed("size is missing", shape: "[2,]", "whole number"),
    Malformed("size 2⁶³", shape: "[9223372036854775808]", "too large"),
    Malformed("size of 100 digits", shape: "[" + String(repeating: "9", count: 100), "too large"),
    Malformed("product 2⁶⁴", shape: "[4294967296,4294967296]", "too large for any file"),
    Malformed("bytes 2⁶³", shape: "[2305843009213693952]", "too large for any file"),
    Malformed(
      "zero times 2¹²⁴", shape: "[0,4611686018427387904,4611686018427387904]", offsets: "[0,0]",
      "too large for any file"),
    Malformed("rank 9", shape: "[1,1,1,1,1,1,1,1,2]", "more than 8 numbers"),
  ]

  static let layout = [
    Malformed("no offset", offsets: "[]", "two data_offsets"),
    Malformed("one offset", offsets: "[8]", "two data_offsets"),
    Malformed("three offsets", offsets: "[0,4,8]", "more than 2 numbers"),
    Malformed("negative offset", offsets: "[-8,0]", "not negative"),
    Malformed("offsets reversed", offsets: "[8,0]", "data_offsets are [8, 0]"),
    Malformed("offsets too near", offsets: "[0,4]", "needs 8 bytes"),
    Malformed("offsets too far", offsets: "[0,16]", "needs 8 bytes"),
    Malformed("offset 2⁶³", offsets: "[0,9223372036854775808]", "too large"),
    Malformed(
      "offsets near 2⁶³", offsets: "[9223372036854775799,9223372036854775807]", "leaves a gap"),
    Malformed("gap at the start", offsets: "[4,12]", "leaves a gap"),
    Malformed("size does not match", shape: "[3]", "needs 12 bytes for F32 [3]"),
    Malformed("dtype does not match", dtype: #""F64""#, "needs 16 bytes for F64 [2]"),
    Malformed("data beyond the end", shape: "[4]", offsets: "[0,16]", "says 16 bytes of numbers"),
    Malformed(
      "bytes after the last", shape: "[1]", offsets: "[0,4]", "goes on after the last tensor"),
    Malformed("bytes without tensors", header: "{}", "goes on after the last tensor"),
    Malformed(
      "gap", header: twoTensors("[0,3]", "[4,8]", shape: "[3]"), "“b” leaves a gap"),
    Malformed("overlap", header: twoTensors("[0,5]", "[4,8]", shape: "[5]"), "“b” overlaps"),
    Malformed("same place", header: twoTensors("[0,8]", "[0,4]", shape: "[8]"), "“a” overlaps"),
  ]

  private static func twoTensors(_ first: String, _ second: String, shape: String) -> String {
    #"{"a":{"dtype":"U8","shape":\#(shape),"data_offsets":\#(first)},"#
      + #""b":{"dtype":"U8","shape":[4],"data_offsets":\#(second)}}"#
  }

  @Test(arguments: otherFormats + lengths + syntax + strings + duplicates + fields + layout)
  func isRefused(_ malformed: Malformed) {
    malformed.expectRefusal(by: "model.safetensors") { (bytes, name) throws(FormatError) in
      _ = try SafetensorsFile(parsing: bytes, name: name)
    }
  }

  /// Every file that ends early is refused, wherever it ends.
  @Test func everyTruncation() {
    for count in 0..<pairFile.count {
      let error = parsingError(Array(pairFile.prefix(count)))
      #expect(error?.kind == .badData, "\(count) bytes")
      #expect(error?.hint.isEmpty == false, "\(count) bytes")
    }
    #expect(parsingError(pairFile) == nil)
  }

  /// Each of these takes twenty times as much memory as in the file.
  @Test func tooManyMetadata() throws {
    func read(_ count: Int) -> FormatError? {
      let pairs = (0..<count).map { #""\#($0)":"""# }.joined(separator: ",")
      return parsingError(file(#"{"__metadata__":{\#(pairs)}}"#))
    }
    #expect(read(10_000) == nil)
    let found = try #require(read(10_001))
    #expect(found.message == "model.safetensors: the metadata has more than 10000 entries")
    #expect(found.byteOffset != nil && found.hint == "save the file again with less metadata")
  }

  @Test func longMetadata() {
    let text = Array(#"  {"a": "", "b": "12"}"#.utf8)
    func read(_ size: Int) -> FormatError? {
      error { () throws(FormatError) in
        var scanner = HeaderScanner(text, text.indices, hint: "")
        try scanner.metadata(size: size) { (scanner, _) throws(FormatError) in
          _ = try scanner.string()
        }
      }
    }
    // From the brace to the end of "12".
    #expect(read(19) == nil)
    #expect(read(18)?.message == "the metadata is longer than 18 bytes")
    #expect(read(18)?.byteOffset == 12)
  }

  @Test func tooManyTensors() {
    let fields = (0...100_000).map { #""\#($0)":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}"# }
    let error = parsingError(file("{\(fields.joined(separator: ","))}"))
    #expect(error?.message.contains("more than 100000 tensors") == true)
  }

  /// Whatever is done to a sound file, reading it ends in a result or in an error, and what was
  /// read can be written.
  @Test(arguments: [1, 2, 3, 4])
  func mutations(seed: UInt64) throws {
    let sound = try SafetensorsFile(
      tensors: [
        ("layer.0.weight", Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])), ("β", Tensor(0.9)),
        ("none", Tensor([], shape: [0, 2])),
      ], metadata: ["format": "pt", "note": "a \"quoted\" \u{1} 😀"]
    ).encoded()
    var generator = SplitMix64(seed: seed)
    var refused = 0
    for _ in 0..<3000 {
      let bytes = mutated(sound, using: &generator)
      do throws(FormatError) {
        let read = try SafetensorsFile(parsing: bytes, name: "mutated")
        #expect(error { () throws(FormatError) in _ = try read.encoded() } == nil)
      } catch {
        refused += 1
        #expect(error.kind == .badData && !error.hint.isEmpty)
      }
    }
    // Some mutations only change a number or a letter.
    #expect(refused > 1000 && refused < 3000)
  }
}
