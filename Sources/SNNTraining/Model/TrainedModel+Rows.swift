extension TrainedModel {
  /// The rows of a table as this model knows them: its columns, in its order, and its classes.
  ///
  /// - Parameters:
  ///   - table: columns may stand in any order; others are ignored.
  ///   - target: the column with the class; by default the one the model was trained to answer.
  /// - Throws: `DataError` when a column is missing or a class is unknown.
  public func labelledRows(of table: CSVTable, target: String? = nil) throws -> Dataset {
    guard let name = target ?? provenance.target else {
      throw DataError(
        "the column with the class is not named", at: table.source, hint: "add --target COLUMN")
    }
    guard let column = table.columnNames.firstIndex(of: trimmed(name)) else {
      throw DataError(
        "there is no column “\(name)” to compare answers with", at: table.source,
        hint:
          "the columns are \(table.columnNames.joined(separator: ", ")); say which with --target")
    }
    let features = try table.features(named: featureNames)
    let labels = try (0..<table.rowCount).map { row -> Int in
      let cell = trimmed(table[row: row, column: column])
      guard let label = classNames.firstIndex(of: cell) else {
        throw DataError(
          "the model does not know the class “\(cell)”", at: table.place(row: row, column: column),
          hint: "it knows \(classNames.joined(separator: ", "))")
      }
      return label
    }
    return Dataset(
      name: table.source, features: features, labels: labels, featureNames: featureNames,
      classNames: classNames)
  }
}
