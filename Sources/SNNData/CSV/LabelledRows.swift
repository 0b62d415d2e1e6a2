/// What to do with rows that lack a value.
public enum MissingPolicy: String, Sendable, CaseIterable {
  /// Throw an error that names the cell.
  case refuse
  /// Leave out every row in which a used cell is missing.
  case dropRows = "drop"
}

/// The rows of a table that have all their values, taken apart.
struct LabelledRows {
  let features: FeatureRows
  /// The class of each row.
  let classes: [String]
  /// The number of each row in the table.
  let places: [Int]
}

extension CSVTable {
  /// The rows with a class in `target` and a number in each of `columns`.
  /// - Throws: `DataError` when a cell is missing (under `.refuse`), no number or not in the range of
  ///   the scaling, and when no rows are left.
  func labelledRows(
    target: Int, columns: [Int], missing: MissingPolicy, scaling: Scaler.Kind = .none
  ) throws(DataError) -> LabelledRows {
    var numbers: [Double] = []
    numbers.reserveCapacity(rowCount * columns.count)
    var (classes, places): ([String], [Int]) = ([], [])
    for row in 0..<rowCount {
      let name = trimmed(self[row: row, column: target])
      let lacking =
        try missingClassMarks.contains(name)
        ? target : append(row: row, columns: columns, to: &numbers)
      if let lacking {
        guard missing == .dropRows else {
          throw missingValue(
            row: row, column: lacking,
            hint: "fill it in, or leave such rows out with --missing drop")
        }
      } else {
        classes.append(name)
        places.append(row)
      }
    }
    guard !places.isEmpty else {
      throw DataError(
        rowCount == 0 ? "there are no rows" : "every row lacks a value", at: source,
        hint: "give a file with complete rows")
    }
    let features = FeatureRows(numbers, width: columns.count)
    try scaling.check(features) { place(row: places[$0], column: columns[$1]) }
    return LabelledRows(features: features, classes: classes, places: places)
  }
}
