internal import Foundation
public import SNNLayers

/// Temporal code: at most one spike per feature, the earlier the stronger the feature.
///
/// Features lie in 0...1.  A spike time t is rounded to the nearest step, halves to even; a time
/// beyond the last step is no spike.  Times and τ are in steps, x and θ dimensionless.
///
/// Shapes: `[B, F] → [T, B, F]`.
/// - Reference: Park et al., *T2FSNN*, 2020 (dynamic threshold); snnTorch 1.0 `latency`.
public struct LatencyEncoder: Encoder {
  /// How a feature becomes a spike time.
  public enum Curve: Sendable, Hashable {
    /// t = (T − 1)·(1 − x); features below θ stay silent.
    case linear(threshold: Scalar = 0.01)

    /// t = τ·ln(x/(x − θ)), the charging time of a leaky neuron driven by x; features below θ stay
    /// silent.
    ///
    /// With `longest` the times are stretched so that `longest` falls on the last step.  snnTorch's
    /// `normalize` takes for it the longest time found in the tensor at hand, so that samples of a
    /// batch change each other; here the caller says it.
    case logarithmic(tau: Scalar, threshold: Scalar = 0.01, longest: Scalar? = nil)

    /// The first step at which x exceeds a threshold that falls as start·e^(−t/τ).
    case dynamicThreshold(tau: Scalar, start: Scalar = 1)
  }

  /// T, the number of time steps.
  public let steps: Int

  /// The spike time as a function of the feature.
  public let curve: Curve

  /// A temporal code over `steps` time steps.
  /// - Precondition: `steps` > 0; every τ is positive, as are θ and `longest` of a logarithmic
  ///   curve.
  public init(steps: Int, curve: Curve = .linear()) {
    require(steps > 0, "LatencyEncoder: \(steps) steps")
    switch curve {
    case .linear: break
    case .logarithmic(let tau, let threshold, let longest):
      require(
        tau > 0 && threshold > 0 && (longest ?? 1) > 0,
        "LatencyEncoder: tau \(tau), threshold \(threshold) and longest must be positive")
    case .dynamicThreshold(let tau, _):
      require(tau > 0, "LatencyEncoder: tau \(tau) is not positive")
    }
    self.steps = steps
    self.curve = curve
  }

  /// The spike trains of features, `[B, F] → [T, B, F]`.
  /// - Precondition: two axes and features in 0...1, which excludes NaN.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    encode(input, &context) { value, fire in
      if let step = step(of: value) { fire(step) }
    }
  }

  /// The step in which a feature fires, nil when it stays silent.
  public func step(of value: Scalar) -> Int? {
    let time: Scalar
    switch curve {
    case .linear(let threshold):
      guard value >= threshold else { return nil }
      time = Scalar(steps - 1) * (1 - value)
    case .logarithmic(let tau, let threshold, let longest):
      guard value >= threshold else { return nil }
      // At the threshold itself the time is infinite; snnTorch's 1e-7 keeps it finite.
      let charged = max(value, threshold + 1e-7)
      let raw = tau * log(charged / (charged - threshold))
      time = longest.map { raw * Scalar(steps - 1) / $0 } ?? raw
    case .dynamicThreshold(let tau, let start):
      return (0..<steps).first { value > start * exp(-Scalar($0) / tau) }
    }
    let rounded = time.rounded(.toNearestOrEven)
    return rounded <= Scalar(steps - 1) ? Int(rounded) : nil
  }
}

extension Layer where Self == LatencyEncoder {
  /// A temporal code over `steps` time steps.
  public static func latency(
    steps: Int, curve: LatencyEncoder.Curve = .linear()
  ) -> LatencyEncoder { LatencyEncoder(steps: steps, curve: curve) }
}
