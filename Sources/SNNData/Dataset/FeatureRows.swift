public import SNNTensor

/// Rows of numbers as they were read or scaled, before a network takes them.
///
///     let flowers: FeatureRows = [[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]
///
/// Kept in `Double` whatever tensors hold: the last digits of a time stamp or a large count, which
/// `Float` has no room for, may be all that tells two rows apart.
public struct FeatureRows: Sendable, Equatable {
  /// All numbers, row by row.
  public let values: [Double]

  /// The numbers in each row, F.
  public let width: Int

  /// - Parameters:
  ///   - values: all numbers, row by row.
  ///   - width: the numbers in each row.
  /// - Precondition: the values fill whole rows; rows without numbers are not counted.
  public init(_ values: [Double], width: Int) {
    precondition(
      width > 0 ? values.count % width == 0 : width == 0 && values.isEmpty,
      "FeatureRows: \(values.count) numbers do not fill rows of \(width)")
    self.values = values
    self.width = width
  }

  /// The number of rows, N.
  public var count: Int { width == 0 ? 0 : values.count / width }

  /// One number.
  /// - Precondition: the row and the column exist.
  public subscript(row: Int, column: Int) -> Double {
    precondition(
      (0..<count).contains(row) && (0..<width).contains(column),
      "FeatureRows: no number [\(row), \(column)] in \(count) rows of \(width)")
    return values[row * width + column]
  }

  /// The rows with the given numbers, in that order; a row may repeat.
  /// - Precondition: every row exists.
  public func gathering(_ rows: [Int]) -> FeatureRows {
    var part: [Double] = []
    part.reserveCapacity(rows.count * width)
    for row in rows {
      precondition((0..<count).contains(row), "gathering: no row \(row) of \(count)")
      part += values[row * width..<(row + 1) * width]
    }
    return FeatureRows(part, width: width)
  }
}

extension FeatureRows: ExpressibleByArrayLiteral {
  /// - Precondition: the rows are equally long.
  public init(arrayLiteral rows: [Double]...) {
    let width = rows.first?.count ?? 0
    precondition(
      rows.allSatisfy { $0.count == width }, "FeatureRows: rows of \(rows.map(\.count)) numbers")
    self.init(rows.flatMap { $0 }, width: width)
  }
}

extension Tensor {
  /// The rows as a network takes them, shape `[N, F]`, each number rounded to `Scalar`.
  public init(_ rows: FeatureRows) {
    self.init(rows.values.map { Scalar($0) }, shape: [rows.count, rows.width])
  }
}
