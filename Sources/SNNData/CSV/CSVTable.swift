internal import SNNFormats
internal import SNNKernels

/// The cells of a delimited text file: a rectangle of strings that remembers line numbers.
///
/// Accepts what spreadsheets and statistics programs write: RFC 4180 quotes with doubled `""` and
/// line breaks inside, lines that end in LF, CRLF or CR, a UTF-8 byte order mark, blank lines
/// (skipped), and a last line with or without an end.
/// - Reference: Shafranovich, *Common Format and MIME Type for CSV Files*, RFC 4180, 2005.
public struct CSVTable: Sendable {
  /// Whether the first row holds the names of the columns.
  public enum Header: String, Sendable, CaseIterable {
    /// The first row is a header when none of its cells is a number.
    case automatic
    /// It does, whatever the cells are.
    case present
    /// It is a row like any other.
    case absent
  }

  /// What stands between two cells.
  public enum Delimiter: String, Sendable, CaseIterable {
    /// The first of tab, `;`, `,` and space that occurs outside quotes in the first row.
    case automatic
    /// `,`
    case comma
    /// `;`
    case semicolon
    /// A tab.
    case tab
    /// Exactly one space.
    case space
  }

  /// Where the table came from, as messages name it.
  public let source: String

  /// Whether the first row held names.
  public let hasHeader: Bool

  /// The header's names without surrounding blanks; a column without a name is called by its
  /// number, counted from 1.
  public let columnNames: [String]

  /// The number of rows below the header.
  public let rowCount: Int

  private let cells: CSVCells

  /// Splits a text into cells.
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - source: the file's name, for messages.
  ///   - header: whether the first row holds the names of the columns.
  ///   - delimiter: what stands between two cells.
  /// - Throws: `DataError` for an empty file, text that is not UTF-8 or has NUL bytes, a row whose
  ///   number of cells differs from the first row's, a quote that is not closed or not followed by
  ///   a delimiter, a cell over 64 KB, more than 100,000 columns, and a name given to two columns.
  public init(
    _ bytes: Span<UInt8>, source: String, header: Header = .automatic,
    delimiter: Delimiter = .automatic
  ) throws(DataError) {
    try checkText(bytes, source: source)
    var parser = CSVParser(source: source, delimiter: delimiter.byte ?? detectedDelimiter(bytes))
    try parser.parse(bytes)
    let cells = parser.cells
    guard cells.columnCount > 0 else {
      throw DataError("the file is empty", at: source, hint: "give a file with rows of cells")
    }

    let first = 0..<cells.columnCount
    switch header {
    case .present: hasHeader = true
    case .absent: hasHeader = false
    case .automatic: hasHeader = first.allSatisfy { cells.number(row: 0, column: $0) == nil }
    }
    let named = hasHeader
    columnNames = first.map { column in
      let name = named ? trimmed(cells.text(row: 0, column: column)) : ""
      return name.isEmpty ? "\(column + 1)" : name
    }
    rowCount = cells.lines.count - (hasHeader ? 1 : 0)
    self.source = source
    self.cells = cells
    try checkNames()
  }

  /// The number of columns.
  public var columnCount: Int { cells.columnCount }

  /// A cell's text, unquoted but otherwise as it stands in the file.
  /// - Precondition: the row and the column exist.
  public subscript(row row: Int, column column: Int) -> String {
    cells.text(row: stored(row), column: column)
  }

  /// The line on which a row starts, counted from 1.
  /// - Precondition: the row exists.
  public func line(ofRow row: Int) -> Int { cells.lines[stored(row)] }

  /// Where a cell is: `flowers.csv:88, column 3 (petal length)`.
  /// - Precondition: the row and the column exist.
  public func place(row: Int, column: Int) -> String {
    "\(source):\(line(ofRow: row)), \(numberAndName(ofColumn: column))"
  }

  /// Where a whole column is: `flowers.csv, column 3 (petal length)`.
  func place(column: Int) -> String { "\(source), \(numberAndName(ofColumn: column))" }

  private func numberAndName(ofColumn column: Int) -> String {
    let number = "\(column + 1)"
    let name = columnNames[column]
    return "column \(number)" + (name == number ? "" : " (\(printable(name, limit: 40)))")
  }

  /// The cell as a number, or nil when it is none; infinite when it is too large for a `Double`.
  func number(row: Int, column: Int) -> Double? { cells.number(row: stored(row), column: column) }

  private func stored(_ row: Int) -> Int {
    require((0..<rowCount).contains(row), "CSVTable: no row \(row) of \(rowCount)")
    return hasHeader ? row + 1 : row
  }

  private func checkNames() throws(DataError) {
    var columns: [String: Int] = [:]
    for (column, name) in columnNames.enumerated() {
      if let other = columns.updateValue(column, forKey: name) {
        throw DataError(
          "columns \(other + 1) and \(column + 1) are both called \(quoted(name))",
          at: "\(source):\(cells.lines[0])", hint: "rename one of them")
      }
    }
  }
}
