/// The part of JSON that a safetensors header and the index of a split model are made of.
extension HeaderScanner {
  /// Reads `{"key": value, …}`; `value` reads what follows each colon.
  ///
  /// Every key may occur only once: which of two a reader would take is left open by JSON.
  mutating func object(
    _ value: (inout HeaderScanner, _ key: String, _ keyOffset: Int) throws(FormatError) -> Void
  ) throws(FormatError) {
    var keys: Set<String> = []
    try expect("{")
    if take("}") { return }
    repeat {
      skipSpace()
      let keyOffset = offset
      let key = try string(limit: Safetensors.nameLimit)
      // Strings are equal when they look the same, so this also catches two spellings of one é.
      guard keys.insert(key).inserted else {
        throw failure(
          "the \(subject) has two entries named “\(printable(name: key))”", at: keyOffset)
      }
      try expect(":")
      try value(&self, key, keyOffset)
    } while take(",")
    try expect("}")
  }

  /// Reads `[2, 3]`: at most `limit` whole numbers.
  mutating func wholeNumbers(limit: Int) throws(FormatError) -> [Int] {
    var numbers: [Int] = []
    try expect("[")
    if take("]") { return [] }
    repeat {
      guard numbers.count < limit else {
        throw failure("a list in the \(subject) has more than \(limit) numbers")
      }
      numbers.append(try wholeNumber())
    } while take(",")
    try expect("]")
    return numbers
  }

  /// Skips a text as long as metadata may be, a number, `true`, `false` or `null`.
  mutating func skipScalar() throws(FormatError) {
    skipSpace()
    switch next {
    case UInt8(ascii: "\""): _ = try string(limit: Safetensors.metadataSize)
    case let byte? where "-0123456789".utf8.contains(byte): _ = try numberText()
    default:
      guard take("true") || take("false") || take("null") else {
        throw failure("the \(subject) needs a text, a number, true, false or null here")
      }
    }
  }

  /// Reads `-12.5e+3` as it stands; what follows must fit there.
  mutating func numberText() throws(FormatError) -> String {
    let start = offset
    takeOne(of: "-")
    let startsWithZero = next == UInt8(ascii: "0")
    let wholes = takeDigits()
    var isNumber = startsWithZero ? wholes == 1 : wholes > 0
    if takeOne(of: ".") { isNumber = takeDigits() > 0 && isNumber }
    if takeOne(of: "eE") {
      takeOne(of: "+-")
      isNumber = takeDigits() > 0 && isNumber
    }
    guard isNumber else {
      throw failure("the \(subject) holds a number that JSON does not know", at: start)
    }
    return text(from: start)
  }

  /// Takes one of these characters if one of them comes next.
  @discardableResult private mutating func takeOne(of characters: String) -> Bool {
    guard let next, characters.utf8.contains(next) else { return false }
    _ = takeByte()
    return true
  }

  /// Takes all digits that come next.
  /// - Returns: how many.
  private mutating func takeDigits() -> Int {
    let start = offset
    while takeOne(of: "0123456789") {}
    return offset - start
  }
}
