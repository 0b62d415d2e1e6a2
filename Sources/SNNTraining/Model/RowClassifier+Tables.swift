extension RowClassifier {
  /// The rows of a table as this model knows them: its columns, in its order, and its classes.
  ///
  /// - Parameters:
  ///   - table: columns may stand in any order; others are ignored.
  ///   - target: the column with the class; by default the one the model was trained to answer.
  ///   - missing: what to do with rows that lack a value.
  /// - Throws: `DataError` when a column is missing, a class is unknown or a cell is no number that
  ///   the scaler takes.
  public func labelledRows(
    of table: CSVTable, target: String? = nil, missing: MissingPolicy = .refuse
  ) throws(DataError) -> Dataset {
    guard let target = target ?? provenance.target else {
      throw DataError(
        "the column with the class is not named", at: table.source, hint: "add --target COLUMN")
    }
    return try Dataset(
      csv: table, target: target, featureNames: featureNames, classNames: classNames,
      missing: missing, scaling: scaler.kind)
  }

  /// The rows of a table without classes.
  ///
  /// - Parameter table: columns may stand in any order; others are ignored.
  /// - Throws: `DataError` when a column is missing or a cell is no number that the scaler takes.
  public func rows(of table: CSVTable) throws(DataError) -> FeatureRows {
    try table.features(named: featureNames, scaling: scaler.kind)
  }
}
