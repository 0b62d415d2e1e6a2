internal import SNNKernels

/// A text of JSON as a value, read with limits that no text can get around.
///
/// What Python's `json` writes beyond the standard, `NaN` and `Infinity`, is refused.
/// - Reference: Bray, *The JavaScript Object Notation (JSON) Data Interchange Format*, RFC 8259.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// Whole numbers up to 2⁵³ are exact.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// What a text may hold at most.
  package struct Limits: Sendable {
    /// The longest text in bytes.
    package let size: Int
    /// How deep lists and objects may lie in one another.
    package let depth: Int
    /// The number of values, those in lists and objects included.
    package let count: Int

    package init(size: Int = 16 << 20, depth: Int = 64, count: Int = 1 << 20) {
      (self.size, self.depth, self.count) = (size, depth, count)
    }
  }

  /// Reads a text of JSON.
  ///
  /// - Parameters:
  ///   - bytes: the whole text in UTF-8; nothing about it is trusted.
  ///   - subject: how errors call the text.
  ///   - hint: what to do about a text that is wrong.
  ///   - limits: what it may hold at most.
  /// - Throws: an error of kind `badData` at the first byte that does not fit.
  package init(
    parsing bytes: [UInt8], subject: String, hint: String, limits: Limits = Limits()
  ) throws(FormatError) {
    guard bytes.count <= limits.size else {
      throw FormatError(
        "the \(subject) is \(bytes.count) bytes long, more than \(limits.size)", at: 0, hint: hint)
    }
    var scanner = HeaderScanner(bytes, bytes.indices, subject: subject, hint: hint)
    var reader = JSONReader(depth: limits.depth, count: limits.count)
    self = try reader.value(&scanner)
    try scanner.finish(padding: " \t\r\n")
  }
}

extension JSONValue {
  /// The fields of an object, nil for anything else.
  package var fields: [String: JSONValue]? {
    if case .object(let fields) = self { fields } else { nil }
  }

  /// The elements of a list, nil for anything else.
  package var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The text, nil for anything else.
  package var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The number, nil for anything else.
  package var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// The number as a whole one, nil for anything else.
  package var whole: Int? { number.flatMap { Int(exactly: $0) } }

  /// `true` or `false`, nil for anything else.
  package var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }

  /// The field of an object, nil where there is none.
  package subscript(key: String) -> JSONValue? { fields?[key] }
}

/// Reads values and counts what is left of the limits.
private struct JSONReader {
  /// How much deeper the next value may lie.
  var depth: Int
  /// How many values may still come.
  var count: Int

  mutating func value(_ scanner: inout HeaderScanner) throws(FormatError) -> JSONValue {
    scanner.skipSpace()
    count -= 1
    guard count >= 0 else {
      throw scanner.failure("the \(scanner.subject) holds too many values")
    }
    switch scanner.next {
    case UInt8(ascii: "{"): return .object(try fields(&scanner))
    case UInt8(ascii: "["): return .array(try elements(&scanner))
    case UInt8(ascii: "\""): return .string(try scanner.string())
    case let byte? where "-0123456789".utf8.contains(byte): return .number(try scanner.number())
    default: return try scanner.word()
    }
  }

  private mutating func fields(
    _ scanner: inout HeaderScanner
  ) throws(FormatError) -> [String: JSONValue] {
    try descend(scanner)
    defer { depth += 1 }
    var fields: [String: JSONValue] = [:]
    try scanner.object { (scanner, key, _) throws(FormatError) in
      fields[key] = try value(&scanner)
    }
    return fields
  }

  private mutating func elements(
    _ scanner: inout HeaderScanner
  ) throws(FormatError) -> [JSONValue] {
    try descend(scanner)
    defer { depth += 1 }
    var elements: [JSONValue] = []
    try scanner.expect("[")
    if scanner.take("]") { return [] }
    repeat { elements.append(try value(&scanner)) } while scanner.take(",")
    try scanner.expect("]")
    return elements
  }

  /// The stack is the program's, so the depth is bounded before anything is read.
  private mutating func descend(_ scanner: HeaderScanner) throws(FormatError) {
    guard depth > 0 else {
      throw scanner.failure("the \(scanner.subject) is nested too deeply")
    }
    depth -= 1
  }
}

extension HeaderScanner {
  /// Reads a number, `-12.5e+3`, that a Double can hold.
  fileprivate mutating func number() throws(FormatError) -> Double {
    let start = offset
    let text = try numberText()
    // No program writes longer ones, and converting takes time that grows with the length.
    guard text.utf8.count <= 400, let number = Double(text), number.isFinite else {
      throw failure("the \(subject) holds a number that is too large", at: start)
    }
    return number
  }

  fileprivate mutating func word() throws(FormatError) -> JSONValue {
    if take("true") { return .bool(true) }
    if take("false") { return .bool(false) }
    if take("null") { return .null }
    throw failure(
      "the \(subject) needs a value here: a text, a number, a list, an object or a word")
  }
}
