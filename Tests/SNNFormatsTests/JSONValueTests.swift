import SNNFormats
import Testing

/// JSON as RFC 8259 has it, and nothing beyond.
@Suite struct JSONValueTests {
  private func parse(
    _ text: String, _ limits: JSONValue.Limits = JSONValue.Limits()
  ) throws(FormatError) -> JSONValue {
    try JSONValue(parsing: Array(text.utf8), subject: "text", hint: "help", limits: limits)
  }

  @Test(
    arguments: [
      ("null", .null), (" true ", .bool(true)), ("false", .bool(false)),
      ("\"é\\n\"", .string("é\n")),
      ("0", .number(0)), ("-0.5e+2", .number(-50)), ("9007199254740992", .number(0x1p53)),
      ("[]", .array([])), ("{ }", .object([:])),
      ("[1, [2]]", .array([.number(1), .array([.number(2)])])),
      ("{\"a\": {\"b\": null}}", .object(["a": .object(["b": .null])])),
    ] as [(String, JSONValue)])
  func valuesAreRead(_ text: String, _ value: JSONValue) throws {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    ("", "needs a value"), ("nul", "needs a value"), ("True", "needs a value"),
    ("NaN", "needs a value"),
    ("Infinity", "needs a value"), ("-Infinity", "number that JSON does not know"),
    ("01", "number that JSON"), ("1.", "number that JSON"), (".5", "needs a value"),
    ("+1", "needs a value"), ("1e400", "too large"), ("0x10", "goes on"), ("[1,]", "needs a value"),
    ("[1", "needs a ]"), ("[1 2]", "needs a ]"), ("{\"a\" 1}", "needs a :"),
    ("{a: 1}", "needs a \""),
    ("{\"a\": 1,}", "needs a \""), ("{\"a\": 1, \"a\": 2}", "two entries named “a”"),
    ("\"a", "no end"), ("\"\u{1}\"", "control character"), ("\"\\x\"", "unknown escape"),
    ("\"\\ud800\"", "surrogate"), ("1 2", "goes on"), ("// no", "needs a value"),
  ])
  func whatIsNotJSONIsRefused(_ text: String, _ words: String) {
    let error = #expect(throws: FormatError.self) { try parse(text) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("text") == true)
    #expect(error?.hint == "help")
    #expect(error?.byteOffset != nil)
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: FormatError.self) {
      try JSONValue(parsing: [0x22, 0xFF, 0x22], subject: "text", hint: "help")
    }
  }

  @Test(
    arguments: [
      ("[[[1]]]", JSONValue.Limits(depth: 3), nil),
      ("[[[1]]]", JSONValue.Limits(depth: 2), "too deeply"),
      ("{\"a\":{\"b\":1}}", JSONValue.Limits(depth: 1), "too deeply"),
      ("[1,2,3]", JSONValue.Limits(count: 4), nil),
      ("[1,2,3]", JSONValue.Limits(count: 3), "too many"),
      ("[1,2,3]", JSONValue.Limits(size: 7), nil),
      ("[1,2,3]", JSONValue.Limits(size: 6), "7 bytes long"),
    ] as [(String, JSONValue.Limits, String?)])
  func limitsHold(_ text: String, _ limits: JSONValue.Limits, _ words: String?) {
    do throws(FormatError) {
      _ = try parse(text, limits)
      #expect(words == nil)
    } catch {
      #expect(words.map { error.message.contains($0) } == true, "\(error.message)")
    }
  }

  @Test func numbersAreWholeOnlyWhenTheyAre() throws {
    #expect(try parse("7").whole == 7)
    #expect(try parse("7.0").whole == 7)
    #expect(try parse("7.5").whole == nil)
    #expect(try parse("1e30").whole == nil)
    #expect(try parse("[1]").whole == nil)
  }
}
