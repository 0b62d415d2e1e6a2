internal import SNNTensor

/// The encoder of a converted network's input.
struct InputCoding: Sendable {
  let code: InputCode
  /// nil for analog input.
  let range: InputRange?
  /// Whether analog input comes as spikes in time, exact to rounding.
  let isTimed: Bool

  /// K, the steps of a period of phase coding, as in Kim et al., 2018.
  static let period = 8

  /// Whether so many steps are whole periods, or the first digits of one.
  static func fitsPhases(_ steps: Int) -> Bool { steps < period || steps.isMultiple(of: period) }

  /// Samples as what the first nodes take; `[B] + sample`.
  func signal(of samples: Tensor, steps: Int, _ context: inout Context) -> Signal {
    guard let range else { return .constant(samples) }
    let rank = samples.rank - 1
    if isTimed {
      // t = 1 − x′ in a window of length 1, and what arrives is 1 − t.
      let times = 1 - range.normalized(samples, rank: rank)
      return .constant(range.restored(1 - times, rank: rank))
    }
    let features = range.normalized(samples, rank: rank).flattened(fromAxis: 1)
    let train = context.named("input") { encoded(features, steps: steps, &$0) }
    let shape = Shape([steps] + samples.shape.dimensions)
    return .sequence(range.restored(train.reshaped(to: shape), rank: rank))
  }

  /// Spikes times what they are worth, so that their mean over the steps is the feature.
  private func encoded(_ x: Tensor, steps: Int, _ context: inout Context) -> Tensor {
    switch code {
    case .analog: return x
    case .rate: return RateEncoder(steps: steps)(x, &context)
    case .latency:
      let last = Scalar(max(1, steps - 1))
      let worth = Tensor(
        (0..<steps).map { Scalar(steps) * (1 - Scalar($0) / last) }, shape: [steps, 1, 1])
      return LatencyEncoder(steps: steps)(x, &context) * worth
    case .phase:
      let period = min(Self.period, steps)
      let spikes = PhaseEncoder(steps: steps, period: period)(x, &context)
      return spikes.phaseWeighted(period: period) * Tensor(Scalar(period))
    case .burst:
      return BurstEncoder(steps: steps, maximumSpikes: steps, intervals: 1...1)(x, &context)
    }
  }
}
