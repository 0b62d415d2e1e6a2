internal import SNNTensor

/// The activations of one rectifier over calibration samples, channel by channel.
struct ActivationStatistics {
  /// The largest activation of each channel, 0 where there was none.
  private(set) var maxima: [Scalar]
  private var histograms: [[Int]]
  private var isCounting = false

  private static let bins = 4096

  init(channels: Int) {
    maxima = [Scalar](repeating: 0, count: channels)
    histograms = []
  }

  /// Takes activations in, `[B, C, …]`.
  mutating func add(_ activations: Tensor) {
    let channels = maxima.count
    let size = activations.count / (activations.shape[0] * channels)
    activations.scalars.withSpan { values in
      for plane in 0..<values.count / size {
        let channel = plane % channels
        let range = plane * size..<(plane + 1) * size
        if isCounting { count(values, range, channel) } else { raise(values, range, channel) }
      }
    }
  }

  private mutating func raise(_ values: Span<Scalar>, _ range: Range<Int>, _ channel: Int) {
    var largest = maxima[channel]
    for index in range { largest = max(largest, values[index]) }
    maxima[channel] = largest
  }

  private mutating func count(_ values: Span<Scalar>, _ range: Range<Int>, _ channel: Int) {
    let largest = maxima[channel]
    for index in range where values[index] > 0 {
      // A share first: a factor of 4096 over the largest could be infinite.
      let bin = Int(values[index] / largest * Scalar(Self.bins))
      histograms[channel][min(Self.bins - 1, bin)] += 1
    }
  }

  /// Ends the search for the maxima; the same activations are then taken in once more and counted.
  mutating func startCounting() {
    histograms = maxima.map { _ in [Int](repeating: 0, count: Self.bins) }
    isCounting = true
  }

  /// The percentile of the activations that are not zero, channel by channel: the upper end of the
  /// bin it falls into, of 4096 up to the maximum.
  func percentiles(_ percent: Scalar) -> [Scalar] {
    maxima.indices.map { channel in
      let counts = histograms[channel]
      let wanted = Double(percent) / 100 * Double(counts.reduce(0, +))
      var seen = 0
      for (bin, count) in counts.enumerated() {
        seen += count
        if Double(seen) >= wanted, count > 0 {
          return maxima[channel] * Scalar(bin + 1) / Scalar(Self.bins)
        }
      }
      return maxima[channel]
    }
  }
}

extension Array<Scalar> {
  fileprivate func withSpan(_ body: (Span<Scalar>) -> Void) { body(span) }
}
