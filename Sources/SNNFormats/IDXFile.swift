/// The contents of an IDX file, the format of MNIST: a shape and numbers in row-major order.
///
///     let images = try IDXFile(contentsOf: "train-images-idx3-ubyte.gz")
///     images.dimensions  // [60000, 28, 28]
///
/// The file starts with two zeros, a byte for the number type and one for the number of axes, then
/// the size of each axis as 32 bits; everything is big endian.
/// - Reference: LeCun, Cortes & Burges, *The MNIST database of handwritten digits*, 1998.
public struct IDXFile: Sendable {
  /// The number types of the format, by their byte in the file.
  public enum Element: UInt8, Sendable, CaseIterable {
    case uint8 = 0x08
    case int8 = 0x09
    case int16 = 0x0B
    case int32 = 0x0C
    case float32 = 0x0D
    case float64 = 0x0E

    /// The size of one number in bytes.
    public var byteCount: Int {
      switch self {
      case .uint8, .int8: 1
      case .int16: 2
      case .int32, .float32: 4
      case .float64: 8
      }
    }
  }

  /// The number type.
  public let element: Element

  /// The sizes of the axes, outermost first.
  public let dimensions: [Int]

  /// The numbers as they stand in the file, big endian.
  public let data: [UInt8]

  /// The numbers, all of which a `Double` holds exactly.
  public var values: [Double] {
    switch element {
    case .uint8: data.map { Double($0) }
    case .int8: data.map { Double(Int8(bitPattern: $0)) }
    case .int16: words { (word: UInt16) in Double(Int16(bitPattern: word)) }
    case .int32: words { (word: UInt32) in Double(Int32(bitPattern: word)) }
    case .float32: words { (word: UInt32) in Double(Float(bitPattern: word)) }
    case .float64: words { (word: UInt64) in Double(bitPattern: word) }
    }
  }

  private func words<Word: FixedWidthInteger>(_ convert: (Word) -> Double) -> [Double] {
    stride(from: 0, to: data.count, by: Word.bitWidth / 8).map {
      convert(bigEndian(data.span, at: $0))
    }
  }
}

extension IDXFile {
  /// Reads a file, packed with gzip or not.
  ///
  /// - Throws: an error of kind `noInput` when the file cannot be read, of kind `badData` when it
  ///   is not IDX or its size is not the one its header asks for.
  public init(contentsOf path: String) throws(FormatError) {
    try self.init(parsing: readFile(path), name: path)
  }

  /// Reads the bytes of a file, packed with gzip or not.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; nothing about them is trusted.
  ///   - name: how errors call the file.
  /// - Throws: an error of kind `badData`; places are those in the unpacked bytes.
  public init(parsing bytes: [UInt8], name: String) throws(FormatError) {
    let bytes = try decompressed(bytes, name: name)
    do throws(FormatError) {
      try self.init(unpacked: bytes)
    } catch {
      throw error.located(in: name)
    }
  }

  private init(unpacked bytes: [UInt8]) throws(FormatError) {
    guard bytes.count >= 4 else {
      throw FormatError(
        "this is not an IDX file: it has only \(bytes.count) bytes", at: 0, hint: idxHint)
    }
    guard bytes[0] == 0, bytes[1] == 0 else {
      throw FormatError(
        "this is not an IDX file: it does not start with two zeros", at: 0, hint: idxHint)
    }
    guard let element = Element(rawValue: bytes[2]) else {
      throw FormatError(
        "the number type 0x\(String(bytes[2], radix: 16)) is none of IDX", at: 2, hint: idxHint)
    }
    let rank = Int(bytes[3])
    guard 1...8 ~= rank else {
      throw FormatError("the header says \(rank) axes, not 1 to 8", at: 3, hint: idxHint)
    }
    let start = 4 + 4 * rank
    guard bytes.count >= start else {
      throw FormatError(
        "the header of \(start) bytes ends after \(bytes.count)", at: bytes.count,
        hint: copyAgainHint)
    }
    let dimensions = (0..<rank).map { axis -> Int in
      let size: UInt32 = bigEndian(bytes.span, at: 4 + 4 * axis)
      return Int(size)
    }
    try checkDataSize(
      of: dimensions, elementSize: element.byteCount, start: start, fileSize: bytes.count)
    self.init(element: element, dimensions: dimensions, data: Array(bytes[start...]))
  }
}

private let idxHint = "give an IDX file, such as MNIST's train-images-idx3-ubyte.gz"
let copyAgainHint = "the file is damaged or incomplete; copy or fetch it again"

/// Checks that an array's numbers fill the rest of a file, before any memory is taken for them.
func checkDataSize(
  of dimensions: [Int], elementSize: Int, start: Int, fileSize: Int
) throws(FormatError) {
  guard let size = byteCount(of: dimensions, elementSize: elementSize) else {
    throw FormatError(
      "the shape \(dimensions) is too large for any file", at: start, hint: copyAgainHint)
  }
  let available = fileSize - start
  guard size <= available else {
    throw FormatError(
      "the header says \(size) bytes of numbers but the file has \(available)", at: fileSize,
      hint: copyAgainHint)
  }
  guard size == available else {
    throw FormatError(
      "\(available - size) bytes follow the last number", at: start + size, hint: copyAgainHint)
  }
}

/// The word at a place whose highest byte comes first.
/// - Precondition: the word lies within the bytes.
func bigEndian<Word: FixedWidthInteger>(_ bytes: Span<UInt8>, at offset: Int) -> Word {
  let word: Word = littleEndian(bytes, at: offset)
  return word.byteSwapped
}
