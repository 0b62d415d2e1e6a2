/// Takes the parts of a pickle's opcodes from the bytes of a file.
struct PickleScanner {
  /// The longest text, as in the machine's other limits: more than anything in a model needs.
  static let textLimit = 64 << 20

  private let bytes: [UInt8]
  private let base: Int
  private var index: Int

  /// - Parameters:
  ///   - bytes: what holds the pickle.
  ///   - start: where in `bytes` the pickle starts.
  ///   - base: where in the file `bytes` start.
  /// - Precondition: `start` lies within `bytes`.
  init(_ bytes: [UInt8], from start: Int, base: Int) {
    (self.bytes, index, self.base) = (bytes, start, base)
  }

  /// The place of the next byte in the file.
  var place: Int { base + index }

  /// Takes the next byte.
  mutating func byte() throws(FormatError) -> UInt8 {
    guard index < bytes.count else { throw truncated }
    index += 1
    return bytes[index - 1]
  }

  /// Takes a number whose lowest byte comes first.
  mutating func word<Word: FixedWidthInteger>() throws(FormatError) -> Word {
    guard bytes.count - index >= Word.bitWidth / 8 else { throw truncated }
    defer { index += Word.bitWidth / 8 }
    return littleEndian(bytes.span, at: index)
  }

  /// Takes a number of Python's, stored with its highest byte first.
  mutating func float() throws(FormatError) -> Double {
    let word: UInt64 = try word()
    return Double(bitPattern: word.byteSwapped)
  }

  mutating func bytes(_ count: Int) throws(FormatError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - index else { throw truncated }
    defer { index += count }
    return bytes[index..<index + count]
  }

  /// Takes a text behind its length.
  mutating func text() throws(FormatError) -> String {
    let start = place
    let count: UInt32 = try word()
    guard count <= Self.textLimit else {
      throw PickleHint.tooMuch("holds a text of \(count) bytes", at: start)
    }
    guard let text = String(validating: try bytes(Int(count)), as: UTF8.self) else {
      throw FormatError(
        "a text in the pickle is not UTF-8", at: start, hint: PickleHint.damaged)
    }
    return text
  }

  /// Takes a part of a name up to the end of its line.
  mutating func nameLine() throws(FormatError) -> String {
    let start = index
    let line = bytes[start...].prefix(PickleName.limit + 1).prefix { $0 != UInt8(ascii: "\n") }
    guard line.count <= PickleName.limit else {
      throw PickleHint.tooMuch(
        "holds a name of more than \(PickleName.limit) bytes", at: base + start)
    }
    guard line.endIndex < bytes.count else { throw truncated }
    index = line.endIndex + 1
    guard !line.isEmpty, line.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
      let text = String(validating: line, as: UTF8.self)
    else {
      throw FormatError(
        "a name in the pickle is empty or no plain text", at: base + start,
        hint: PickleHint.damaged)
    }
    return text
  }

  private var truncated: FormatError {
    FormatError("the pickle is truncated", at: base + bytes.count, hint: copyAgainHint)
  }
}

/// What helps against pickles that are refused.
enum PickleHint {
  static let damaged = "the file is damaged; copy it or save the model again"
  static let stateOnly = "save the weights alone: torch.save(model.state_dict(), path)"

  /// The error for a pickle that goes beyond one of the limits.
  static func tooMuch(_ message: String, at place: Int) -> FormatError {
    FormatError("the pickle \(message)", at: place, hint: stateOnly)
  }
}
