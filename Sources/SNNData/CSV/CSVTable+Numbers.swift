/// Marks of a missing number.
let missingMarks = missingClassMarks.union(["-"])

/// Marks of a missing class; `-` is not among them because some files call a class so.
let missingClassMarks: Set<String> = ["", "?", "NA", "N/A", "NaN", "nan", "null"]

extension CSVTable {
  /// The source without folders and extension.
  var name: String {
    let file = source.split(separator: "/").last.map(String.init) ?? source
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }

  /// Adds a row's numbers and returns nil, or adds nothing and returns the first column that lacks
  /// its value.
  func append(
    row: Int, columns: [Int], to numbers: inout [Double]
  ) throws(DataError) -> Int? {
    let start = numbers.count
    for column in columns {
      if let number = number(row: row, column: column) {
        guard number.isFinite else {
          throw DataError(
            "the number \(quoted(self[row: row, column: column])) is too large",
            at: place(row: row, column: column), hint: "use a larger unit for this column")
        }
        numbers.append(number)
      } else if missingMarks.contains(trimmed(self[row: row, column: column])) {
        numbers.removeSubrange(start...)
        return column
      } else {
        throw notNumber(row: row, column: column)
      }
    }
    return nil
  }

  func missingValue(row: Int, column: Int, hint: String) -> DataError {
    DataError("the value is missing", at: place(row: row, column: column), hint: hint)
  }

  private func notNumber(row: Int, column: Int) -> DataError {
    let text = self[row: row, column: column]
    let withPoint = text.split(separator: ",", omittingEmptySubsequences: false)
      .joined(separator: ".")
    let hasDecimalComma = text.contains(",") && parsedNumber(withPoint.utf8.span) != nil
    return DataError(
      "\(quoted(text)) is not a number", at: place(row: row, column: column),
      hint: hasDecimalComma
        ? "write a decimal point instead of the decimal comma"
        : "only the target column may hold text: correct the cell or remove the column")
  }
}
