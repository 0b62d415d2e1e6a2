/// Adds independent normal noise to every element and step.
///
///     y = x + σ·n,  n ~ N(0, 1)
///
/// σ deviation, in x's unit.  In front of neurons it is noise on their membranes.  Draws are keyed by the
/// context and the sample, so they do not depend on the batch; a sequence in pieces needs a fresh key for
/// each piece, or the noise repeats.
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
    precondition(deviation >= 0 && deviation.isFinite, "GaussianNoise: deviation \(deviation)")
    self.deviation = deviation
    self.scope = scope
  }

  /// The input with noise: `[T, B, …] → [T, B, …]`.
  /// - Precondition: where there is noise, at least two axes.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    guard deviation > 0, scope == .always || context.mode == .training else { return input }
    precondition(input.rank >= 2, "GaussianNoise: input \(input.shape), expected [T, B, …]")
    let (steps, batch) = (input.shape[0], input.shape[1])
    let rest = Array(input.shape.dimensions[2...])
    let samples = context.generators(count: batch).map { generator in
      var generator = generator
      return Tensor.normal(Shape([steps, 1] + rest), using: &generator)
    }
    guard !samples.isEmpty else { return input }
    return input + Tensor.concatenated(samples, alongAxis: 1) * Tensor(deviation)
  }
}
