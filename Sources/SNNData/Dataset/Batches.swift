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
  private let order: BatchOrder

  init(_ dataset: Dataset, order: BatchOrder) {
    self.dataset = dataset
    self.order = order
  }

  /// 0, the first batch.
  public var startIndex: Int { 0 }

  /// The number of batches.
  public var endIndex: Int { order.batchCount }

  /// The rows of one batch.
  /// - Precondition: the batch exists.
  public subscript(position: Int) -> Batch {
    require(indices.contains(position), "Batches: no batch \(position) of \(count)")
    let rows = order.rows(ofBatch: position)
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
    require(size > 0, "batches: a batch of \(size) rows")
    return Batches(self, order: BatchOrder(count, size: size, shuffledBy: key))
  }
}

/// Which rows stand in which batch.
struct BatchOrder {
  private var order: [Int]
  private let size: Int

  /// - Parameter key: decides the order of the rows; nil keeps theirs.
  init(_ count: Int, size: Int, shuffledBy key: RandomKey?) {
    order = Array(0..<count)
    self.size = size
    if let key { order.shuffle(by: key) }
  }

  /// The number of batches, of which the last may be shorter.
  var batchCount: Int { order.count / size + (order.count % size == 0 ? 0 : 1) }

  /// The rows of one batch.
  func rows(ofBatch position: Int) -> [Int] {
    let start = position * size
    return Array(order[start..<start + min(size, order.count - start)])
  }
}
