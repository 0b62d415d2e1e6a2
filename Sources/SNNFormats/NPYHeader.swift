/// The first part of a `.npy` file:
///
///     \x93NUMPY  version  length  {'descr': '<f8', 'fortran_order': False, 'shape': (5000, 4), }
///
/// The text is a Python dictionary.  Only the form that NumPy writes is taken, key by key: nothing
/// in it is evaluated, and nothing nests.
struct NPYHeader {
  /// As NumPy itself refuses longer ones.
  static let lengthLimit = 10_000

  /// The most bytes before the numbers.
  static let sizeLimit = 12 + lengthLimit

  let element: NPYElement
  let isColumnMajor: Bool
  let dimensions: [Int]

  /// Where the numbers start.
  let end: Int

  /// - Parameter bytes: the file, or its first `sizeLimit` bytes.
  init(_ bytes: [UInt8]) throws(FormatError) {
    let text = try headerText(bytes)
    var scanner = HeaderScanner(bytes, text, hint: resaveHint)
    var (element, isColumnMajor, dimensions): (NPYElement?, Bool?, [Int]?)
    try scanner.expect("{")
    while !scanner.take("}") {
      let place = scanner.offset
      let key = try scanner.quotedWord()
      try scanner.expect(":")
      switch key {
      case "descr" where element == nil: element = try scanner.element()
      case "fortran_order" where isColumnMajor == nil: isColumnMajor = try scanner.bool()
      case "shape" where dimensions == nil: dimensions = try scanner.tuple(limit: 8)
      default:
        throw scanner.failure(
          "the header has a second or unknown key “\(printable(name: key))”", at: place)
      }
      guard scanner.take(",") else {
        try scanner.expect("}")
        break
      }
    }
    try scanner.finish(padding: " \n")
    guard let element, let isColumnMajor, let dimensions else {
      throw FormatError(
        "the header needs descr, fortran_order and shape", at: text.lowerBound, hint: resaveHint)
    }
    (self.element, self.isColumnMajor) = (element, isColumnMajor)
    (self.dimensions, end) = (dimensions, text.upperBound)
  }

  /// Checks that the numbers fill the rest of the file.
  func checkData(fileSize: Int) throws(FormatError) {
    let size = try dataSize(of: dimensions, elementSize: element.byteCount, from: end)
    try checkDataSize(size, from: end, fileSize: fileSize)
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

extension HeaderScanner {
  /// Reads a number type.
  fileprivate mutating func element() throws(FormatError) -> NPYElement {
    skipSpace()
    let start = offset
    guard next != UInt8(ascii: "[") else {
      throw FormatError(
        "the array holds records, which are not read", at: start,
        hint: "save one of the fields with numpy.save")
    }
    let name = try quotedWord()
    if let element = NPYElement(name) { return element }
    if name.hasSuffix("O") {
      throw FormatError(
        "the array holds Python objects, which only running code could read", at: start,
        hint: "convert it to numbers in Python, for example with astype('f4')")
    }
    throw FormatError(
      "the number type “\(printable(name: name))” is not read", at: start,
      hint: "convert it in Python: f2, f4, f8, i1 to i8, u1 to u8 and b1 are read")
  }
}
