import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

@Suite struct IndexTests {
  @Test func readsWhatTransformersWrites() throws {
    let index = try SafetensorsIndex(
      parsing: fixture("model.safetensors.index.json"), name: "index")
    let (first, second) = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
    #expect(index.places.map(\.tensor) == ["a.bias", "b.weight", "c"])
    #expect(index.places.map(\.file) == [first, first, second])
    #expect(index.files == [first, second])
  }

  /// Any order of the fields, any space between them, any word or number among the metadata.
  @Test(arguments: [
    #"{"weight_map":{"b":"2","a":"1"}}"#,
    " \r\n\t{ \"weight_map\" : { \"b\" : \"2\" , \"a\" : \"1\" } , \"metadata\" : { } }\n\n",
    #"{"metadata":{"a":0,"b":-0,"c":-12.5e+3,"d":1E9,"e":0.0e-7},"weight_map":{"b":"2","a":"1"}}"#,
    #"{"metadata":{"a":true,"b":false,"c":null,"d":"\u00e9\n"},"weight_map":{"b":"2","a":"1"}}"#,
    #"{"weight_map":{"\u0062":"\u0032","a":"1"},"metadata":{"":1}}"#,
  ])
  func freedomsOfJSON(_ text: String) throws {
    let index = try SafetensorsIndex(parsing: Array(text.utf8), name: "index")
    #expect(index.places.map(\.tensor) == ["b", "a"] && index.places.map(\.file) == ["2", "1"])
    #expect(index.files == ["1", "2"])
  }

