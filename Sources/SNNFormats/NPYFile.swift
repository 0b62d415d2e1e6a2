public import SNNTensor

/// The contents of a `.npy` file, NumPy's format for one array.
///
///     let samples = try NPYFile(contentsOf: "train_samples.npy")
///     let rows = samples.tensor  // [5000, 4]
///
/// Versions 1.0 to 3.0 are read, with real numbers, whole numbers and truth values of either byte
/// order, stored by rows (C) or by columns (Fortran).  The header is text in Python's syntax; it is
/// compared with what NumPy writes and never evaluated.
/// - Reference: Kern, *A Simple File Format for NumPy Arrays*, NEP 1, 2007.
public struct NPYFile: Sendable {
  /// Where the array came from, as messages name it.
  public let source: String

  /// The sizes of the axes, outermost first.
  public let dimensions: [Int]

  private let element: NPYElement
  private let isColumnMajor: Bool
  /// The whole file; the numbers come last.
  private let bytes: [UInt8]
  private let start: Int

  /// The number type as the file calls it: `<f4`.
  public var elementType: String { element.name }

  /// The numbers in row-major order, whatever the order in the file; whole numbers beyond 2⁵³ are
  /// rounded.
  public var values: [Double] { numbers { $0 } }

  /// The array, each number rounded to `Scalar`.
  public var tensor: Tensor { Tensor(numbers { Scalar($0) }, shape: Shape(dimensions)) }

  private func numbers<Number>(_ convert: (Double) -> Number) -> [Number] {
    let stored = element.decode(bytes.span.extracting(start...), convert)
    return isColumnMajor ? rowMajor(stored, dimensions) : stored
  }
}

extension NPYFile {
  /// Reads a file.
  ///
  /// - Throws: an error of kind `noInput` when the file cannot be read, of kind `badData` when it
  ///   is not `.npy`, holds objects, or its size is not the one its header asks for.
  public init(contentsOf path: String) throws(FormatError) {
    try self.init(parsing: readFile(path), name: path)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; nothing about them is trusted.
  ///   - name: how errors call the file.
  /// - Throws: an error of kind `badData`.
  public init(parsing bytes: [UInt8], name: String) throws(FormatError) {
    do throws(FormatError) {
      let header = try NPYHeader(bytes)
      try header.checkData(fileSize: bytes.count)
      (source, dimensions, element) = (name, header.dimensions, header.element)
      (isColumnMajor, self.bytes, start) = (header.isColumnMajor, bytes, header.end)
    } catch {
      throw error.located(in: name)
    }
  }
}

/// Column-major numbers in row-major order.
private func rowMajor<Number>(_ stored: [Number], _ dimensions: [Int]) -> [Number] {
  var strides = [Int](repeating: 1, count: dimensions.count)
  for axis in dimensions.indices.dropFirst() {
    strides[axis] = strides[axis - 1] * dimensions[axis - 1]
  }
  var place = 0
  var index = [Int](repeating: 0, count: dimensions.count)
  return stored.indices.map { _ in
    let value = stored[place]
    for axis in dimensions.indices.reversed() {
      index[axis] += 1
      place += strides[axis]
      if index[axis] < dimensions[axis] { break }
      place -= strides[axis] * dimensions[axis]
      index[axis] = 0
    }
    return value
  }
}
