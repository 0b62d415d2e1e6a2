internal import SNNFormats
internal import SNNSpiking
internal import SNNTensor

extension ConversionMethod {
  /// What is wrong with the method's own settings, as a sentence.
  var complaint: String? {
    switch self {
    case .ltb, .max, .calibrated: nil
    case .percentile(let percent):
      percent > 0 && percent <= 100
        ? nil : "a percentile must lie in 0...100 and not be 0, not \(percent)"
    case .stbif(let levels):
      (1...65536).contains(levels) ? nil : "levels must lie in 1...65536, not \(levels)"
    case .ttfs(let margin):
      (0...1000).contains(margin) ? nil : "the margin must lie in 0...1000, not \(margin)"
    case .fewSpikes(let digits):
      (1...24).contains(digits) ? nil : "digits must lie in 1...24, not \(digits)"
    case .qcfs(let silencing):
      (1...4096).contains(silencing ?? 1)
        ? nil : "the steps before silencing must lie in 1...4096, not \(silencing ?? 0)"
    case .burst(let maximum):
      (1...1024).contains(maximum) ? nil : "spikes a step must lie in 1...1024, not \(maximum)"
    case .phase(let period):
      (1...24).contains(period) ? nil : "a period must lie in 1...24 steps, not \(period)"
    }
  }

  /// The most that a neuron says of an activation, in units of the threshold that `neurons` is given.
  var reach: Scalar {
    if case .burst(let maximum) = self { Scalar(maximum) / 2 } else { 1 }
  }

  /// How much longer windows are than calibration asks for, where numbers are times; else nil.
  var timeMargin: Scalar? {
    if case .ttfs(let margin) = self { margin } else { nil }
  }

  /// Refuses rectifiers that the method has no neurons for.
  func check(_ graph: NetworkGraph) throws(FormatError) {
    for node in graph.nodes {
      guard case .rectifier(let rectifier) = node.operation else { continue }
      switch self {
      case .qcfs where rectifier.levels == nil:
        throw FormatError(
          layer: node.name, "rectifier", "was not trained with levels, which qcfs needs",
          hint: "convert with another method, such as ltb")
      case .ttfs where rectifier.levels != nil, .fewSpikes where rectifier.levels != nil:
        throw FormatError(
          layer: node.name, "rectifier", "rounds to levels, which \(name) cannot express",
          hint: "convert with qcfs, or with stbif")
      default: continue
      }
    }
  }

  /// The neurons of one rectifier.
  /// - Precondition: not the timed method, whose neurons depend on those before them.
  func neurons(thresholds: [Scalar]) -> any Neurons {
    let half = Coefficient.fixed(perChannel: thresholds.map { $0 / 2 })
    switch self {
    case .ltb, .max, .percentile, .calibrated, .qcfs, .ttfs:
      return IntegratingNeurons(thresholds: thresholds, start: half)
    case .burst(let maximum):
      let halves = thresholds.map { $0 / 2 }
      return IntegratingNeurons(
        thresholds: halves, start: .fixed(perChannel: halves.map { $0 / 2 }), maximum: maximum)
    case .stbif(let levels):
      return TrackingNeurons(thresholds: thresholds.map { $0 / Scalar(levels) }, levels: levels)
    case .fewSpikes(let digits):
      // The largest activation is then the largest number of K digits.
      let share = 1 - 1 / Scalar(1 << digits)
      return FewSpikesNeurons(thresholds: thresholds.map { $0 / share }, digits: digits)
    case .phase(let period):
      return PhaseNeurons(thresholds: thresholds, period: period)
    }
  }
}

extension NetworkGraph {
  /// Neurons that fire once, in windows one behind the other.
  ///
  /// A window opens when all that its neurons take has arrived, which spikes that come by a shorter
  /// way wait for.
  func firstSpikeNeurons(largest: [Int: Scalar], margin: Scalar) -> [Int: any Neurons] {
    // The input is spikes too, in a window of length 1.
    var arrival = [Scalar](repeating: 1, count: nodes.count)
    var result: [Int: any Neurons] = [:]
    for (place, node) in nodes.enumerated() where place != input {
      arrival[place] = node.inputs.map { arrival[$0] }.max() ?? 1
      guard case .rectifier(let rectifier) = node.operation, let top = largest[place] else {
        continue
      }
      let length = min((1 + margin) * top, rectifier.limit ?? .infinity)
      result[place] = FirstSpikeNeurons(window: arrival[place]...arrival[place] + length)
      arrival[place] += length
    }
    return result
  }
}
