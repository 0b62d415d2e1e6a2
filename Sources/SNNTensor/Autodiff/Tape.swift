internal import Synchronization

/// The record of one computation, in the order it was made.
///
/// A class, because every tensor of one `valueWithGradient` call writes to the same record.  It is
/// append-only, so its order is already topological and the reverse sweep is a plain loop.
final class Tape: Sendable {
  /// How the gradient of one result becomes gradients of what it was computed from.
  struct Record: Sendable {
    /// Pairs of an earlier record's index and the gradient it receives; nil for a leaf.
    let pullback: (@Sendable (Tensor) -> [(index: Int, gradient: Tensor)])?
  }

  private let records = Mutex<[Record]>([])

  func append(_ record: Record) -> TapeNode {
    records.withLock { records in
      records.append(record)
      return TapeNode(tape: self, index: records.count - 1)
    }
  }

  /// A place for a tensor that depends on nothing earlier: a parameter.
  func leaf() -> TapeNode { append(Record(pullback: nil)) }

  /// The gradients of Σ result·seed with respect to the first `leaves` records; nil for zeros.
  ///
  /// Records are dropped as the sweep passes them, so intermediate tensors are freed early.
  ///
  /// - Parameters:
  ///   - results: places with the gradients that they start from.
  ///   - leaves: how many records, from the first, are parameters.
  ///   - watch: called with every later record's index and gradient as the sweep passes it.
  /// - Precondition: the tape was not swept before.
  func gradients(
    of results: [(node: TapeNode, seed: Tensor)], leaves: Int,
    watch: (_ index: Int, _ gradient: Tensor) -> Void = { _, _ in }
  ) -> [Tensor?] {
    var records = self.records.withLock { records in
      defer { records = [] }
      return records
    }
    require(records.count >= leaves, "pullback: called a second time; its record is used up")
    var adjoints = [Tensor?](repeating: nil, count: records.count)
    for (node, seed) in results {
      if adjoints[node.index] == nil {
        adjoints[node.index] = seed
      } else {
        adjoints[node.index]? += seed
      }
    }
    while records.count > leaves {
      let record = records.removeLast()
      guard let adjoint = adjoints.popLast() ?? nil else { continue }
      watch(records.count, adjoint)
      guard let pullback = record.pullback else { continue }
      for (index, gradient) in pullback(adjoint) {
        if adjoints[index] == nil {
          adjoints[index] = gradient
        } else {
          adjoints[index]? += gradient
        }
      }
    }
    return adjoints
  }
}

/// A place on a tape.
struct TapeNode: Sendable {
  let tape: Tape
  let index: Int
}
