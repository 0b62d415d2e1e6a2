/// The first part of a `.npy` file:
///
///     \x93NUMPY  version  length  {'descr': '<f8', 'fortran_order': False, 'shape': (5000, 4), }
///
/// The text is a Python dictionary.  Only the form that NumPy writes is taken, key by key: nothing
/// in it is evaluated, and nothing nests.
struct NPYHeader {
  /// As NumPy itself refuses longer ones.
  static let lengthLimit = 10_000

  let element: NPYElement
  let isColumnMajor: Bool
  let dimensions: [Int]

  /// Where the numbers start.
  let end: Int

  init(_ bytes: [UInt8]) throws(FormatError) {
    let text = try headerText(bytes)
    var scanner = NPYScanner(bytes, text)
    var (element, isColumnMajor, dimensions): (NPYElement?, Bool?, [Int]?)
    try scanner.expect("{")
    while try !scanner.take("}") {
      let place = scanner.offset
      let key = try scanner.string()
      try scanner.expect(":")
      switch key {
      case "descr" where element == nil: element = try scanner.element()
      case "fortran_order" where isColumnMajor == nil: isColumnMajor = try scanner.bool()
      case "shape" where dimensions == nil: dimensions = try scanner.dimensions()
      default:
        throw FormatError(
          "the header has a second or unknown key “\(printable(key))”", at: place,
          hint: resaveHint)
      }
      guard try scanner.take(",") else {
        try scanner.expect("}")
        break
      }
    }
    try scanner.finish()
    guard let element, let isColumnMajor, let dimensions else {
      throw FormatError(
        "the header needs descr, fortran_order and shape", at: text.lowerBound, hint: resaveHint)
    }
    (self.element, self.isColumnMajor) = (element, isColumnMajor)
    (self.dimensions, end) = (dimensions, text.upperBound)
  }
}

private let resaveHint = "save the array again with numpy.save"

/// Where the dictionary stands.
private func headerText(_ bytes: [UInt8]) throws(FormatError) -> Range<Int> {
  guard bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else {
    throw FormatError(
      "this is not a .npy file: it does not start with \\x93NUMPY", at: 0,
      hint: "give a file that was saved with numpy.save")
  }
  guard bytes.count >= 10 else {
    throw FormatError("the header is truncated", at: bytes.count, hint: copyAgainHint)
  }
  guard 1...3 ~= bytes[6], bytes[7] == 0 else {
    throw FormatError(
      "the format version \(bytes[6]).\(bytes[7]) is not known", at: 6,
      hint: "versions 1.0, 2.0 and 3.0 are; \(resaveHint)")
  }
  let start = bytes[6] == 1 ? 10 : 12
  guard bytes.count >= start else {
    throw FormatError("the header is truncated", at: bytes.count, hint: copyAgainHint)
  }
  let length: Int
  if bytes[6] == 1 {
    let word: UInt16 = littleEndian(bytes.span, at: 8)
    length = Int(word)
  } else {
    let word: UInt32 = littleEndian(bytes.span, at: 8)
    length = Int(word)
  }
  guard length <= NPYHeader.lengthLimit else {
    throw FormatError(
      "the header says it is \(length) bytes long, more than \(NPYHeader.lengthLimit)", at: 8,
      hint: resaveHint)
  }
  guard length <= bytes.count - start else {
    throw FormatError(
      "the header says \(length) bytes but \(bytes.count - start) follow", at: 8,
      hint: copyAgainHint)
  }
  return start..<start + length
}

/// Reads the few kinds of text a header is made of.
private struct NPYScanner {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var offset: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    (offset, end) = (range.lowerBound, range.upperBound)
  }

  private var next: UInt8? { offset < end ? bytes[offset] : nil }

  private mutating func skipSpace() { while next == UInt8(ascii: " ") { offset += 1 } }

  /// Takes a mark if it comes next.
  mutating func take(_ mark: Unicode.Scalar) throws(FormatError) -> Bool {
    skipSpace()
    guard let next else { throw failure("the header ends too early") }
    guard next == UInt8(ascii: mark) else { return false }
    offset += 1
    return true
  }

  mutating func expect(_ mark: Unicode.Scalar) throws(FormatError) {
    guard try take(mark) else { throw failure("the header needs a \(mark) here") }
  }

  /// Checks that only the spaces and the line end that pad a header follow.
  mutating func finish() throws(FormatError) {
    skipSpace()
    if next == UInt8(ascii: "\n") { offset += 1 }
    if offset < end { throw failure("the header goes on after its closing brace") }
  }

  /// Reads `'<f4'`, in either sort of quotes; NumPy never escapes anything here.
  mutating func string() throws(FormatError) -> String {
    skipSpace()
    let start = offset
    guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw failure("the header needs a quoted word here")
    }
    offset += 1
    while let byte = next, byte != quote {
      guard 0x20..<0x7F ~= byte, byte != UInt8(ascii: "\\") else {
        throw failure("a word in the header holds more than plain characters")
      }
      offset += 1
    }
    guard next == quote else { throw failure("a word in the header has no end", at: start) }
    offset += 1
    return String(decoding: bytes[start + 1..<offset - 1], as: UTF8.self)
  }

  mutating func bool() throws(FormatError) -> Bool {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)]
    where bytes[offset..<end].starts(with: word.utf8) {
      offset += word.utf8.count
      return value
    }
    throw failure("the header needs True or False here")
  }

  /// Reads `(5000, 4)`, `(3,)` or `()`.
  mutating func dimensions() throws(FormatError) -> [Int] {
    try expect("(")
    var sizes: [Int] = []
    while try !take(")") {
      guard sizes.count < 8 else { throw failure("the array has more than 8 axes") }
      sizes.append(try wholeNumber())
      guard try take(",") else {
        guard sizes.count > 1 else { throw failure("the header needs a , here") }
        try expect(")")
        break
      }
    }
    return sizes
  }

  private mutating func wholeNumber() throws(FormatError) -> Int {
    skipSpace()
    let start = offset
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { offset += 1 }
    let digits = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard !digits.isEmpty, digits == "0" || !digits.hasPrefix("0") else {
      throw failure("the header needs a whole number that is not negative", at: start)
    }
    guard let number = Int(digits) else {
      throw failure("a number in the header is too large", at: start)
    }
    return number
  }

  mutating func element() throws(FormatError) -> NPYElement {
    skipSpace()
    let start = offset
    guard next != UInt8(ascii: "[") else {
      throw FormatError(
        "the array holds records, which are not read", at: start,
        hint: "save one of the fields with numpy.save")
    }
    let name = try string()
    if let element = NPYElement(name) { return element }
    if name.hasSuffix("O") {
      throw FormatError(
        "the array holds Python objects, which only running code could read", at: start,
        hint: "convert it to numbers in Python, for example with astype('f4')")
    }
    throw FormatError(
      "the number type “\(printable(name))” is not read", at: start,
      hint: "convert it in Python: f2, f4, f8, i1 to i8, u1 to u8 and b1 are read")
  }

  func failure(_ message: String, at place: Int? = nil) -> FormatError {
    FormatError(message, at: place ?? offset, hint: resaveHint)
  }
}
