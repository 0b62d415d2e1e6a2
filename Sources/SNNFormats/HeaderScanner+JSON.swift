/// The part of JSON that a safetensors header is made of.
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
        throw failure("the header has two entries named “\(printable(name: key))”", at: keyOffset)
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
        throw failure("a list in the header has more than \(limit) numbers")
      }
      numbers.append(try wholeNumber())
    } while take(",")
    try expect("]")
    return numbers
  }
}
