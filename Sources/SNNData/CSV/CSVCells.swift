internal import SNNKernels

/// All cells of a table, row by row: their bytes back to back and where each one ends.
///
/// A string for each cell would cost far more time and memory than the cells themselves.
struct CSVCells: Sendable {
  var bytes: [UInt8] = []
  /// One past the last byte of each cell.
  var ends: [Int] = []
  /// The line on which each row starts, counted from 1.
  var lines: [Int] = []
  var columnCount = 0

  func text(row: Int, column: Int) -> String {
    String(decoding: bytes[range(row: row, column: column)], as: UTF8.self)
  }

  func number(row: Int, column: Int) -> Double? {
    parsedNumber(bytes.span.extracting(range(row: row, column: column)))
  }

  private func range(row: Int, column: Int) -> Range<Int> {
    require(
      (0..<columnCount).contains(column), "CSVTable: no column \(column) of \(columnCount)")
    let cell = row * columnCount + column
    return (cell == 0 ? 0 : ends[cell - 1])..<ends[cell]
  }
}
