/// Reads the text of a file's header, byte by byte; JSON and Python's syntax build on it.
///
/// Nothing in it is recursive, so no nesting can exhaust the stack.
struct HeaderScanner {
  private let bytes: [UInt8]
  private let end: Int
  private let hint: String

  /// The place of the next byte in the file.
  private(set) var offset: Int

  /// - Parameters:
  ///   - bytes: the file, or at least its start.
  ///   - range: where the header's text stands.
  ///   - hint: what to do about a header that is wrong.
  /// - Precondition: `range` lies within `bytes`.
  init(_ bytes: [UInt8], _ range: Range<Int>, hint: String) {
    self.bytes = bytes
    self.hint = hint
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The next byte of the header, nil at its end.
  var next: UInt8? { offset < end ? bytes[offset] : nil }

  /// Takes the next byte, nil at the end of the header.
  mutating func takeByte() -> UInt8? {
    guard let byte = next else { return nil }
    offset += 1
    return byte
  }

  mutating func skipSpace() {
    while let byte = next, " \t\n\r".utf8.contains(byte) { offset += 1 }
  }

  /// Takes a word or mark if it comes next.
  mutating func take(_ word: String) -> Bool {
    skipSpace()
    guard bytes[offset..<end].starts(with: word.utf8) else { return false }
    offset += word.utf8.count
    return true
  }

  mutating func expect(_ mark: String) throws(FormatError) {
    guard take(mark) else { throw failure("the header needs a \(mark) here") }
  }

  /// Reads a number that must be whole, not negative and small enough for an index.
  mutating func wholeNumber() throws(FormatError) -> Int {
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

  /// Checks that only the characters that pad a header follow.
  mutating func finish(padding: String) throws(FormatError) {
    while let byte = next, padding.utf8.contains(byte) { offset += 1 }
    if offset < end { throw failure("the header goes on after its closing brace") }
  }

  func failure(_ message: String, at place: Int? = nil) -> FormatError {
    FormatError(message, at: place ?? offset, hint: hint)
  }
}
