extension CSVTable {
  /// The rows as a trained model expects them.
  ///
  /// With a header the columns are chosen and ordered by name, and others, such as the target, are
  /// ignored; without one the columns are taken as they stand.
  /// - Parameters:
  ///   - names: the names of the F features in the order of training.
  ///   - scaling: how the model scales them.
  /// - Throws: `DataError` when columns are lacking (or, without a header, too many), when there
  ///   are no rows, and when a cell is missing, no number or not in the range of the scaling.
  public func features(
    named names: [String], scaling: Scaler.Kind = .none
  ) throws(DataError) -> FeatureRows {
    let columns = try featureColumns(named: names, among: Array(0..<columnCount))
    guard rowCount > 0 else {
      throw DataError("there are no rows", at: source, hint: "give a file with at least one row")
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(rowCount * columns.count)
    for row in 0..<rowCount {
      if let lacking = try append(row: row, columns: columns, to: &numbers) {
        throw missingValue(row: row, column: lacking, hint: "fill it in or remove the row")
      }
    }
    let rows = FeatureRows(numbers, width: columns.count)
    try scaling.check(rows) { place(row: $0, column: columns[$1]) }
    return rows
  }

  /// All columns but one.
  func columns(beside column: Int) -> [Int] { (0..<columnCount).filter { $0 != column } }

  /// The places of the features, by name; without a header the candidates as they stand.
  func featureColumns(
    named names: [String], among candidates: [Int]
  ) throws(DataError) -> [Int] {
    let places = Dictionary(uniqueKeysWithValues: candidates.map { (columnNames[$0], $0) })
    // Without a header a column's name is its number, which a model of such a file also knows.
    if !hasHeader, names.contains(where: { places[$0] == nil }) {
      guard candidates.count == names.count else {
        throw DataError(
          "the rows have \(counted(candidates.count, "feature")), the model needs \(names.count)",
          at: source,
          hint: "give its features alone, in the order of training, or add a header row")
      }
      return candidates
    }
    let lacking = names.filter { places[$0] == nil }
    guard let first = lacking.first else { return names.compactMap { places[$0] } }
    throw DataError(
      "the model needs columns that are not there: \(listed(lacking))", at: source,
      hint: nearest(to: first, among: candidates.map { columnNames[$0] }).map {
        "rename \(quoted($0)) to \(quoted(first)) if it is meant"
      } ?? "name the columns as in the training data")
  }
}