  /// Names that are no paths, and the longest.
  @Test(arguments: ["...", "model .safetensors", "größe", String(repeating: "n", count: 255)])
  func plainFileNames(_ name: String) throws {
    let index = try SafetensorsIndex(
      parsing: Array(#"{"weight_map":{"w":"\#(name)"}}"#.utf8), name: "index")
    #expect(index.files == [name])
  }

  static let paths = [
    "", ".", "..", "/etc/passwd", "../model", "a/b", "a/../../b", "/", "a/", #"..\\model"#, "C:x",
    #"\/dev\/stdin"#, #"\u002fetc"#, #"a\u0000b"#, #"a\nb"#, #"a\u007f"#,
  ].map { Malformed("file \($0)", map(#""w":"\#($0)""#), "which is no plain file name") }

  private static func map(_ fields: String) -> [UInt8] {
    text(#"{"weight_map":{\#(fields)}}"#)
  }

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func metadata(_ value: String) -> [UInt8] {
    text(#"{"metadata":{"a":\#(value)},"weight_map":{"w":"f"}}"#)
  }

  static let syntax = [
    Malformed("empty", [], "needs a {"),
    Malformed("space", text(" \n"), "needs a {"),
    Malformed("zeros", [0, 0, 0, 0], "needs a {"),
    Malformed("array", text("[]"), "needs a {"),
    Malformed("byte order mark", text("\u{FEFF}{}"), "needs a {"),
    Malformed("UTF-16", text(#"{"w"}"#).flatMap { [$0, 0] }, "needs a \""),
    Malformed("comment", text("{/**/}"), "needs a \""),
    Malformed("no closing brace", text(#"{"weight_map":{"w":"f"}"#), "needs a }"),
    Malformed("no inner brace", text(#"{"weight_map":{"w":"f""#), "needs a }"),
    Malformed("comma at the end", map(#""w":"f","#), "needs a \""),
    Malformed("no comma", map(#""w":"f" "v":"f""#), "needs a }"),
    Malformed("no colon", map(#""w" "f""#), "needs a :"),
    Malformed("single quotes", map("'w':'f'"), "needs a \""),
    Malformed("no closing quote", text(#"{"weight_map":{"w":"f}}"#), "has no end"),
    Malformed("two objects", map(#""w":"f""#) + text("{}"), "goes on after"),
    Malformed("zero behind", map(#""w":"f""#) + [0], "goes on after"),
    Malformed("not UTF-8", text(#"{"weight_map":{""#) + [0xFF, 0x22], "is not UTF-8"),
    Malformed("half a pair", map(#""\ud83d":"f""#), "half of a surrogate pair"),
    Malformed("unknown escape", map(#""\x":"f""#), "unknown escape"),
    Malformed(
      "deep nesting", text(String(repeating: #"{"metadata":"#, count: 100_000)),
      "needs a text, a number"),
    Malformed("deep lists", metadata(String(repeating: "[", count: 100_000)), "needs a text"),
  ]

  static let fields = [
    Malformed("no fields", text("{}"), "needs a weight_map"),
    Malformed("metadata alone", text(#"{"metadata":{"total_size":8}}"#), "needs a weight_map"),
    Malformed("other JSON", text(#"{"architectures":["x"]}"#), "unknown field “architectures”"),
    Malformed("a safetensors header", text(pairHeader), "unknown field “w”"),
    Malformed(
      "map twice", text(#"{"weight_map":{"w":"f"},"weight_map":{"v":"f"}}"#),
      "two entries named “weight_map”"),
    Malformed("tensor twice", map(#""w":"f","w":"g""#), "two entries named “w”"),
    Malformed("tensor twice, escaped", map(#""w":"f","\u0077":"g""#), "two entries named “w”"),
    Malformed("map is a list", text(#"{"weight_map":["w"]}"#), "needs a {"),
    Malformed("map is null", text(#"{"weight_map":null}"#), "needs a {"),
    Malformed("file is a number", map(#""w":1"#), "needs a \""),
    Malformed("file is null", map(#""w":null"#), "needs a \""),
    Malformed("file is a list", map(#""w":["f"]"#), "needs a \""),
    Malformed("metadata is a list", text(#"{"metadata":[]}"#), "needs a {"),
    Malformed(
      "metadata of 10,001 entries",
      text(#"{"metadata":{\#((0...10_000).map { #""\#($0)":0"# }.joined(separator: ","))}}"#),
      "the metadata has more than 10000 entries"),
    Malformed(
      "long tensor name", map("\"" + String(repeating: "n", count: 1025) + "\":\"f\""), "1024"),
    Malformed("long file name", map("\"w\":\"" + String(repeating: "n", count: 256) + "\""), "255"),
  ]

  static let numbers =
    ["01", "-", "1.", ".5", "+1", "1e", "1e+", "--1", "-01", "NaN", "Infinity", "0x10", "tru", ""]
    .map {
      Malformed("number \($0)", metadata($0), "index.json: the index ")
    }

  @Test(arguments: paths + syntax + fields + numbers) func isRefused(_ malformed: Malformed) {
    malformed.expectRefusal(by: "index.json") { (bytes, name) throws(FormatError) in
      _ = try SafetensorsIndex(parsing: bytes, name: name)
    }
  }

  @Test func everyTruncationIsRefused() throws {
    let bytes = try fixture("model.safetensors.index.json")
    let end = try #require(bytes.lastIndex(of: UInt8(ascii: "}")))
    for count in 0...end {
      let found = error { () throws(FormatError) in
        _ = try SafetensorsIndex(parsing: Array(bytes[..<count]), name: "index")
      }
      #expect(found?.kind == .badData && found?.byteOffset != nil, "\(count) bytes")
    }
  }

  @Test func tooManyTensors() {
    let fields = (0...100_000).map { #""\#($0)":"f""# }.joined(separator: ",")
    let found = error { () throws(FormatError) in
      _ = try SafetensorsIndex(parsing: Array(#"{"weight_map":{\#(fields)}}"#.utf8), name: "index")
    }
    #expect(found?.message == "index: the index has more than 100000 tensors")
  }

  @Test(arguments: [1, 2]) func mutations(seed: UInt64) throws {
    let sound = try fixture("model.safetensors.index.json")
    var generator = SplitMix64(seed: seed)
    for _ in 0..<2000 {
      let bytes = mutated(sound, using: &generator)
      let found = error { () throws(FormatError) in
        let index = try SafetensorsIndex(parsing: bytes, name: "index")
        // A file's name is never a way out of the folder.
        #expect(index.files.allSatisfy { !$0.utf8.contains(UInt8(ascii: "/")) && $0 != ".." })
      }
      if let found { #expect(found.kind == .badData && !found.hint.isEmpty) }
    }
  }
}
