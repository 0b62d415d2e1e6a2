/// The classes found in a column, sorted, and the number of each row's class among them.
struct ClassNumbering {
  static let limit = 1000

  let names: [String]
  let labels: [Int]

  /// The names as numbers, by which they are then sorted; none unless all of them are.
  private let numbers: [Double]

  /// - Parameter column: the class of each row.
  init(_ column: [String]) {
    let found = Array(Set(column))
    let values = found.compactMap { parsedNumber($0.utf8.span) }
    let areNumbers = values.count == found.count
    let order = found.indices.sorted {
      areNumbers && values[$0] != values[$1] ? values[$0] < values[$1] : found[$0] < found[$1]
    }
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { (found[$1], $0) })
    names = order.map { found[$0] }
    labels = column.compactMap { places[$0] }
    numbers = areNumbers ? order.map { values[$0] } : []
  }

  /// Why these do not look like classes, as a sentence; nil when they may well be.
  ///
  /// A quantity or an identifier gives itself away by many different numbers, some of which have a
  /// fraction or occur once.  Up to 20 numbers are never doubted, nor are up to 1000 words; beyond
  /// that a table of every class against every other would no longer fit in memory.
  var doubt: String? {
    guard names.count <= Self.limit else {
      return "the target has \(names.count) different values, too many for classes"
    }
    guard numbers.count > 20 else { return nil }
    let some =
      "the target looks like a quantity or an identifier: of its \(numbers.count) different numbers "
      + "some, such as "
    if let broken = numbers.firstIndex(where: { $0 != $0.rounded() }) {
      return some + "\(quoted(names[broken])), are not whole"
    }
    var counts = [Int](repeating: 0, count: names.count)
    for label in labels { counts[label] += 1 }
    return counts.firstIndex(of: 1).map { some + "\(quoted(names[$0])), occur once" }
  }
}
