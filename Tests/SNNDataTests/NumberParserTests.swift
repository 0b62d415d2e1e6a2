import SNNTensor
import Testing

@testable import SNNData

@Suite struct NumberParserTests {
  private func parsed(_ text: String) -> Double? { parsedNumber(text.utf8.span) }

  @Test(
    arguments: [
      ("5", 5), (" 5 ", 5), ("\t-7", -7), ("+3", 3), ("5.", 5), (".5", 0.5), ("-.5", -0.5),
      ("1E3", 1000), ("1e+3", 1000), ("-1.5e-3", -0.0015), ("0.1", 0.1), ("5.1", 5.1),
      ("007", 7), ("0.000895", 0.000895), ("1e22", 1e22), ("1e23", 1e23),
      ("9007199254740993", 9_007_199_254_740_992), ("9007199254740995", 9_007_199_254_740_996),
      ("0.1000000000000000055511151231257827", 0.1),
      ("123456789012345678901234567890", 123_456_789_012_345_677_877_719_597_056),
      ("1.7976931348623157e308", 1.7976931348623157e308), ("5e-324", .leastNonzeroMagnitude),
      ("1e-400", 0),
      ("0e99999999999999999999", 0), ("1e-99999999999999999999", 0), ("1e400", .infinity),
      ("-1e99999999999999999999", -.infinity),
    ] as [(String, Double)])
  func numbers(_ text: String, _ expected: Double) { #expect(parsed(text) == expected) }

  @Test(arguments: [
    "", " ", ".", "+", "-", "e5", "1e", "1e+", "1e5.0", "1.2.3", "--1", "+-1", "1 2", "1,5",
    "1_000",
    "0x10", "inf", "Infinity", "nan", "NaN", "1f", "１", "1\u{A0}", "1\n",
  ])
  func notNumbers(_ text: String) { #expect(parsed(text) == nil) }

  @Test func minusZeroKeepsItsSign() { #expect(parsed("-0.0")?.sign == .minus) }

  @Test func everyDoubleIsReadBack() {
    var generator = RandomKey(seed: 3)["numbers"].generator
    for _ in 0..<5000 {
      let value = Double(bitPattern: generator.next())
      if value.isFinite { #expect(parsed("\(value)") == value) }
      let short = Double(Int64(truncatingIfNeeded: generator.next() >> 30) - (1 << 33)) / 1e5
      #expect(parsed("\(short)") == short)
    }
  }
}
