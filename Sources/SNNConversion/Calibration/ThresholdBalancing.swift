internal import SNNTensor

extension CalibrationSet {
  /// Thresholds by local balancing, layer by layer and channel by channel.
  ///
  ///     θ ← θ + 2·mean(max(x − θ, 0))
  ///
  /// x the activations of a batch, behind layers that already cut theirs off at θ.  Batches come
  /// round until no layer's thresholds have moved by a thousandth over fifty of them.
  ///
  /// - Parameter iterations: the most batches.
  /// - Reference: Bu, Li & Yu, *Inference-Scale Complexity in ANN-SNN Conversion for
  ///   High-Performance and Low-Power Applications*, 2025.
  func balancedThresholds(iterations: Int) -> [Int: [Scalar]] {
    var thresholds: [Int: [Scalar]] = [:]
    for (place, _) in rectifiers {
      thresholds[place] = [Scalar](repeating: 0, count: graph.nodes[place].shape[0])
    }
    let batches = batches
    let window = 50
    var before = thresholds
    for iteration in 0..<iterations {
      _ = graph.results(of: batches[iteration % batches.count]) { place, activations in
        guard let current = thresholds[place] else { return activations }
        let raised = zip(current, activations.meanExcess(over: current)).map { $0 + 2 * $1 }
        thresholds[place] = raised
        return activations.cut(at: raised)
      }
      if (iteration + 1) % window == 0 {
        let moved = thresholds.contains { place, values in
          let total = values.reduce(0, +)
          return total - (before[place] ?? []).reduce(0, +) > 1e-3 * total
        }
        if !moved { break }
        before = thresholds
      }
    }
    return thresholds
  }
}

extension Tensor {
  /// mean(max(x − θ, 0)) of every channel of `[B, C, …]`.
  fileprivate func meanExcess(over thresholds: [Scalar]) -> [Scalar] {
    let channels = thresholds.count
    let size = count / (shape[0] * channels)
    var sums = [Double](repeating: 0, count: channels)
    let values = scalars.span
    for plane in 0..<shape[0] * channels {
      let threshold = thresholds[plane % channels]
      var sum: Scalar = 0
      for index in plane * size..<(plane + 1) * size {
        sum += Swift.max(values[index] - threshold, 0)
      }
      sums[plane % channels] += Double(sum)
    }
    return sums.map { Scalar($0 / Double(shape[0] * size)) }
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
