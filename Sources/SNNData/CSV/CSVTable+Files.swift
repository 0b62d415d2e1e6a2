internal import Foundation

extension CSVTable {
  /// Reads a file.
  /// - Throws: `DataError`, of kind `.noInput` when the file cannot be read; see also
  ///   `init(_:source:header:delimiter:)`.
  public init(
    contentsOf path: String, header: Header = .automatic, delimiter: Delimiter = .automatic
  ) throws(DataError) {
    let bytes: [UInt8]
    do {
      // Through a handle, which also reads pipes.
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      bytes = try [UInt8](handle.readToEnd() ?? Data())
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      throw DataError(
        exists ? "The file cannot be read." : "There is no such file.", kind: .noInput, at: path,
        hint: exists
          ? "Check that it is a file and that you may read it." : "Check the spelling of the path.")
    }
    try self.init(bytes.span, source: path, header: header, delimiter: delimiter)
  }
}
