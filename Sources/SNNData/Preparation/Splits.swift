public import SNNTensor

extension Dataset {
  /// Cuts the rows in two, each class in the same proportion.
  ///
  /// - Parameters:
  ///   - fraction: the part of the rows to train on; that many rows, rounded, are taken, and each
  ///     class gives its share to the nearest row.
  ///   - key: decides which rows are taken.
  /// - Returns: row numbers in ascending order; together they are all rows.
  /// - Throws: `DataError` when the fraction does not lie between 0 and 1 or either part would be
  ///   empty.
  public func stratifiedSplit(
    fraction: Double, key: RandomKey
  ) throws(DataError) -> (train: [Int], rest: [Int]) {
    guard fraction > 0, fraction < 1 else {
      throw DataError(
        "a split takes a fraction between 0 and 1, not \(fraction)", at: name,
        hint: "0.8 trains on four rows of five")
    }
    let wanted = Int((fraction * Double(count)).rounded())
    guard wanted >= 1, wanted < count else {
      throw DataError(
        "\(counted(count, "row")) cannot be split into \(wanted) and \(count - wanted)", at: name,
        hint: "give more rows, or another fraction")
    }
    let shares = proportionalShares(of: wanted, among: classCounts, total: count)
    var train: [Int] = []
    var rest: [Int] = []
    for (rows, share) in zip(shuffledRowsByClass(key["split"]), shares) {
      train += rows[..<share]
      rest += rows[share...]
    }
    return (train.sorted(), rest.sorted())
  }

  /// Deals the rows into `k` test sets for cross-validation, each class as evenly as possible.
  ///
  /// A class's counts in any two folds, and the sizes of any two folds, differ by at most one.
  /// - Returns: for each fold its row numbers in ascending order; together they are all rows, once.
  /// - Throws: `DataError` when `k` is less than 2 or more than the number of rows, or when a class
  ///   has one row only and would be unknown whenever that row is tested.
  public func stratifiedFolds(_ k: Int, key: RandomKey) throws(DataError) -> [[Int]] {
    guard k >= 2 else {
      throw DataError("\(k) is too few folds", at: name, hint: "ask for at least 2 folds")
    }
    guard k <= count else {
      throw DataError(
        "\(counted(count, "row")) cannot fill \(k) folds", at: name,
        hint: "ask for at most \(count) folds")
    }
    if let single = classCounts.firstIndex(of: 1) {
      throw DataError(
        "the class \(quoted(classNames[single])) has one row only", at: name,
        hint: "add rows of this class or leave it out")
    }
    var folds = [[Int]](repeating: [], count: k)
    for (place, row) in shuffledRowsByClass(key["folds"]).joined().enumerated() {
      folds[place % k].append(row)
    }
    return folds.map { $0.sorted() }
  }

  private func shuffledRowsByClass(_ key: RandomKey) -> [[Int]] {
    var rows = [[Int]](repeating: [], count: classCount)
    for (row, label) in labels.enumerated() { rows[label].append(row) }
    for label in rows.indices { rows[label].shuffle(by: key[label]) }
    return rows
  }
}

/// `wanted` divided among groups in proportion to their sizes, by largest remainders; ties go to
/// the earlier group.
private func proportionalShares(of wanted: Int, among sizes: [Int], total: Int) -> [Int] {
  let products = sizes.map { $0 * wanted }
  var shares = products.map { $0 / total }
  let byRemainder = products.indices.sorted {
    (products[$1] % total, $0) < (products[$0] % total, $1)
  }
  for group in byRemainder.prefix(wanted - shares.reduce(0, +)) { shares[group] += 1 }
  return shares
}
