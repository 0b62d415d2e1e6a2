internal import Foundation
public import SNNLayers

/// Burst code: the stronger a feature, the more spikes and the shorter the interval between them.
///
///     N = ⌈N_max·x⌉ spikes        interval = ⌈T_max − (T_max − T_min)·x⌉ if N > 1, else T_max
///
/// Spikes fall on steps 0, interval, 2·interval, …; those beyond the last step are lost.
/// Intervals are in steps; N is a number of spikes; x lies in 0...1, dimensionless.
///
/// Shapes: `[B, F] → [T, B, F]`.
/// - Reference: Guo et al., *Neural Coding in Spiking Neural Networks*, 2021.
public struct BurstEncoder: Encoder {
  /// T, the number of time steps.
  public let steps: Int

  /// N_max, the spikes of the strongest feature.
  public let maximumSpikes: Int

  /// T_min...T_max, the interval of the strongest and of the weakest feature.
  public let intervals: ClosedRange<Int>

  /// A burst code over `steps` time steps.
  /// - Precondition: all numbers are positive.
  public init(steps: Int, maximumSpikes: Int = 5, intervals: ClosedRange<Int> = 2...10) {
    require(
      steps > 0 && maximumSpikes > 0 && intervals.lowerBound > 0,
      "BurstEncoder: \(steps) steps, at most \(maximumSpikes) spikes, intervals \(intervals); "
        + "all must be positive")
    self.steps = steps
    self.maximumSpikes = maximumSpikes
    self.intervals = intervals
  }

  /// The spike trains of features, `[B, F] → [T, B, F]`.
  /// - Precondition: two axes and features in 0...1, which excludes NaN.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    encode(input, &context) { value, fire in
      let count = Int(ceil(Scalar(maximumSpikes) * value))
      let (shortest, longest) = (Scalar(intervals.lowerBound), Scalar(intervals.upperBound))
      let interval =
        count > 1 ? Int(ceil(longest - (longest - shortest) * value)) : intervals.upperBound
      for spike in 0..<count where spike * interval < steps { fire(spike * interval) }
    }
  }
}

extension Layer where Self == BurstEncoder {
  /// A burst code over `steps` time steps.
  public static func burst(
    steps: Int, maximumSpikes: Int = 5, intervals: ClosedRange<Int> = 2...10
  ) -> BurstEncoder {
    BurstEncoder(steps: steps, maximumSpikes: maximumSpikes, intervals: intervals)
  }
}
