public import SNNLayers

/// Squared error between membranes and real numbers: the network as a regressor.
///
///     .mean        L = MSE(1/T·Σ_t U[t], y)
///     .last        L = MSE(U[T−1], y)
///     .everyStep   L = 1/T·Σ_t MSE(U[t], y[t])
///
/// U membranes, as a `LeakyReadout` hands them on, and y targets, in the units of the targets.
/// Shapes: U `[T, B, K]`; y `[B, K]`, or `[T, B, K]` for `.everyStep`.
///
/// Trap: with a target that stays the same, `.everyStep` asks for it from the first step on, when a
/// leaky membrane can hardly be there yet; `.last` leaves all steps before free.
public struct MembraneRegression: TargetLoss {
  /// Which membranes are held against the target.
  public enum Reading: String, Sendable, Codable, CaseIterable { case mean, last, everyStep }

  /// How the membrane is read.
  public let reading: Reading

  /// The loss for one way of reading the membrane.
  public init(_ reading: Reading) { self.reading = reading }

  /// The prediction: `[T, B, K] → [B, K]`, or `[T, B, K]` for `.everyStep`.
  public func prediction(of output: Tensor) -> Tensor {
    switch reading {
    case .mean: return output.mean(alongAxis: 0)
    case .last:
      let steps = output.shape[0]
      return output.slice(steps - 1..<steps).sum(alongAxis: 0)
    case .everyStep: return output
    }
  }

  /// The loss of output against its target, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor {
    require(
      output.rank == 3 && output.shape[0] > 0,
      "MembraneRegression: output \(output.shape), expected [T, B, K] with T ≥ 1")
    let prediction = prediction(of: output)
    let sample = Shape(Array(output.shape.dimensions[1...]))
    require(
      target.shape == sample || target.shape == prediction.shape,
      "MembraneRegression.\(reading): target \(target.shape) for output \(output.shape)")
    return meanSquaredError(prediction, target)
  }
}

extension TargetLoss where Self == MembraneRegression {
  /// Squared error between membranes and real numbers.
  public static func membraneRegression(
    _ reading: MembraneRegression.Reading
  ) -> MembraneRegression { MembraneRegression(reading) }
}
