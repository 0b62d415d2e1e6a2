public import SNNTensor

/// Rows of numbers as they were read or scaled, before a network takes them.
///
///     let flowers: FeatureRows = [[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]
///
/// Kept in `Double` whatever tensors hold: the last digits of a time stamp or a large count, which
/// `Float` has no room for, may be all that tells two rows apart.
///
/// Pixels and other small whole numbers may stay bytes, which take an eighth of the memory.
public struct FeatureRows: Sendable {
  private enum Storage {
    case numbers([Double])
    /// Each byte stands for itself over the divisor.
    case bytes([UInt8], divisor: Double)
  }

  private let storage: Storage

  /// The numbers in each row, F.
  public let width: Int

  /// - Parameters:
  ///   - values: all numbers, row by row.
  ///   - width: the numbers in each row.
  /// - Precondition: the values fill whole rows; rows without numbers are not counted.
  public init(_ values: [Double], width: Int) {
    self.init(.numbers(values), size: values.count, width: width)
  }

  /// Numbers b/divisor, kept as bytes.
  ///
  ///     FeatureRows(pixels, dividedBy: 255, width: 28 * 28)  // 0...1
  ///
  /// - Parameters:
  ///   - bytes: b, row by row.
  ///   - divisor: what each is divided by.
  ///   - width: the numbers in each row.
  /// - Precondition: the bytes fill whole rows; the divisor is positive and finite.
  public init(_ bytes: [UInt8], dividedBy divisor: Double, width: Int) {
    require(
      divisor > 0 && divisor.isFinite, "FeatureRows: bytes divided by \(divisor)")
    self.init(.bytes(bytes, divisor: divisor), size: bytes.count, width: width)
  }

  private init(_ storage: Storage, size: Int, width: Int) {
    require(
      width > 0 ? size % width == 0 : width == 0 && size == 0,
      "FeatureRows: \(size) numbers do not fill rows of \(width)")
    self.storage = storage
    self.width = width
  }

  /// All numbers, row by row; a copy when they are kept as bytes.
  public var values: [Double] { mapped { $0 } }

  /// Whether every number is finite.
  public var isFinite: Bool { firstPlace { !$0.isFinite } == nil }

  /// Where the first number is for which a condition holds, row by row; nil when it holds for none.
  func firstPlace(where condition: (Double) -> Bool) -> (row: Int, column: Int)? {
    let place: Int?
    switch storage {
    case .numbers(let numbers): place = numbers.firstIndex(where: condition)
    case .bytes(let bytes, let divisor):
      let table = (0...255).map { condition(Double($0) / divisor) }
      place = table.contains(true) ? bytes.firstIndex { table[Int($0)] } : nil
    }
    return place.map { (row: $0 / width, column: $0 % width) }
  }

  /// The number of rows, N.
  public var count: Int { width == 0 ? 0 : size / width }

  private var size: Int {
    switch storage {
    case .numbers(let numbers): numbers.count
    case .bytes(let bytes, _): bytes.count
    }
  }

  /// One number.
  /// - Precondition: the row and the column exist.
  public subscript(row: Int, column: Int) -> Double {
    require(
      (0..<count).contains(row) && (0..<width).contains(column),
      "FeatureRows: no number [\(row), \(column)] in \(count) rows of \(width)")
    let place = row * width + column
    return switch storage {
    case .numbers(let numbers): numbers[place]
    case .bytes(let bytes, let divisor): Double(bytes[place]) / divisor
    }
  }

  /// The rows with the given numbers, in that order and kept the same way; a row may repeat.
  /// - Precondition: every row exists.
  public func gathering(_ rows: [Int]) -> FeatureRows {
    switch storage {
    case .numbers(let numbers): FeatureRows(gather(rows, from: numbers), width: width)
    case .bytes(let bytes, let divisor):
      FeatureRows(gather(rows, from: bytes), dividedBy: divisor, width: width)
    }
  }

  private func gather<Number>(_ rows: [Int], from numbers: [Number]) -> [Number] {
    var part: [Number] = []
    part.reserveCapacity(rows.count * width)
    for row in rows {
      require((0..<count).contains(row), "gathering: no row \(row) of \(count)")
      part += numbers[row * width..<(row + 1) * width]
    }
    return part
  }

  /// `change` of every number, row by row.
  func mapped<Number>(_ change: (Double) -> Number) -> [Number] {
    switch storage {
    case .numbers(let numbers): return numbers.map(change)
    case .bytes(let bytes, let divisor):
      let table = (0...255).map { change(Double($0) / divisor) }
      return bytes.map { table[Int($0)] }
    }
  }
}

extension FeatureRows: Equatable {
  /// The same numbers in rows of the same width, however they are kept.
  public static func == (lhs: FeatureRows, rhs: FeatureRows) -> Bool {
    guard lhs.width == rhs.width, lhs.size == rhs.size else { return false }
    return switch (lhs.storage, rhs.storage) {
    case (.bytes(let a, let x), .bytes(let b, let y)) where x == y: a == b
    default: lhs.values == rhs.values
    }
  }
}

extension FeatureRows: ExpressibleByArrayLiteral {
  /// - Precondition: the rows are equally long.
  public init(arrayLiteral rows: [Double]...) {
    let width = rows.first?.count ?? 0
    require(
      rows.allSatisfy { $0.count == width }, "FeatureRows: rows of \(rows.map(\.count)) numbers")
    self.init(rows.flatMap { $0 }, width: width)
  }
}

extension Tensor {
  /// The rows as a network takes them, shape `[N, F]`, each number rounded to `Scalar`.
  public init(_ rows: FeatureRows) {
    self.init(rows.mapped { Scalar($0) }, shape: [rows.count, rows.width])
  }
}
