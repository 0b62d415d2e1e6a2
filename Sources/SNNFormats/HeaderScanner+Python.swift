/// The few kinds of Python's literals that a `.npy` header is made of.
extension HeaderScanner {
  /// Reads `'<f4'`, in either sort of quotes; NumPy never escapes anything here.
  mutating func quotedWord() throws(FormatError) -> String {
    skipSpace()
    let start = offset
    guard let quote = takeByte(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw failure("the \(subject) needs a quoted word here", at: start)
    }
    var word = ""
    while let byte = takeByte() {
      if byte == quote { return word }
      guard 0x20..<0x7F ~= byte, byte != UInt8(ascii: "\\") else {
        throw failure("a word in the \(subject) holds more than plain characters", at: offset - 1)
      }
      word.unicodeScalars.append(Unicode.Scalar(byte))
    }
    throw failure("a word in the \(subject) has no end", at: start)
  }

  mutating func bool() throws(FormatError) -> Bool {
    if take("True") { return true }
    if take("False") { return false }
    throw failure("the \(subject) needs True or False here")
  }

  /// Reads `(5000, 4)`, `(3,)` or `()`: at most `limit` whole numbers.
  mutating func tuple(limit: Int) throws(FormatError) -> [Int] {
    try expect("(")
    var numbers: [Int] = []
    while !take(")") {
      guard numbers.count < limit else { throw failure("the array has more than \(limit) axes") }
      numbers.append(try wholeNumber())
      guard take(",") else {
        guard numbers.count > 1 else { throw failure("the \(subject) needs a , here") }
        try expect(")")
        break
      }
    }
    return numbers
  }
}
