/// Reads a file's header or another text with a strict syntax, byte by byte; JSON and Python's
/// syntax build on it.
///
/// Nothing in it is recursive, so no nesting can exhaust the stack.
struct HeaderScanner {
  private let bytes: [UInt8]
  private let end: Int
  private let hint: String

  /// How errors call the text.
  let subject: String

  /// The place of the next byte in the file.
  private(set) var offset: Int

  /// - Parameters:
  ///   - bytes: the file, or at least its start.
  ///   - range: where the text stands.
  ///   - subject: how errors call the text.
  ///   - hint: what to do about a text that is wrong.
  /// - Precondition: `range` lies within `bytes`.
  init(_ bytes: [UInt8], _ range: Range<Int>, subject: String = "header", hint: String) {
    self.bytes = bytes
    (self.subject, self.hint) = (subject, hint)
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The next byte of the text, nil at its end.
  var next: UInt8? { offset < end ? bytes[offset] : nil }

  /// Takes the next byte, nil at the end of the text.
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
    guard take(mark) else { throw failure("the \(subject) needs a \(mark) here") }
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
        throw failure("a number in the \(subject) is too large", at: start)
      }
      number = sum
      offset += 1
    }
    let leadingZero = offset - start > 1 && bytes[start] == UInt8(ascii: "0")
    let goesOn = next.map { ".eE+-".utf8.contains($0) } ?? false
    guard offset > start, !leadingZero, !goesOn else {
      throw failure("the \(subject) needs a whole number that is not negative", at: start)
    }
    return number
  }

  /// Checks that only the characters that pad a header follow.
  mutating func finish(padding: String) throws(FormatError) {
    while let byte = next, padding.utf8.contains(byte) { offset += 1 }
    if offset < end { throw failure("the \(subject) goes on after its closing brace") }
  }

  func failure(_ message: String, at place: Int? = nil) -> FormatError {
    FormatError(message, at: place ?? offset, hint: hint)
  }
}
