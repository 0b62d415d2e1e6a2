public import SNNTensor

/// The contents of a `.npz` file: named arrays, which `numpy.savez` and `numpy.savez_compressed`
/// put into a zip archive as one `.npy` file each.
///
///     let file = try NPZFile(contentsOf: "weights.npz")
///     let weight = file["layer1.weight"]
/// - Reference: Kern, *A Simple File Format for NumPy Arrays*, NEP 1, 2007.
public struct NPZFile: Sendable {
  /// Where the arrays came from, as messages name it.
  public let source: String

  /// The arrays in the order of the archive.
  public let arrays: [(name: String, array: NPYFile)]

  /// The arrays, each number rounded to `Scalar`.
  public var tensors: [(name: String, tensor: Tensor)] {
    arrays.map { ($0.name, $0.array.tensor) }
  }

  /// The array with a name, found by going through the list.
  public subscript(name: String) -> Tensor? { arrays.first { $0.name == name }?.array.tensor }
}

extension NPZFile {
  /// Reads a file.
  ///
  /// - Throws: an error of kind `noInput` when the file cannot be read, of kind `badData` when it
  ///   is not `.npz`, is damaged, or holds anything but arrays of numbers.
  public init(contentsOf path: String) throws(FormatError) {
    try self.init(parsing: readFile(path), name: path)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; nothing about them is trusted.
  ///   - name: how errors call the file.
  /// - Throws: an error of kind `badData`; places in an array are those after unpacking.
  public init(parsing bytes: [UInt8], name: String) throws(FormatError) {
    try self.init(ZipArchive(parsing: bytes, name: name), name: name)
  }

  /// Reads the arrays of an archive.
  init(_ archive: ZipArchive, name: String) throws(FormatError) {
    var arrays: [(name: String, array: NPYFile)] = []
    arrays.reserveCapacity(archive.entries.count)
    for entry in archive.entries {
      guard entry.name.hasSuffix(Self.ending) else {
        throw FormatError(
          "the archive holds “\(printable(name: entry.name))”, which is no .npy array",
          hint: "give an archive that was saved with numpy.savez"
        ).located(in: name)
      }
      do throws(FormatError) {
        let array = try Self.array(entry, of: archive)
        arrays.append((String(entry.name.dropLast(Self.ending.count)), array))
      } catch {
        throw error.located(in: name)
      }
    }
    (source, self.arrays) = (name, arrays)
  }

  private static func array(
    _ entry: ZipArchive.Entry, of archive: ZipArchive
  ) throws(FormatError) -> NPYFile {
    let name = printable(name: entry.name)
    // A megabyte may stand for a gigabyte, so an entry must be as long as the array in it.
    let start = try archive.start(of: entry, count: NPYHeader.sizeLimit)
    do throws(FormatError) {
      try NPYHeader(start).checkData(fileSize: entry.size)
    } catch {
      throw error.located(in: name)
    }
    return try NPYFile(parsing: archive.contents(of: entry), name: name)
  }

  static let ending = ".npy"
}
