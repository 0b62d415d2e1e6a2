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
}

/// A data set cut into batches, each built when it is asked for.
public struct Batches: RandomAccessCollection, Sendable {
  private let dataset: Dataset
  private let order: [Int]
  private let size: Int

  init(_ dataset: Dataset, order: [Int], size: Int) {
    self.dataset = dataset
    self.order = order
    self.size = size
  }

  /// 0, the first batch.
  public var startIndex: Int { 0 }

  /// The number of batches.
  public var endIndex: Int { order.count / size + (order.count % size == 0 ? 0 : 1) }

  /// The rows of one batch.
  /// - Precondition: the batch exists.
  public subscript(position: Int) -> Batch {
    precondition(indices.contains(position), "Batches: no batch \(position) of \(count)")
    let start = position * size
    let rows = Array(order[start..<start + Swift.min(size, order.count - start)])
    return Batch(
      features: Tensor(dataset.features.gathering(rows)), labels: rows.map { dataset.labels[$0] },
      rows: rows)
  }
}

extension Dataset {
  /// All rows in batches of `size`, the last of which may be shorter.
  /// - Parameters:
  ///   - size: rows in a batch.
  ///   - key: decides the order of the rows; nil keeps theirs.
  /// - Precondition: `size` is positive.
  public func batches(of size: Int, shuffledBy key: RandomKey?) -> Batches {
    precondition(size > 0, "batches: a batch of \(size) rows")
    var order = Array(0..<count)
    if let key { order.shuffle(by: key) }
    return Batches(self, order: order, size: size)
  }
}
