public import SNNLayers

/// Reads one score per class out of what the output neurons did: `[T, B, C] → [B, C]`.
///
/// The class with the largest score is the answer.
public enum SpikeDecoder: String, Sendable, Codable, CaseIterable {
  /// The number of spikes, Σ S over time.
  case count
  /// Minus the step of the first spike; a neuron that never fires scores −T, below every spike.
  case firstSpike
  /// One over the mean interval between spikes; 1/T for a single spike, 0 for none.
  case interSpikeInterval
  /// The highest membrane over time.
  case maximumMembrane
  /// The mean membrane over time.
  case meanMembrane

  /// One score per sample and class; differentiable, except for inter-spike intervals.
  ///
  /// - Parameter output: spikes, or membranes for the membrane decoders, `[T, B, C]`.
  /// - Returns: `[B, C]`.
  /// - Precondition: three axes, and T ≥ 1.
  public func scores(of output: Tensor) -> Tensor {
    require(
      output.rank == 3 && output.shape[0] > 0,
      "SpikeDecoder.\(rawValue): output \(output.shape), expected [T, B, C] with T ≥ 1")
    switch self {
    case .count: return output.sum(alongAxis: 0)
    case .firstSpike: return -output.firstSpikeTimes()
    case .interSpikeInterval: return output.inverseSpikeIntervals()
    case .maximumMembrane: return output.max(alongAxis: 0)
    case .meanMembrane: return output.mean(alongAxis: 0)
    }
  }
}

extension Tensor {
  /// Sums neighbouring neurons into equal groups, one per class: `[…, C·g] → […, C]`.
  ///
  /// A population code lets g neurons vote for a class; class c has neurons c·g ..< (c + 1)·g.
  /// - Precondition: the last axis divides into `classes` groups.
  public func summedGroups(classes: Int) -> Tensor {
    require(
      rank >= 1 && classes > 0 && shape[-1] % classes == 0,
      "summedGroups: shape \(shape) does not divide into \(classes) classes")
    let outer = Array(shape.dimensions.dropLast())
    return reshaped(to: Shape(outer + [classes, shape[-1] / classes])).sum(alongAxis: -1)
  }
}
