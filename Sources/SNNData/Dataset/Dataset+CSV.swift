internal import SNNTensor

/// What to do with rows that lack a value.
public enum MissingPolicy: String, Sendable, CaseIterable {
  /// Throw an error that names the cell.
  case refuse
  /// Leave out every row in which a used cell is missing.
  case dropRows
}

extension Dataset {
  /// Takes one column of a table as the class and all others as numbers.
  ///
  /// Empty cells and `?`, `NA`, `N/A`, `NaN`, `nan`, `null`, `-` count as missing; in the target
  /// column `-` is a class like any other.  Classes are sorted, as numbers when all of them are
  /// numbers and as text otherwise, so that labels do not depend on the order of the rows.
  /// - Parameters:
  ///   - target: the name of the class column; without a header its number, counted from 1.
  ///   - missing: what to do with rows that lack a value.
  /// - Throws: `DataError` when the table has no such column or no other, when a cell is missing
  ///   (under `.refuse`) or no number, and when no rows or fewer than two classes are left.
  public init(
    csv: CSVTable, target: String, missing: MissingPolicy = .refuse
  ) throws(DataError) {
    let target = try csv.column(called: target)
    try self.init(
      csv: csv, target: target, columns: (0..<csv.columnCount).filter { $0 != target },
      missing: missing)
  }

  /// Takes the given columns as features, in that order.
  init(csv: CSVTable, target: Int, columns: [Int], missing: MissingPolicy) throws(DataError) {
    guard !columns.isEmpty else {
      throw DataError(
        "There is no column beside the target.", at: csv.source,
        hint: "Give a file with feature columns and check the delimiter.")
    }
    var features: [Scalar] = []
    features.reserveCapacity(csv.rowCount * columns.count)
    var classes = ClassIndex()
    for row in 0..<csv.rowCount {
      let label = trimmed(csv[row: row, column: target])
      let lacking =
        try missingClassMarks.contains(label)
        ? target : csv.append(row: row, columns: columns, to: &features)
      guard let lacking else {
        classes.append(label)
        continue
      }
      guard missing == .dropRows else {
        throw csv.missingValue(
          row: row, column: lacking,
          hint: "Fill it in, or leave such rows out with --missing drop.")
      }
    }

    guard !classes.labels.isEmpty else {
      throw DataError(
        csv.rowCount == 0 ? "There are no rows." : "Every row lacks a value.", at: csv.source,
        hint: "Give a file with at least two complete rows.")
    }
    let (labels, names) = classes.sorted()
    guard names.count > 1 else {
      throw DataError(
        "All rows belong to one class, \(quoted(names[0])).", at: csv.source,
        hint: "Check the target column; learning needs rows of at least two classes.")
    }
    self.init(
      name: csv.name, features: Tensor(features, shape: [labels.count, columns.count]),
      labels: labels, featureNames: columns.map { csv.columnNames[$0] }, classNames: names)
  }
}

/// Numbers the classes while they are met.
private struct ClassIndex {
  private(set) var labels: [Int] = []
  private var names: [String] = []
  private var places: [String: Int] = [:]

  mutating func append(_ name: String) {
    let place = places[name] ?? names.count
    if place == names.count {
      places[name] = place
      names.append(name)
    }
    labels.append(place)
  }

  /// The labels and names with the classes in their final order.
  func sorted() -> (labels: [Int], names: [String]) {
    let numbers = names.compactMap { parsedNumber($0.utf8.span) }
    let areNumbers = numbers.count == names.count
    let order = names.indices.sorted {
      areNumbers && numbers[$0] != numbers[$1] ? numbers[$0] < numbers[$1] : names[$0] < names[$1]
    }
    var rank = order
    for (place, original) in order.enumerated() { rank[original] = place }
    return (labels.map { rank[$0] }, order.map { names[$0] })
  }
}
