public import SNNLayers

/// Phase code: the binary digits of a feature, most significant first, once per period.
///
/// The spike at phase k = t mod K stands for the weight 2^(−(1+k)), so one period of K steps
/// carries ⌊2ᴷ·x⌋/2ᴷ exactly; features lie in 0...1 and saturate at 1 − 2⁻ᴷ.
/// `PhaseWeighting` gives spikes their weight.
///
/// Shapes: `[B, F] → [T, B, F]`.
/// - Reference: Kim et al., *Deep Neural Networks with Weighted Spikes*, 2018.
public struct PhaseEncoder: Encoder {
  /// T, the number of time steps.
  public let steps: Int

  /// K, the number of steps in a period.
  public let period: Int

  /// A phase code over `steps` time steps.
  /// - Precondition: `steps` > 0 and `period` in 1...24.
  public init(steps: Int, period: Int = 8) {
    require(
      steps > 0 && (1...24).contains(period),
      "PhaseEncoder: \(steps) steps, period \(period); expected steps, and a period in 1...24")
    self.steps = steps
    self.period = period
  }

  /// The spike trains of features, `[B, F] → [T, B, F]`.
  /// - Precondition: two axes and features in 0...1, which excludes NaN.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    encode(input, &context) { value, fire in
      let levels = 1 << period
      let digits = min(Int(value * Scalar(levels)), levels - 1)
      for step in 0..<steps where (digits >> (period - 1 - step % period)) & 1 == 1 { fire(step) }
    }
  }
}

/// Multiplies the spikes of step t by what a phase code says they are worth.
///
///     y[t] = gain·2^(−(1 + t mod K))·S[t]
///
/// S, y and gain are dimensionless, K is in steps.  Shapes: `[T, B, F] → [T, B, F]`.
/// - Reference: Kim et al., *Deep Neural Networks with Weighted Spikes*, 2018.
public struct PhaseWeighting: Layer {
  /// K, the number of steps in a period.
  public let period: Int

  /// A factor on all weights, dimensionless.
  public let gain: Scalar

  /// The weights of a phase code of this period.
  /// - Precondition: `period` in 1...24.
  public init(period: Int = 8, gain: Scalar = 1) {
    require((1...24).contains(period), "PhaseWeighting: period \(period) is not in 1...24")
    self.period = period
    self.gain = gain
  }

  /// The weighted spikes, `[T, …] → [T, …]`; gradients pass with the same weights.
  /// - Precondition: `input` has a time axis.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(input.rank >= 1, "PhaseWeighting: input \(input.shape), expected [T, …]")
    let first = context.window?.steps.lowerBound ?? 0
    let weights = (first..<first + input.shape[0]).map { gain / Scalar(2 << ($0 % period)) }
    let axes = [Int](repeating: 1, count: input.rank - 1)
    return input * Tensor(weights, shape: Shape([weights.count] + axes))
  }
}

extension Layer where Self == PhaseEncoder {
  /// A phase code over `steps` time steps.
  public static func phase(steps: Int, period: Int = 8) -> PhaseEncoder {
    PhaseEncoder(steps: steps, period: period)
  }
}
