public import SNNLayers

/// Cross-entropy of the spike counts: the right neuron should fire most over the whole sequence.
///
///     L = CE(Σ_t S[t], y)
///
/// S spikes `[T, B, C]`, y labels `[B]`, CE as `crossEntropy`; dimensionless.
/// - Reference: snnTorch 1.0 `ce_count_loss`.
public struct CountCrossEntropy: Loss {
  /// The loss; it has no settings.
  public init() {}

  /// The neuron that fires most is the answer.
  public var decoder: SpikeDecoder { .count }

  /// The loss of spikes `[T, B, C]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    crossEntropy(output.sum(alongAxis: 0), labels)
  }
}

/// Cross-entropy at every step, averaged over time: the right neuron should lead all the time.
///
///     L = 1/T·Σ_t CE(S[t], y)
///
/// S spikes or membranes `[T, B, C]`, y labels `[B]`, CE as `crossEntropy`; dimensionless.  Scores
/// are read as the sum of S over time.
/// - Reference: Deng et al., *Temporal Efficient Training*, 2022 (its first term).
public struct RateCrossEntropy: Loss {
  /// The loss; it has no settings.
  public init() {}

  /// The neuron that fires most is the answer.
  public var decoder: SpikeDecoder { .count }

  /// The loss of spikes or membranes `[T, B, C]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    precondition(output.rank == 3, "RateCrossEntropy: output \(output.shape), expected [T, B, C]")
    let steps = output.shape[0]
    let rows = output.reshaped(to: [steps * output.shape[1], output.shape[2]])
    return crossEntropy(rows, (0..<steps).flatMap { _ in labels })
  }
}

/// Cross-entropy of the highest membranes: the right neuron should reach highest once.
///
///     L = CE(max_t U[t], y)
///
/// U membranes `[T, B, C]`, y labels `[B]`, CE as `crossEntropy`; dimensionless.
/// - Reference: snnTorch 1.0 `ce_max_membrane_loss`.
public struct MaximumMembraneCrossEntropy: Loss {
  /// The loss; it has no settings.
  public init() {}

  /// The neuron whose membrane reaches highest is the answer.
  public var decoder: SpikeDecoder { .maximumMembrane }

  /// The loss of membranes `[T, B, C]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    crossEntropy(output.max(alongAxis: 0), labels)
  }
}

/// Cross-entropy of the mean membranes: the right neuron should be highest on average.
///
///     L = CE(1/T·Σ_t U[t], y)
///
/// U membranes `[T, B, C]`, y labels `[B]`, CE as `crossEntropy`; dimensionless.
public struct MeanMembraneCrossEntropy: Loss {
  /// The loss; it has no settings.
  public init() {}

  /// The neuron with the highest mean membrane is the answer.
  public var decoder: SpikeDecoder { .meanMembrane }

  /// The loss of membranes `[T, B, C]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    crossEntropy(output.mean(alongAxis: 0), labels)
  }
}

/// Cross-entropy of minus the first spike times: the right neuron should fire first.
///
///     L = CE(−t₁, y)
///
/// t₁ first spike times `[B, C]` in steps, y labels `[B]`, CE as `crossEntropy`.
///
/// A silent neuron has t₁ = T, later than any spike, and is drawn to fire by the gradient of
/// `firstSpikeTimes`.
public struct FirstSpikeCrossEntropy: Loss {
  /// The loss; it has no settings.
  public init() {}

  /// The neuron that fires first is the answer.
  public var decoder: SpikeDecoder { .firstSpike }

  /// The loss of spikes `[T, B, C]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    crossEntropy(-output.firstSpikeTimes(), labels)
  }
}

extension Loss where Self == CountCrossEntropy {
  /// Cross-entropy of the spike counts.
  public static var countCrossEntropy: CountCrossEntropy { CountCrossEntropy() }
}

extension Loss where Self == RateCrossEntropy {
  /// Cross-entropy at every step.
  public static var rateCrossEntropy: RateCrossEntropy { RateCrossEntropy() }
}

extension Loss where Self == MaximumMembraneCrossEntropy {
  /// Cross-entropy of the highest membranes.
  public static var maximumMembraneCrossEntropy: MaximumMembraneCrossEntropy {
    MaximumMembraneCrossEntropy()
  }
}

extension Loss where Self == MeanMembraneCrossEntropy {
  /// Cross-entropy of the mean membranes.
  public static var meanMembraneCrossEntropy: MeanMembraneCrossEntropy {
    MeanMembraneCrossEntropy()
  }
}

extension Loss where Self == FirstSpikeCrossEntropy {
  /// Cross-entropy of minus the first spike times.
  public static var firstSpikeCrossEntropy: FirstSpikeCrossEntropy { FirstSpikeCrossEntropy() }
}
