/// Ends training when validation stops improving, and takes the best model back.
///
/// Better means a higher validation accuracy, or the same accuracy with a lower loss.
public struct EarlyStopping: Sendable {
  /// How many epochs without improvement are endured.
  public let patience: Int

  /// - Precondition: `patience` ≥ 1.
  public init(patience: Int) {
    precondition(patience >= 1, "EarlyStopping: patience \(patience) is below one epoch")
    self.patience = patience
  }
}

/// The best model so far.
struct BestModel<Model> {
  private(set) var best: (epoch: Int, accuracy: Scalar, loss: Scalar, model: Model)?

  mutating func consider(_ report: EpochReport, _ model: Model) {
    guard let accuracy = report.validationAccuracy, let loss = report.validationLoss else { return }
    if let best, accuracy < best.accuracy || (accuracy == best.accuracy && !(loss < best.loss)) {
      return
    }
    best = (report.epoch, accuracy, loss, model)
  }
}
