internal import SNNTensor

extension CalibrationSet {
  /// The thresholds with the least squared error of what T steps can say of the activations.
  ///
  ///     θ = argmin Σ (a − θ/T·clip(⌊a·T/θ + ½⌋, 0, T))²
  ///
  /// over 95 candidates from the largest activation down, channel by channel, averaged over batches
  /// with a momentum of 0.9.  a are activations of the original network.
  /// - Reference: Li et al., *A Free Lunch From ANN: Towards Efficient, Accurate Spiking Neural
  ///   Networks Calibration*, 2021; the ½ is that of membranes that start at θ/2.
  func leastSquaresThresholds(steps: Int) -> [Int: [Scalar]] {
    var thresholds: [Int: [Scalar]] = [:]
    for batch in batches {
      let values = graph.results(of: batch)
      for (place, _) in rectifiers {
        let found = values[place].leastSquaresThresholds(steps: steps)
        thresholds[place] =
          thresholds[place].map { zip($0, found).map { 0.9 * $0 + 0.1 * $1 } } ?? found
      }
    }
    return thresholds
  }
}

extension Tensor {
  /// The best threshold of every channel of `[B, C, …]`, 0 for one without activations.
  fileprivate func leastSquaresThresholds(steps: Int) -> [Scalar] {
    let (channels, levels) = (shape[1], Scalar(steps))
    let size = count / (shape[0] * channels)
    let values = scalars.span
    return (0..<channels).map { channel in
      var active: [Scalar] = []
      for sample in 0..<shape[0] {
        let start = (sample * channels + channel) * size
        for index in start..<start + size where values[index] > 0 { active.append(values[index]) }
      }
      let largest = active.max() ?? 0
      var best = (error: Double.infinity, threshold: largest)
      for candidate in 0..<95 {
        let threshold = (1 - 0.01 * Scalar(candidate)) * largest
        var error = 0.0
        for value in active {
          let said = Swift.min((value * levels / threshold + 0.5).rounded(.down), levels)
          let difference = Double(value - threshold / levels * said)
          error += difference * difference
        }
        if error < best.error { best = (error, threshold) }
      }
      return best.threshold
    }
  }
}
