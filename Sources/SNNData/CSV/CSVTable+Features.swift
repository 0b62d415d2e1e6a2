public import SNNTensor

extension CSVTable {
  /// The rows as a trained model expects them: shape `[N, F]`.
  ///
  /// With a header the columns are chosen and ordered by name, and others, such as the target, are
  /// ignored; without one the columns are taken as they stand.
  /// - Parameter names: the names of the F features in the order of training.
  /// - Throws: `DataError` when columns are lacking (or, without a header, too many), when there
  ///   are no rows, and when a cell is missing or no number.
  public func features(named names: [String]) throws(DataError) -> Tensor {
    // Without a header a column's name is its number, which a model of such a file also knows.
    let known = Set(names).isSubset(of: columnNames)
    let columns =
      try hasHeader || known ? columns(named: names) : allColumns(count: names.count)
    guard rowCount > 0 else {
      throw DataError("There are no rows.", at: source, hint: "Give a file with at least one row.")
    }
    var numbers: [Scalar] = []
    numbers.reserveCapacity(rowCount * columns.count)
    for row in 0..<rowCount {
      if let lacking = try append(row: row, columns: columns, to: &numbers) {
        throw missingValue(row: row, column: lacking, hint: "Fill it in or remove the row.")
      }
    }
    return Tensor(numbers, shape: [rowCount, columns.count])
  }

  private func columns(named names: [String]) throws(DataError) -> [Int] {
    let places = Dictionary(uniqueKeysWithValues: zip(columnNames, columnNames.indices))
    let lacking = names.filter { places[$0] == nil }
    guard let first = lacking.first else { return names.compactMap { places[$0] } }
    let shown = lacking.prefix(12).map(quoted).joined(separator: ", ")
    let more = lacking.count > 12 ? " and \(lacking.count - 12) more" : ""
    throw DataError(
      "The model needs columns that are not there: \(shown)\(more).", at: source,
      hint: nearest(to: first, among: columnNames).map {
        "Rename \(quoted($0)) to \(quoted(first)) if it is meant."
      } ?? "Name the columns as in the training data.")
  }

  private func allColumns(count: Int) throws(DataError) -> [Int] {
    guard columnCount == count else {
      throw DataError(
        "The rows have \(counted(columnCount)), the model needs \(count).", at: source,
        hint: "Give the features alone, in the order of training, or add a header row.")
    }
    return Array(0..<count)
  }
}
