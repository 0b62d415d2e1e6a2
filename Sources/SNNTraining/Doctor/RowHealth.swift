internal import SNNData
public import SNNTensor

/// What goes into a network: the size of its features and what their labels are.
public struct RowHealth: Sendable, Hashable {
  /// The rows looked at: all of a `Dataset`, those of the batches of another source.
  public let count: Int

  /// The largest root mean square of any feature, and which that is; nil without rows.
  public let largestFeature: LargestFeature?

  /// The classes that occur, as places among the class names.
  public let classes: [Int]

  /// The features that are the same in all rows of a class and differ between classes, so that they
  /// give the class away; by place, and only for rows `[B, F]`, twenty or more of each class.
  public let leaks: [Int]

  /// One feature.
  public struct LargestFeature: Sendable, Hashable {
    /// Its place in a row.
    public let place: Int
    /// Its root mean square.
    public let size: Scalar
  }
}

/// What is counted of rows, batch after batch.
struct RowTally {
  private var count = 0
  private var squares: [Scalar] = []
  private var ranges: [Int: [ClosedRange<Scalar>]] = [:]
  private var counts: [Int: Int] = [:]

  /// - Parameters:
  ///   - features: `[B, F]`, of which each place is a feature; sequences `[T, B, …]` are spikes or
  ///     currents, whose places are not features of a row.
  ///   - labels: the classes of the rows.
  mutating func add(_ features: Tensor, _ labels: [Int]) {
    count += labels.count
    for label in labels { counts[label, default: 0] += 1 }
    guard features.rank == 2 else { return }
    let width = features.shape[1]
    if squares.isEmpty { squares = [Scalar](repeating: 0, count: width) }
    let numbers = features.scalars
    for (row, label) in labels.enumerated() {
      let values = numbers[row * width..<(row + 1) * width]
      for (place, value) in zip(0..., values) { squares[place] += value * value }
      // A row with a number that is none is the scaling's business.
      guard values.allSatisfy(\.isFinite) else { continue }
      ranges[label] =
        ranges[label].map { zip($0, values).map { $0.extended(to: $1) } }
        ?? values.map { $0...$0 }
    }
  }

  var health: RowHealth {
    let sizes = squares.map { ($0 / Scalar(max(1, count))).squareRoot() }
    let largest = sizes.indices.max { sizes[$0] < sizes[$1] }
    return RowHealth(
      count: count, largestFeature: largest.map { .init(place: $0, size: sizes[$0]) },
      classes: counts.keys.sorted(), leaks: leaks)
  }

  /// In a few rows of a class a feature may be the same by chance.
  private static let fewestRows = 20

  private var leaks: [Int] {
    guard ranges.count > 1, counts.values.allSatisfy({ $0 >= Self.fewestRows }) else { return [] }
    return squares.indices.filter { place in
      let ofClasses = ranges.values.map { $0[place] }
      return ofClasses.allSatisfy { $0.lowerBound == $0.upperBound }
        && Set(ofClasses).count == ofClasses.count
    }
  }
}

extension ClosedRange {
  fileprivate func extended(to value: Bound) -> ClosedRange {
    Swift.min(lowerBound, value)...Swift.max(upperBound, value)
  }
}
