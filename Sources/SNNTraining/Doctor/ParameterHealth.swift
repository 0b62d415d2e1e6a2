public import SNNTensor

/// One trained parameter and the gradient it receives.
public struct ParameterHealth: Sendable, Hashable {
  /// The parameter's place: `0.weight`.
  public let path: String

  /// The root mean square of its numbers.
  public let size: Scalar

  /// ‖∂L/∂w‖, L the sum of the batches' mean losses.
  public let gradientNorm: Scalar
}

/// One neuron layer's thresholds.
public struct ThresholdHealth: Sendable, Hashable {
  /// The parameter's place: `1.threshold`.
  public let path: String

  /// The mean over the neurons.
  public let mean: Scalar
}

/// Lists the thresholds of a model, trained or not.
struct ThresholdFinder: ParameterVisitor {
  var path: [String] = []
  var found: [ThresholdHealth] = []

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    guard path.last == "threshold", parameter.count > 0 else { return }
    let mean = parameter.scalars.reduce(0, +) / Scalar(parameter.count)
    found.append(ThresholdHealth(path: joinedPath, mean: mean))
  }
}
