public import SNNTensor

/// Some rows of a data set.
public struct Batch: Sendable {
  /// Shape `[B, F]`; of event recordings `[T, B, 2, H, W]`.
  public let features: Tensor

  /// The class of each row.
  public let labels: [Int]

  /// The numbers of the rows in the data set: keys for random draws that must not depend on how
  /// the rows were grouped.
  public let rows: [Int]

  /// A batch of B rows.
  /// - Precondition: as many labels as rows.
  public init(features: Tensor, labels: [Int], rows: [Int]) {
    require(labels.count == rows.count, "Batch: \(labels.count) labels for \(rows.count) rows")
    self.features = features
    self.labels = labels
    self.rows = rows
  }
}

/// Rows cut into batches, each built when it is asked for.
public struct Batches: RandomAccessCollection, Sendable {
  private var order: [Int]
  private let size: Int
  private let build: @Sendable (_ rows: [Int]) -> Batch

  /// - Parameters:
  ///   - size: rows in a batch; the last one may be shorter.
  ///   - count: the number of rows.
  ///   - key: decides the order of the rows; nil keeps theirs.
  ///   - build: makes a batch of the rows with these numbers.
  /// - Precondition: `size` is positive.
  public init(
    of size: Int, count: Int, shuffledBy key: RandomKey?,
    _ build: @escaping @Sendable (_ rows: [Int]) -> Batch
  ) {
    require(size > 0, "batches: a batch of \(size) rows")
    order = Array(0..<count)
    if let key { order.shuffle(by: key) }
    self.size = size
    self.build = build
  }

  /// 0, the first batch.
  public var startIndex: Int { 0 }

  /// The number of batches.
  public var endIndex: Int { order.count / size + (order.count % size == 0 ? 0 : 1) }

  /// One batch.
  /// - Precondition: the batch exists.
  public subscript(position: Int) -> Batch {
    require(indices.contains(position), "Batches: no batch \(position) of \(count)")
    return build(Array(order.dropFirst(position * size).prefix(size)))
  }
}

extension Dataset: BatchSource {
  /// The number of features, F.
  public var rowSize: Int { featureCount }

  /// All rows in batches of `size`, the last of which may be shorter.
  /// - Parameters:
  ///   - size: rows in a batch.
  ///   - key: decides the order of the rows; nil keeps theirs.
  /// - Precondition: `size` is positive.
  public func batches(of size: Int, shuffledBy key: RandomKey?) -> Batches {
    Batches(of: size, count: count, shuffledBy: key) { rows in
      Batch(
        features: Tensor(features.gathering(rows)), labels: rows.map { labels[$0] }, rows: rows)
    }
  }

  /// `the feature petal length of row 5`, rows counted from 0.
  public func name(ofFeature place: Int, in batch: Batch) -> String {
    let (row, column) = place.quotientAndRemainder(dividingBy: featureCount)
    return "the feature \(featureNames[column]) of row \(batch.rows[row])"
  }
}
