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
  ///   (under `.refuse`) or no number, when no rows or fewer than two classes are left, and when
  ///   the target looks like a quantity or an identifier.
  public init(
    csv: CSVTable, target: String, missing: MissingPolicy = .refuse
  ) throws(DataError) {
    let target = try csv.column(called: target)
    try self.init(
      csv: csv, target: target, columns: csv.columns(beside: target), missing: missing)
  }

  /// Takes from a table the features and classes of a data set that is known already, such as the
  /// one a model was trained on.
  /// - Parameters:
  ///   - target: the name of the class column; without a header its number, counted from 1.
  ///   - featureNames: the features in their order; see `CSVTable.features(named:)`.
  ///   - classNames: what may stand in the class column.
  ///   - missing: what to do with rows that lack a value.
  ///   - scaling: how the model scales its features.
  /// - Throws: `DataError` when the table lacks a column, when a cell is missing (under `.refuse`),
  ///   no number or not in the range of the scaling, when a class is unknown, and when no rows are
  ///   left.
  public init(
    csv: CSVTable, target: String, featureNames: [String], classNames: [String],
    missing: MissingPolicy = .refuse, scaling: Scaler.Kind = .none
  ) throws(DataError) {
    let target = try csv.column(called: target)
    guard !csv.hasHeader || !featureNames.contains(csv.columnNames[target]) else {
      throw DataError(
        "the target is one of the features", at: csv.place(column: target),
        hint: "name the column that holds the class")
    }
    let columns = try csv.featureColumns(
      named: featureNames, among: csv.columns(beside: target))
    let rows = try csv.labelledRows(
      target: target, columns: columns, missing: missing, scaling: scaling)
    var labels: [Int] = []
    for (row, name) in zip(rows.places, rows.classes) {
      guard let label = classNames.firstIndex(of: name) else {
        throw DataError(
          "the class \(quoted(name)) is unknown", at: csv.place(row: row, column: target),
          hint: "the known classes are \(listed(classNames))")
      }
      labels.append(label)
    }
    self.init(
      name: csv.name, features: rows.features, labels: labels, featureNames: featureNames,
      classNames: classNames)
  }

  /// Takes the given columns as features, in that order.
  init(csv: CSVTable, target: Int, columns: [Int], missing: MissingPolicy) throws(DataError) {
    guard !columns.isEmpty else {
      throw DataError(
        "there is no column beside the target", at: csv.source,
        hint: "give a file with feature columns and check the delimiter")
    }
    let rows = try csv.labelledRows(target: target, columns: columns, missing: missing)
    let classes = ClassNumbering(rows.classes)
    guard classes.names.count > 1 else {
      throw DataError(
        "all rows belong to one class, \(quoted(classes.names[0]))", at: csv.source,
        hint: "check the target column; learning needs rows of at least two classes")
    }
    if let doubt = classes.doubt {
      throw DataError(
        doubt, at: csv.place(column: target),
        hint: "name the column that holds the class; up to \(ClassNumbering.limit) words, such as "
          + "c7 for 7, are taken as classes")
    }
    self.init(
      name: csv.name, features: rows.features, labels: classes.labels,
      featureNames: columns.map { csv.columnNames[$0] }, classNames: classes.names)
  }
}
