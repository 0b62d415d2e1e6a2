/// Reads the part of JSON a safetensors header is made of, byte by byte.
///
/// Nothing in it is recursive, so no nesting can exhaust the stack, and every key of an object may
/// occur only once: which of two a reader would take is left open by JSON.
struct HeaderScanner {
  private let bytes: [UInt8]
  private let end: Int

  /// The place of the next byte in the file.
  private(set) var offset: Int

  /// - Precondition: `range` lies within `bytes`.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// Reads `{"key": value, …}`; `value` reads what follows each colon.
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
        throw FormatError(
          "the header has two entries named “\(printable(key))”", at: keyOffset,
          hint: Safetensors.rewriteHint)
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

  /// Checks that only the spaces that pad a header follow.
  mutating func finish() throws(FormatError) {
    while offset < end, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
    if offset < end { throw failure("the header goes on after its closing brace") }
  }

  /// Reads a number that must be whole, not negative and small enough for an index.
  private mutating func wholeNumber() throws(FormatError) -> Int {
    skipSpace()
    let start = offset
    var number = 0
    while let digit = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
      let (shifted, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = shifted.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
      guard !overflow, !carry else {
        throw failure("a number in the header is too large", at: start)
      }
      number = sum
      offset += 1
    }
    let leadingZero = offset - start > 1 && bytes[start] == UInt8(ascii: "0")
    let goesOn = next.map { ".eE+-".utf8.contains($0) } ?? false
    guard offset > start, !leadingZero, !goesOn else {
      throw failure("the header needs a whole number that is not negative", at: start)
    }
    return number
  }

  mutating func skipSpace() {
    while let byte = next, " \t\n\r".utf8.contains(byte) { offset += 1 }
  }

  /// The next byte of the header, nil at its end.
  var next: UInt8? { offset < end ? bytes[offset] : nil }

  /// Takes the next byte, nil at the end of the header.
  mutating func takeByte() -> UInt8? {
    guard let byte = next else { return nil }
    offset += 1
    return byte
  }

  /// Takes a mark if it comes next.
  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: mark) else { return false }
    offset += 1
    return true
  }

  mutating func expect(_ mark: Unicode.Scalar) throws(FormatError) {
    guard take(mark) else { throw failure("the header needs a \(mark) here") }
  }

  func failure(_ message: String, at place: Int? = nil) -> FormatError {
    FormatError(message, at: place ?? offset, hint: Safetensors.rewriteHint)
  }
}
