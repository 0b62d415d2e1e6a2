import Testing

@testable import SNNFormats

@Suite struct PrintableTests {
  /// Control characters of both sets, line ends of Unicode, marks that turn the direction of text.
  @Test(arguments: [
    ("\u{1B}[31mred", "\\u{1b}[31mred"), ("a\nb\r\n\tc", "a\\u{a}b\\u{d}\\u{a}\\u{9}c"),
    ("\u{7F}\u{9B}", "\\u{7f}\\u{9b}"), ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
    ("\u{202E}txt.exe\u{2066}", "\\u{202e}txt.exe\\u{2066}"), ("\u{FEFF}x", "\\u{feff}x"),
  ])
  func whatSteersATerminalIsSpelledOut(_ text: String, _ shown: String) {
    #expect(printable(text) == shown)
    #expect(printable(printable(text)) == shown)
  }

  @Test(arguments: ["", "größe 5 µm", "می\u{200C}خواهم", "👩\u{200D}🌾", "“\\u{1b}”"])
  func otherTextStays(_ text: String) { #expect(printable(text) == text) }

  @Test func longTextIsCut() {
    #expect(printable("abcd", limit: 4) == "abcd")
    #expect(printable("abcde", limit: 4) == "abcd…")
    #expect(printable("\u{1B}\u{1B}\u{1B}", limit: 2) == "\\u{1b}\\u{1b}…")
  }
}
