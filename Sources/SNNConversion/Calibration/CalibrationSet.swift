internal import SNNLayers
internal import SNNTensor

/// Unlabelled samples in batches, with the original network to run them through.
struct CalibrationSet {
  let graph: NetworkGraph
  /// `[N] + sample`.
  let samples: Tensor

  /// Rows at once; of a batch's largest result 16 million numbers.
  private let batchSize: Int

  /// - Precondition: at least one sample, of the network's size.
  init(_ graph: NetworkGraph, _ rows: Tensor) {
    self.graph = graph
    samples = graph.asSamples(rows)
    require(samples.shape[0] > 0, "calibration needs at least one sample")
    let largest = graph.nodes.map(\.shape.elementCount).max() ?? 1
    batchSize = min(100, max(1, (1 << 24) / largest))
  }

  var count: Int { samples.shape[0] }

  var batches: [Tensor] {
    stride(from: 0, to: count, by: batchSize).map {
      samples.slice($0..<min(count, $0 + batchSize))
    }
  }

  /// The rectifiers, in the order in which they run.
  var rectifiers: [(place: Int, rectifier: Rectifier)] {
    graph.nodes.enumerated().compactMap { place, node in
      if case .rectifier(let rectifier) = node.operation { (place, rectifier) } else { nil }
    }
  }

  /// Statistics of every rectifier's activations, with histograms where percentiles are wanted.
  func statistics(counting: Bool) -> [Int: ActivationStatistics] {
    var result: [Int: ActivationStatistics] = [:]
    for (place, _) in rectifiers {
      result[place] = ActivationStatistics(channels: graph.nodes[place].shape[0])
    }
    let places = Array(result.keys)
    for pass in 0..<(counting ? 2 : 1) {
      if pass == 1 { for place in places { result[place]?.startCounting() } }
      for batch in batches {
        let values = graph.results(of: batch)
        for place in places { result[place]?.add(values[place]) }
      }
    }
    return result
  }
}
