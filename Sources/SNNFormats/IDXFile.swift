/// The contents of an IDX file, the format of MNIST: a shape and numbers in row-major order.
///
///     let images = try IDXFile(contentsOf: "train-images-idx3-ubyte.gz")
///     images.dimensions  // [60000, 28, 28]
/// - Reference: LeCun, Cortes & Burges, *The MNIST database of handwritten digits*, 1998.
public struct IDXFile: Sendable {
  /// Where the array came from, as messages name it.
  public let source: String

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
  ///   - bytes: the whole file; nothing about them is trusted, and a packed one is unpacked no
  ///     further than its own header asks for.
  ///   - name: how errors call the file.
  /// - Throws: an error of kind `badData`; places are those in the unpacked bytes.
  public init(parsing bytes: [UInt8], name: String) throws(FormatError) {
    do throws(FormatError) {
      let header = try IDXHeader(unpacked(bytes, prefix: IDXHeader.longest))
      let size = try dataSize(
        of: header.dimensions, elementSize: header.element.byteCount, from: header.end)
      // One byte more shows whether the file goes on.
      let content = try unpacked(bytes, prefix: header.end + size + 1)
      try checkDataSize(size, from: header.end, fileSize: content.count)
      (source, element, dimensions) = (name, header.element, header.dimensions)
      data = Array(content[header.end...])
    } catch {
      throw error.located(in: name)
    }
  }
}
