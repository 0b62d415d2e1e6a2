extension HeaderScanner {
  /// Reads a quoted string of at most `limit` bytes.
  mutating func string(limit: Int = .max) throws(FormatError) -> String {
    try expect("\"")
    let start = offset
    var text: [UInt8] = []
    while let byte = takeByte() {
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw failure("a string in the \(subject) is not UTF-8", at: start)
        }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: try escapedCharacter())
      case ..<0x20:
        throw failure("a string in the \(subject) holds a bare control character", at: offset - 1)
      default: text.append(byte)
      }
      if text.count > limit {
        throw failure("a text in the \(subject) is longer than \(limit) bytes", at: start)
      }
    }
    throw failure("a string in the \(subject) has no end", at: start)
  }

  /// Reads what follows a backslash.
  private mutating func escapedCharacter() throws(FormatError) -> String.UTF8View {
    let start = offset - 1
    switch takeByte() {
    case UInt8(ascii: "\""): return "\"".utf8
    case UInt8(ascii: "\\"): return "\\".utf8
    case UInt8(ascii: "/"): return "/".utf8
    case UInt8(ascii: "b"): return "\u{8}".utf8
    case UInt8(ascii: "f"): return "\u{C}".utf8
    case UInt8(ascii: "n"): return "\n".utf8
    case UInt8(ascii: "r"): return "\r".utf8
    case UInt8(ascii: "t"): return "\t".utf8
    case UInt8(ascii: "u"): return try escapedScalar(from: start)
    default: throw failure("the \(subject) has an unknown escape after a backslash", at: start)
    }
  }

  /// Reads the four digits of `\u00e9`, or the pair of them that a character beyond U+FFFF takes.
  private mutating func escapedScalar(from start: Int) throws(FormatError) -> String.UTF8View {
    var value = try hexadecimal()
    if 0xD800..<0xDC00 ~= value {
      guard takeByte() == UInt8(ascii: "\\"), takeByte() == UInt8(ascii: "u") else {
        throw failure("the \(subject) has half of a surrogate pair", at: start)
      }
      let low = try hexadecimal()
      guard 0xDC00..<0xE000 ~= low else {
        throw failure("the \(subject) has half of a surrogate pair", at: start)
      }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw failure("the \(subject) has half of a surrogate pair", at: start)
    }
    return String(Character(scalar)).utf8
  }

  private mutating func hexadecimal() throws(FormatError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = takeByte().flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw failure("the \(subject) needs four hexadecimal digits after \\u")
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
