/// Training could not go on: a number is NaN or infinite.
public struct TrainingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The number of the epoch, from 1, as in `EpochReport`.
  public let epoch: Int

  /// The number of the batch in its epoch, from 1.
  public let batch: Int

  /// What is not finite, the first in the order of the calculation: a feature, the output or the
  /// membrane of a layer (`the output of layer 2 (Linear)`), the loss, or a gradient.  A parameter
  /// when the last update of the epoch is found to have broken it.
  public let place: String

  /// The batch's rows, numbered from 0 in the data set that was given to `fit`; empty when `place`
  /// is a parameter.
  public let rows: [Int]

  /// One sentence with epoch, batch and place.
  public var description: String {
    "training broke down in epoch \(epoch), batch \(batch): \(place) is not finite"
  }
}
