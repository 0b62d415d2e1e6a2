/// Ends training when validation stops improving, and takes the best model back.
///
/// Better means a higher validation accuracy, or the same accuracy with a lower loss.
public struct EarlyStopping: Sendable {
  /// How many epochs in a row without improvement end the training.
  public let patience: Int

  /// Stops after `patience` epochs without improvement.
  /// - Precondition: `patience` ≥ 1.
  public init(patience: Int) {
    require(patience >= 1, "EarlyStopping: patience \(patience) is below one epoch")
    self.patience = patience
  }
}

/// The best of the states considered so far.
struct Best<State> {
  /// The best one, the earlier of equals.
  private(set) var state: State?

  /// How many have been considered since.
  private(set) var countSince = 0

  private var accuracy: Scalar = 0
  private var loss: Scalar = 0

  mutating func consider(_ state: State, accuracy: Scalar, loss: Scalar) {
    // A NaN would be neither better nor worse than any other loss.
    let loss = loss.isNaN ? .infinity : loss
    guard
      self.state == nil || accuracy > self.accuracy
        || (accuracy == self.accuracy && loss < self.loss)
    else {
      countSince += 1
      return
    }
    (self.state, self.accuracy, self.loss, countSince) = (state, accuracy, loss, 0)
  }
}
