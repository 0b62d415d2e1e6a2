internal import SNNTensor

extension CalibrationSet {
  /// Thresholds by local balancing, layer by layer and channel by channel.
  ///
  ///     θ ← θ + 2·mean(max(x − θ, 0))
  ///
  /// x the activations of a batch, behind layers that already cut theirs off at θ.  A batch raises
  /// the thresholds of a layer as often as it is its turn before the next layer sees it, so that one
  /// pass through the network is enough for all its updates.
  ///
  /// - Parameter iterations: the updates of a threshold, shared among the batches.
  /// - Reference: Bu, Li & Yu, *Inference-Scale Complexity in ANN-SNN Conversion for
  ///   High-Performance and Low-Power Applications*, 2025.
  func balancedThresholds(iterations: Int) -> [Int: [Scalar]] {
    var thresholds: [Int: [Scalar]] = [:]
    for (place, _) in rectifiers {
      thresholds[place] = [Scalar](repeating: 0, count: graph.nodes[place].shape[0])
    }
    let batches = batches
    for (index, batch) in batches.enumerated() {
      // Shares differ by one where the updates do not divide.
      let updates = iterations * (index + 1) / batches.count - iterations * index / batches.count
      _ = graph.results(of: batch) { place, activations in
        guard let current = thresholds[place] else { return activations }
        let raised = activations.balanced(current, updates: updates)
        thresholds[place] = raised
        return activations.cut(at: raised)
      }
    }
    return thresholds
  }
}

extension Tensor {
  /// Thresholds raised so many times by the mean excess of every channel of `[B, C, …]`.
  fileprivate func balanced(_ thresholds: [Scalar], updates: Int) -> [Scalar] {
    let channels = thresholds.count
    let size = count / (shape[0] * channels)
    let scale = 2 / Double(shape[0] * size)
    let values = scalars.span
    return thresholds.enumerated().map { channel, start in
      var threshold = start
      // Thresholds only rise, so what lies below has no say any more.
      var above: [Scalar] = []
      for sample in 0..<shape[0] {
        let first = (sample * channels + channel) * size
        for index in first..<first + size where values[index] > threshold {
          above.append(values[index])
        }
      }
      for _ in 0..<updates where !above.isEmpty {
        let excess = above.reduce(0.0) { $0 + Double($1 - threshold) }
        threshold += Scalar(scale * excess)
        above.removeAll { $0 <= threshold }
      }
      return threshold
    }
  }

  /// min(x, θ) of every channel of `[B, C, …]`.
  fileprivate func cut(at thresholds: [Scalar]) -> Tensor {
    let channels = thresholds.count
    let size = count / (shape[0] * channels)
    var cut = scalars
    for index in cut.indices {
      cut[index] = Swift.min(cut[index], thresholds[index / size % channels])
    }
    return Tensor(cut, shape: shape)
  }
}
