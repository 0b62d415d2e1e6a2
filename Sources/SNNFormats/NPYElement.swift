/// A number type of NumPy's, such as `<f4`: byte order, kind, bytes.
struct NPYElement {
  private enum Kind: Character, CaseIterable {
    case float = "f"
    case signed = "i"
    case unsigned = "u"
    case bool = "b"

    var sizes: [Int] {
      switch self {
      case .float: [2, 4, 8]
      case .signed, .unsigned: [1, 2, 4, 8]
      case .bool: [1]
      }
    }
  }

  private let kind: Kind
  private let isBigEndian: Bool

  /// The type as NumPy writes it.
  let name: String

  /// The size of one number.
  let byteCount: Int

  /// Nil for what is not read: objects, text, times, complex numbers, records.
  init?(_ description: String) {
    let parts = Array(description)
    guard parts.count == 3, let kind = Kind(rawValue: parts[1]),
      let size = kind.sizes.first(where: { "\($0)" == String(parts[2]) })
    else { return nil }
    switch parts[0] {
    case "<": isBigEndian = false
    case ">": isBigEndian = true
    // No order is needed for one byte; `=` is the order of whoever reads and says nothing.
    case "|" where size == 1: isBigEndian = false
    default: return nil
    }
    self.kind = kind
    (name, byteCount) = (description, size)
  }

  /// `convert` of the numbers a piece of a file holds.
  func decode<Number>(_ bytes: Span<UInt8>, _ convert: (Double) -> Number) -> [Number] {
    switch (kind, byteCount) {
    case (.float, 2): words(bytes) { (word: UInt16) in convert(Double(Float16(bitPattern: word))) }
    case (.float, 4): words(bytes) { (word: UInt32) in convert(Double(Float(bitPattern: word))) }
    case (.float, _): words(bytes) { (word: UInt64) in convert(Double(bitPattern: word)) }
    case (.signed, 1): words(bytes) { (word: UInt8) in convert(Double(Int8(bitPattern: word))) }
    case (.signed, 2): words(bytes) { (word: UInt16) in convert(Double(Int16(bitPattern: word))) }
    case (.signed, 4): words(bytes) { (word: UInt32) in convert(Double(Int32(bitPattern: word))) }
    case (.signed, _): words(bytes) { (word: UInt64) in convert(Double(Int64(bitPattern: word))) }
    case (.unsigned, 1): words(bytes) { (word: UInt8) in convert(Double(word)) }
    case (.unsigned, 2): words(bytes) { (word: UInt16) in convert(Double(word)) }
    case (.unsigned, 4): words(bytes) { (word: UInt32) in convert(Double(word)) }
    case (.unsigned, _): words(bytes) { (word: UInt64) in convert(Double(word)) }
    case (.bool, _): words(bytes) { (word: UInt8) in convert(word == 0 ? 0 : 1) }
    }
  }

  private func words<Word: FixedWidthInteger, Number>(
    _ bytes: Span<UInt8>, _ convert: (Word) -> Number
  ) -> [Number] {
    stride(from: 0, to: bytes.count, by: byteCount).map { offset in
      convert(isBigEndian ? bigEndian(bytes, at: offset) : littleEndian(bytes, at: offset))
    }
  }
}
