public import SNNLayers

/// Neurons should fire neither too rarely nor too often.
///
///     L = w/N·Σ_n [(r_min − r_n)₊ + (r_n − r_max)₊],   r_n = 1/(T·B)·Σ_{t,b} S[t, b, n]
///
/// S spikes, r rates in spikes per step, N the number of neurons of all selected layers, w weight,
/// dimensionless.  Shapes: spikes `[T, B, …]`; one number `[]`.
///
/// Zero with zero gradient inside the band.  Outside the pull is the same at every distance, so
/// with enough weight rates do end up inside, where a squared penalty would let the loss hold them
/// just outside.  A rate is the mean over the batch: a neuron may be silent for one class and busy
/// for another.
///
/// Trap: the pull on a silent neuron goes through its surrogate; one of bounded support, far below
/// the threshold, passes nothing on.
/// - Reference: Zenke & Vogels, *The Remarkable Robustness of Surrogate Gradient Learning*, 2021
///   (bounds from both sides on activity).
public struct FiringRateBand: Regularizer {
  /// r_min, in spikes per step.
  public let lower: Scalar
  /// r_max, in spikes per step.
  public let upper: Scalar
  /// The layers whose neurons are held in the band.
  public let layers: LayerSelection
  /// w, dimensionless.
  public let weight: Scalar

  // Two bounds rather than a range: Swift 6.3 finds no type for a range of literals behind a leading
  // dot in a list of `any Regularizer`.

  /// - Parameters:
  ///   - lower: r_min; 0 for no lower bound.
  ///   - upper: r_max; 1 for no upper bound.
  ///   - layers: whose neurons are held in the band; the output layer is better left out.
  ///   - weight: w.
  /// - Precondition: r_min ≤ r_max; the weight is not negative.
  public init(
    lower: Scalar = 0, upper: Scalar = 1, on layers: LayerSelection = .all, weight: Scalar
  ) {
    require(
      lower <= upper && weight >= 0, "FiringRateBand: \(lower) to \(upper), weight \(weight)")
    self.lower = lower
    self.upper = upper
    self.layers = layers
    self.weight = weight
  }

  /// The penalty for one batch's activities, shape `[]`.
  public func callAsFunction(_ activities: [Activity]) -> Tensor {
    var (excess, neurons) = (Tensor(0), 0)
    for spikes in activities.spikes(of: layers) {
      let rows = spikes.shape[0] * spikes.shape[1]
      guard spikes.count > 0 else { continue }
      let rate = spikes.reshaped(to: [rows, spikes.count / rows]).mean(alongAxis: 0)
      let outside = (Tensor(lower) - rate).relu() + (rate - Tensor(upper)).relu()
      excess = excess + outside.sum()
      neurons += rate.count
    }
    return excess * Tensor(weight / Scalar(Swift.max(1, neurons)))
  }
}

extension Regularizer where Self == FiringRateBand {
  /// Rates should lie in a band, in spikes per step.
  public static func firingRateBand(
    lower: Scalar = 0, upper: Scalar = 1, on layers: LayerSelection = .all, weight: Scalar
  ) -> FiringRateBand {
    FiringRateBand(lower: lower, upper: upper, on: layers, weight: weight)
  }
}
