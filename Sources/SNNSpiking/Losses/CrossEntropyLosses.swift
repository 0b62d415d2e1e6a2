public import SNNLayers

/// Cross-entropy of the spike counts: the right neuron should fire most over the whole sequence.
///
///     L = CE(Σ_t S[t], y)
public struct CountCrossEntropy: Loss {
  public init() {}
  public var decoder: SpikeDecoder { .count }

  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    crossEntropy(output.sum(alongAxis: 0), labels)
  }
}

/// Cross-entropy at every step, averaged over time: the right neuron should lead all the time.
///
///     L = 1/T·Σ_t CE(S[t], y)
///
/// Takes spikes or membranes; scores are read as their sum.
/// - Reference: Deng et al., *Temporal Efficient Training*, 2022 (its first term).
public struct RateCrossEntropy: Loss {
  public init() {}
  public var decoder: SpikeDecoder { .count }

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
public struct MaximumMembraneCrossEntropy: Loss {
  public init() {}
  public var decoder: SpikeDecoder { .maximumMembrane }

  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    crossEntropy(output.max(alongAxis: 0), labels)
  }
}

/// Cross-entropy of the mean membranes: the right neuron should be highest on average.
///
///     L = CE(1/T·Σ_t U[t], y)
public struct MeanMembraneCrossEntropy: Loss {
  public init() {}
  public var decoder: SpikeDecoder { .meanMembrane }

  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    crossEntropy(output.mean(alongAxis: 0), labels)
  }
}

/// Cross-entropy of minus the first spike times: the right neuron should fire first.
///
///     L = CE(−t₁, y)
///
/// A silent neuron has t₁ = T, later than any spike, and is drawn to fire by the gradient of
/// `firstSpikeTimes`.
public struct FirstSpikeCrossEntropy: Loss {
  public init() {}
  public var decoder: SpikeDecoder { .firstSpike }

  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    crossEntropy(-output.firstSpikeTimes(), labels)
  }
}

extension Loss where Self == CountCrossEntropy {
  public static var countCrossEntropy: CountCrossEntropy { CountCrossEntropy() }
}

extension Loss where Self == RateCrossEntropy {
  public static var rateCrossEntropy: RateCrossEntropy { RateCrossEntropy() }
}

extension Loss where Self == MaximumMembraneCrossEntropy {
  public static var maximumMembraneCrossEntropy: MaximumMembraneCrossEntropy {
    MaximumMembraneCrossEntropy()
  }
}

extension Loss where Self == MeanMembraneCrossEntropy {
  public static var meanMembraneCrossEntropy: MeanMembraneCrossEntropy {
    MeanMembraneCrossEntropy()
  }
}

extension Loss where Self == FirstSpikeCrossEntropy {
  public static var firstSpikeCrossEntropy: FirstSpikeCrossEntropy { FirstSpikeCrossEntropy() }
}
