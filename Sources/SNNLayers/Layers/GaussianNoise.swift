/// Adds independent normal noise to every element and step.
///
///     y = x + σ·n,  n ~ N(0, 1)
///
/// σ deviation, in x's unit.  In front of neurons it is noise on their membranes.  Draws are keyed
/// by the context, the sample and the step, so they depend neither on the batch nor on the windows
/// a sequence is cut into; a stream of pieces without windows needs a fresh key for each piece, or
/// the noise repeats.
///
/// Shapes: `[T, B, …] → [T, B, …]`.
public struct GaussianNoise: Layer {
  /// In which calls there is noise.
  public enum Scope: Sendable, Hashable {
    /// While training only, as a regulariser.
    case training
    /// Always, as part of the neurons.
    case always
  }

  /// σ.
  public let deviation: Scalar

  /// In which calls there is noise.
  public let scope: Scope

  /// Noise of a standard deviation.
  /// - Precondition: `deviation` ≥ 0.
  public init(_ deviation: Scalar, during scope: Scope = .training) {
    require(deviation >= 0 && deviation.isFinite, "GaussianNoise: deviation \(deviation)")
    self.deviation = deviation
    self.scope = scope
  }

  /// The input with noise: `[T, B, …] → [T, B, …]`.
  /// - Precondition: where there is noise, at least two axes and T ≥ 1.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    guard deviation > 0, scope == .always || context.mode == .training else { return input }
    require(
      input.rank >= 2 && input.shape[0] > 0,
      "GaussianNoise: input \(input.shape), expected [T, B, …] with T ≥ 1")
    let (steps, batch) = (input.shape[0], input.shape[1])
    let rest = Array(input.shape.dimensions[2...])
    let first = context.window?.steps.lowerBound ?? 0
    let samples = context.generators(count: batch).map { generator in
      var generator = generator
      let stream = RandomKey(seed: generator.next())
      return Tensor.concatenated(
        (first..<first + steps).map { step in
          var generator = stream[step].generator
          return .normal(Shape([1, 1] + rest), using: &generator)
        })
    }
    guard !samples.isEmpty else { return input }
    return input + Tensor.concatenated(samples, alongAxis: 1) * Tensor(deviation)
  }
}
