extension UInt8 {
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// A space or a tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  /// LF or CR.
  var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }

  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}

extension Span<UInt8> {
  var startsWithByteOrderMark: Bool {
    count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF
  }

  /// Whether the byte is the last one of a line end: LF, or CR without LF.
  func endsLine(at position: Int) -> Bool {
    switch self[position] {
    case .lineFeed: true
    case .carriageReturn: position + 1 == count || self[position + 1] != .lineFeed
    default: false
    }
  }

  /// The line a byte is on, counted from 1.
  func line(at position: Int) -> Int {
    var line = 1
    for earlier in 0..<position where endsLine(at: earlier) { line += 1 }
    return line
  }
}

extension CSVTable.Delimiter {
  /// nil: to be found in the text.
  var byte: UInt8? {
    switch self {
    case .automatic: nil
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    case .space: UInt8(ascii: " ")
    }
  }
}

/// The delimiter of a text: the first of tab, `;`, `,` and space in its first row outside quotes.
///
/// The rarer a character is inside cells, the earlier it is tried: names such as `petal width (cm)`
/// have more spaces than the row has commas.
func detectedDelimiter(_ bytes: Span<UInt8>) -> UInt8 {
  var position = bytes.startsWithByteOrderMark ? 3 : 0
  while position < bytes.count, bytes[position].isBlank || bytes[position].isLineEnd {
    position += 1
  }
  var present: Set<UInt8> = []
  var isQuoted = false
  while position < bytes.count, isQuoted || !bytes.endsLine(at: position) {
    if bytes[position] == .quote { isQuoted.toggle() }
    if !isQuoted { present.insert(bytes[position]) }
    position += 1
  }
  let candidates = [CSVTable.Delimiter.tab, .semicolon, .comma, .space].compactMap(\.byte)
  return candidates.first(where: present.contains) ?? UInt8(ascii: ",")
}

/// - Throws: `DataError` when the bytes are not UTF-8 or have NUL among them.
func checkText(_ bytes: Span<UInt8>, source: String) throws(DataError) {
  let hint = "save the file as text in UTF-8"
  for position in 0..<bytes.count where bytes[position] == 0 {
    throw DataError(
      "the file contains a NUL byte", at: "\(source):\(bytes.line(at: position))", hint: hint)
  }
  do {
    _ = try UTF8Span(validating: bytes)
  } catch {
    throw DataError(
      "the text is not UTF-8",
      at: "\(source):\(bytes.line(at: error.byteOffsets.lowerBound))", hint: hint)
  }
}
