internal import SNNKernels

extension CSVTable {
  /// Reads a file or a pipe.
  /// - Parameter limit: how many bytes are accepted; more than 2 GiB of text would need several
  ///   times that memory as numbers.
  /// - Throws: `DataError`, of kind `.noInput` when the file cannot be read; see also
  ///   `init(_:source:header:delimiter:)`.
  public init(
    contentsOf path: String, header: Header = .automatic, delimiter: Delimiter = .automatic,
    limit: Int = 1 << 31
  ) throws(DataError) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try readBytes(of: path, limit: limit)
    } catch {
      throw DataError(reading: path, error)
    }
    try self.init(bytes.span, source: path, header: header, delimiter: delimiter)
  }
}

extension DataError {
  /// The system would not let us read a file.
  fileprivate init(reading path: String, _ error: SystemError) {
    let (message, hint) =
      switch error.cause {
      case .missing, .notDirectory: ("there is no such file", "check the spelling of the path")
      case .isDirectory: ("this is a folder", "give the path of a file inside it")
      case .denied:
        ("the file may not be read", "make it readable for you, for example with chmod u+r")
      case .tooLarge: ("the file is too long", "take a part of its rows")
      default: ("the file cannot be read: \(error.reason)", "check the path and the disk")
      }
    self.init(message, kind: .noInput, at: path, hint: hint)
  }
}
