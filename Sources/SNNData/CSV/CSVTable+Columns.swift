extension CSVTable {
  /// The place of a column.
  /// - Throws: `DataError` when there is none, listing those there are.
  func column(called name: String) throws(DataError) -> Int {
    let name = trimmed(name)
    if let column = columnNames.firstIndex(of: name) { return column }
    throw DataError(
      "there is no column \(quoted(name)); "
        + (hasHeader
          ? "the columns are \(listed(columnNames))"
          : "the file has no header and \(counted(columnCount, "column"))"),
      at: source, hint: hint(forMissing: name))
  }

  private func hint(forMissing name: String) -> String {
    if let near = nearest(to: name, among: columnNames) { return "did you mean \(quoted(near))?" }
    if hasHeader { return "use one of these names" }
    let isInFirstRow =
      rowCount > 0
      && (0..<columnCount).contains { trimmed(self[row: 0, column: $0]) == name }
    return isInFirstRow
      ? "the first row has it: say that it names the columns, with --header present"
      : "use a number from 1 to \(columnCount)"
  }
}
