/// Why training could not go on.
public struct TrainingError: Error, Sendable, Hashable, CustomStringConvertible {
  public let epoch: Int
  /// The number of the batch in its epoch, from 1.
  public let batch: Int
  /// The first parameter whose value or gradient is not finite, or `the output`.
  public let place: String
  /// The batch's rows, numbered within the training rows; empty when the update itself broke a
  /// parameter.
  public let rows: [Int]

  public var description: String {
    "numbers are no longer finite in epoch \(epoch), batch \(batch) (first at \(place))"
  }
}
