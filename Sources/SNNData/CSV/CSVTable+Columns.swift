extension CSVTable {
  /// The place of a column.
  /// - Throws: `DataError` when there is none, listing those there are.
  func column(called name: String) throws(DataError) -> Int {
    let name = trimmed(name)
    if let column = columnNames.firstIndex(of: name) { return column }
    throw DataError(
      "There is no column \(quoted(name)); \(listedColumns).", at: source,
      hint: nearest(to: name, among: columnNames).map { "Did you mean \(quoted($0))?" }
        ?? (hasHeader ? "Use one of these names." : "Use a number from 1 to \(columnCount)."))
  }

  private var listedColumns: String {
    guard hasHeader else { return "the file has no header and \(columnCount) columns" }
    let shown = columnNames.prefix(12).map(quoted).joined(separator: ", ")
    return "the columns are \(shown)\(columnCount > 12 ? " and \(columnCount - 12) more" : "")"
  }
}
