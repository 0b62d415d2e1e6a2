/// Why training could not go on.
public struct TrainingError: Error, Sendable, Hashable, CustomStringConvertible {
  public let epoch: Int
  /// The number of the batch in its epoch, from 1.
  public let batch: Int
  /// The first parameter whose gradient or value is not finite, or `loss`.
  public let place: String
  /// The row numbers of the batch.
  public let rows: [Int]

  public var description: String {
    "the loss is not finite in epoch \(epoch), batch \(batch) (first at \(place))"
  }

  public var hint: String {
    "lower --lr, or look at the rows of that batch: \(rows.prefix(8).map(String.init).joined(separator: ", "))"
  }
}
