/// A whole cell as a number: blanks, sign, digits with at most one point, exponent, blanks.
///
/// Stricter than `Double(_: String)`, which also takes hexadecimal, `inf` and `nan`.  The result is
/// the nearest `Double`; infinite when the number is too large for one, nil when it is no number.
func parsedNumber(_ cell: Span<UInt8>) -> Double? {
  var content = cell.indices
  while let first = content.first, cell[first].isBlank { content.removeFirst() }
  while let last = content.last, cell[last].isBlank { content.removeLast() }
  let number = cell.extracting(content)

  var scanner = NumberScanner()
  guard scanner.scan(number) else { return nil }
  if let exact = scanner.exactValue { return exact }
  var text = ""
  for position in number.indices { text.unicodeScalars.append(Unicode.Scalar(number[position])) }
  return Double(text)
}

/// Checks the grammar of a decimal number and collects its digits on the way.
private struct NumberScanner {
  /// The powers of ten that a `Double` holds exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
  private static let exactLimit: UInt64 = 1 << 53

  private var isNegative = false
  private var digits: UInt64 = 0
  private var exponent = 0
  private var digitsFit = true
  private var position = 0

  /// The value, when one correctly rounded operation gives it; nil when more care is needed.
  ///
  /// Digits up to 2⁵³ and powers up to 10²² are exact, so their product or quotient is rounded once.
  /// - Reference: Clinger, *How to Read Floating Point Numbers Accurately*, 1990.
  var exactValue: Double? {
    guard digitsFit, abs(exponent) < Self.powersOfTen.count else { return nil }
    let power = Self.powersOfTen[abs(exponent)]
    let magnitude = exponent < 0 ? Double(digits) / power : Double(digits) * power
    return isNegative ? -magnitude : magnitude
  }

  /// Whether the bytes are one decimal number and nothing else.
  mutating func scan(_ bytes: Span<UInt8>) -> Bool {
    isNegative = skipSign(bytes)
    var digitCount = scanDigits(bytes)
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      let fraction = scanDigits(bytes)
      digitCount += fraction
      exponent = -fraction
    }
    guard digitCount > 0 else { return false }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      guard scanExponent(bytes) else { return false }
    }
    return position == bytes.count
  }

  /// Steps over a sign; true when it is a minus.
  private mutating func skipSign(_ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count else { return false }
    let isMinus = bytes[position] == UInt8(ascii: "-")
    if isMinus || bytes[position] == UInt8(ascii: "+") { position += 1 }
    return isMinus
  }

  private mutating func scanDigits(_ bytes: Span<UInt8>) -> Int {
    let start = position
    while position < bytes.count, bytes[position].isDigit {
      if digits <= (Self.exactLimit - 9) / 10 {
        digits = digits * 10 + UInt64(bytes[position] - UInt8(ascii: "0"))
      } else {
        digitsFit = false
      }
      position += 1
    }
    return position - start
  }

  private mutating func scanExponent(_ bytes: Span<UInt8>) -> Bool {
    let isMinus = skipSign(bytes)
    let start = position
    var size = 0
    while position < bytes.count, bytes[position].isDigit {
      size = min(size * 10 + Int(bytes[position] - UInt8(ascii: "0")), 100_000)
      position += 1
    }
    exponent += isMinus ? -size : size
    return position > start
  }
}
