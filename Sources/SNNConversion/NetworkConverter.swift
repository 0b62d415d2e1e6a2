public import SNNFormats
internal import SNNSpiking
public import SNNTensor

/// Turns an ordinary network into a spiking one.
///
///     var converter = NetworkConverter(method: .ltb)
///     converter.steps = 16
///     let network = try converter.converted(graph, calibratedOn: samples)
///
/// Weights stay as they are: every channel gets a threshold θ of its own, in units of the network's
/// activations, and a spike carries θ.  Membranes start at θ/2, so that a rate is the nearest and not
/// the next lower one.
public struct NetworkConverter: Sendable {
  /// How thresholds are found, and how spikes carry numbers.
  public var method: ConversionMethod

  /// T, the steps of an inference; 32, K for few spikes and a whole number of periods for phases.
  public var steps: Int

  /// How samples come in.
  public var input = InputCode.analog

  /// Whether every channel has a threshold of its own.
  public var scope = ThresholdScope.channel

  /// From which step on the read-out counts; nil to leave out about as many steps as the first
  /// spikes need.
  public var readout: Readout? = Readout.immediate

  /// The updates of a threshold by balancing, shared among the batches of calibration.
  public var iterations = 300

  /// A converter with the method's own number of steps.
  public init(method: ConversionMethod = .ltb) {
    self.method = method
    switch method {
    case .fewSpikes(let digits): steps = digits
    case .ttfs: steps = 1
    case .phase(let period): steps = 4 * period
    default: steps = 32
    }
  }

  /// What is wrong with the settings, as a sentence; nil when they fit together.
  public var complaint: String? {
    if let complaint = method.complaint { return complaint }
    if !(1...4096).contains(steps) { return "steps must lie in 1...4096, not \(steps)" }
    if !(1...1_000_000).contains(iterations) {
      return "iterations must lie in 1...1000000, not \(iterations)"
    }
    if input != .analog {
      switch method {
      case .stbif, .fewSpikes, .ttfs:
        return "\(method.name) takes numbers in; \(input.rawValue) input is for codes of rates"
      default: break
      }
    }
    switch method {
    case .fewSpikes(let digits) where steps != digits:
      return "few-spikes takes as many steps as digits, \(digits), not \(steps)"
    case .ttfs where steps != 1: return "ttfs takes one step, not \(steps)"
    case .phase(let period) where !steps.isMultiple(of: period):
      return "phase takes whole periods of \(period) steps, not \(steps)"
    default: break
    }
    if input == .phase, !InputCoding.fitsPhases(steps) {
      return
        "phase input takes whole periods of \(InputCoding.period) steps, or less than one, not "
        + "\(steps)"
    }
    if readout != .immediate, method.isReadWhole || input.isReadWhole {
      let code = method.isReadWhole ? method.name : "\(input.rawValue) input"
      return "the read-out cannot be delayed with \(code), of which only all steps together say a "
        + "number"
    }
    return nil
  }

  /// Converts a network.
  ///
  /// - Parameters:
  ///   - graph: what a file or a trained model holds.
  ///   - samples: rows as the network takes them, without labels, `[N, F]` or `[N] + sample`; a
  ///     thousand from the training data are plenty.
  /// - Throws: an error of kind `badData` when a node has no spiking form or no number is finite.
  /// - Precondition: the settings have no `complaint`, and there are samples of the network's size.
  public func converted(
    _ graph: NetworkGraph, calibratedOn samples: Tensor
  ) throws(FormatError) -> ConvertedNetwork {
    require(complaint == nil, complaint ?? "")
    let folded = try graph.folded()
    try method.check(folded)
    let set = CalibrationSet(folded, samples)
    try set.checkNumbers()
    let found = usable(thresholds(set), set)
    try check(found, folded)
    let range =
      input == .analog && method.timeMargin == nil
      ? nil : InputRange(of: set.samples, margin: method.timeMargin ?? 0)
    let network = ConvertedNetwork(
      graph: folded, method: method, steps: steps,
      readout: readout ?? set.readout(thresholds: found),
      input: InputCoding(code: input, range: range, isTimed: method.timeMargin != nil),
      neurons: neurons(found, folded))
    guard case .calibrated(let correction) = method else { return network }
    return network.corrected(correction, on: set.samples)
  }

  /// Thresholds as the method finds them, 0 for channels that were never active.
  private func thresholds(_ set: CalibrationSet) -> [Int: [Scalar]] {
    switch method {
    case .ltb: set.balancedThresholds(iterations: iterations)
    case .max, .ttfs, .fewSpikes: set.statistics(counting: false).mapValues(\.maxima)
    case .percentile(let percent):
      set.statistics(counting: true).mapValues { $0.percentiles(percent) }
    case .stbif, .burst, .phase:
      set.statistics(counting: true).mapValues { $0.percentiles(99.9) }
    case .calibrated: set.leastSquaresThresholds(steps: steps)
    case .qcfs:
      Dictionary(
        uniqueKeysWithValues: set.rectifiers.map { place, rectifier in
          (
            place,
            [Scalar](repeating: rectifier.limit ?? 0, count: set.graph.nodes[place].shape[0])
          )
        })
    }
  }

  /// Thresholds a neuron can have: one for a layer if so wanted, those of silent channels like the
  /// largest of their layer, none below a 32nd of that, where drives would be so many thresholds
  /// that rounding shows, and none with which a neuron says more than the rectifier's own limit.
  private func usable(_ thresholds: [Int: [Scalar]], _ set: CalibrationSet) -> [Int: [Scalar]] {
    let limits = Dictionary(
      uniqueKeysWithValues: set.rectifiers.map { ($0.place, $0.rectifier.limit) })
    return Dictionary(
      uniqueKeysWithValues: thresholds.map { place, values in
        let largest = values.max() ?? 0
        let fallback = largest > 0 ? largest : 1
        let limit = ((limits[place] ?? nil) ?? .infinity) / method.reach
        let own = values.map { scope == .layer || !($0 > 0) ? fallback : $0 }
        return (place, own.map { min(max($0, largest / 32), limit) })
      })
  }

  /// Refuses thresholds that neurons cannot have.
  private func check(_ thresholds: [Int: [Scalar]], _ graph: NetworkGraph) throws(FormatError) {
    let range: ClosedRange<Scalar> = 1e-7...1e11
    for (place, values) in thresholds.sorted(by: { $0.key < $1.key }) {
      guard let odd = values.first(where: { !range.contains($0) }) else { continue }
      throw FormatError(
        layer: graph.nodes[place].name, "rectifier",
        "would need a threshold of \(odd), and those in \(range) are possible",
        hint: "check that the samples are scaled as the network was trained, and its weights")
    }
  }

  private func neurons(
    _ thresholds: [Int: [Scalar]], _ graph: NetworkGraph
  ) -> [Int: any Neurons] {
    if case .ttfs(let margin) = method {
      return graph.firstSpikeNeurons(
        largest: thresholds.mapValues { $0.max() ?? 1 }, margin: margin)
    }
    return thresholds.mapValues { method.neurons(thresholds: $0) }
  }
}

/// Who has a threshold of his own.
public enum ThresholdScope: String, Sendable, Codable, CaseIterable {
  /// Every channel, or every feature of samples `[F]`.
  case channel
  /// Every layer: what older methods do, and what deep networks with batch norms do not survive.
  case layer
}
