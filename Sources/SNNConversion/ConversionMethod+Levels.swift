extension ConversionMethod {
  /// The most that spikes say of an activation in units of θ, and the parts θ is told apart in.
  func levels(steps: Int) -> (ceiling: Scalar, resolution: Scalar) {
    switch self {
    case .ltb, .max, .percentile, .calibrated, .qcfs: (1, Scalar(steps))
    case .burst(let maximum): (Scalar(maximum), Scalar(steps))
    case .stbif(let levels): (Scalar(levels), 1)
    case .ttfs: (1, 1)
    case .fewSpikes(let digits), .phase(let digits):
      (1 - 1 / Scalar(1 << digits), Scalar(1 << digits))
    }
  }

  /// How many activations besides zero a neuron can tell apart; nil for times, which are continuous.
  func levelCount(steps: Int) -> Int? {
    if case .ttfs = self { return nil }
    let levels = levels(steps: steps)
    return Int(levels.ceiling * levels.resolution)
  }
}
