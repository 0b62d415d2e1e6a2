public import SNNLayers

/// Every spike costs the same: the L1 norm of the activity, per neuron, step and sample.
///
///     L = w·Σ S / (T·B·N)
///
/// S spikes, N the number of neurons of all selected layers, w weight, dimensionless: w times the
/// mean rate in spikes per step.  Shapes: spikes `[T, B, …]`; one number `[]`.
///
/// A weight means the same at every T and batch size; in snnTorch's `l1_rate_sparsity` it is
/// multiplied by both.
///
/// Trap: its minimum is silence; too large a weight switches the network off.  `FiringRateBand`
/// has a lower bound.
public struct RateSparsity: Regularizer {
  /// The layers that count.
  public let layers: LayerSelection
  /// w, dimensionless.
  public let weight: Scalar

  /// - Precondition: the weight is not negative.
  public init(on layers: LayerSelection = .all, weight: Scalar) {
    require(weight >= 0, "RateSparsity: weight \(weight)")
    self.layers = layers
    self.weight = weight
  }

  /// The penalty for one batch's activities, shape `[]`.
  public func callAsFunction(_ activities: [Activity]) -> Tensor {
    let spikes = activities.spikes(of: layers)
    let places = spikes.reduce(0) { $0 + $1.count }
    let total = spikes.reduce(Tensor(0)) { $0 + $1.magnitude().sum() }
    return total * Tensor(weight / Scalar(Swift.max(1, places)))
  }
}

extension Regularizer where Self == RateSparsity {
  /// Every spike costs the same.
  public static func rateSparsity(
    on layers: LayerSelection = .all, weight: Scalar
  ) -> RateSparsity { RateSparsity(on: layers, weight: weight) }
}
