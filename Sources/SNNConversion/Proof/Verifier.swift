internal import SNNFormats
internal import SNNLayers
public import SNNTensor

extension ConvertedNetwork {
  /// Compares the network with the one it was made of.
  ///
  /// - Parameters:
  ///   - original: the network as it was given to the converter.
  ///   - samples: rows as the networks take them.
  ///   - labels: their classes, for accuracies.
  ///   - key: the stream of random inputs.
  ///   - progress: is told how many samples are done.
  /// - Throws: what folding the original throws.
  /// - Precondition: at least one sample; as many labels, if any.
  public func verified(
    against original: NetworkGraph, on samples: Tensor, labels: [Int]? = nil,
    key: RandomKey = RandomKey(seed: 0)["verification"],
    progress: (_ done: Int) -> Void = { _ in }
  ) throws(FormatError) -> Verification {
    let rows = original.asSamples(samples)
    let count = rows.shape[0]
    require(count > 0, "verified: no samples")
    require(
      (labels?.count ?? count) == count, "verified: \(labels?.count ?? 0) labels for \(count)")
    var verifier = Verifier(self, original, try original.folded())
    let size = batchSize
    for first in stride(from: 0, to: count, by: size) {
      let range = first..<min(count, first + size)
      verifier.add(
        rows.slice(range), labels: labels.map { Array($0[range]) }, numbers: range, key: key)
      progress(range.upperBound)
    }
    return verifier.result
  }

  /// How many samples memory holds the sequences of: of the largest 16 million numbers.
  public var batchSize: Int {
    let largest = graph.nodes.map(\.shape.elementCount).max() ?? 1
    return max(1, min(256, (1 << 24) / max(1, largest * steps)))
  }
}

/// Gathers what is measured, batch by batch.
struct Verifier {
  private let network: ConvertedNetwork
  private let original: NetworkGraph
  /// The original with its norms folded once more, so that nothing the network holds is believed.
  private let reference: NetworkGraph
  /// The numbers of steps of the curve.
  private let points: [Int]

  private var samples = 0
  private var largestScore: Scalar = 0
  private var foldDifference: Scalar = 0
  private var right: Int?
  private var agreeing: [Int]
  private var rightAfter: [Int]
  private var spikesAfter: [Double]
  private var layers: [Int: LayerMeasurement] = [:]
  private var scoreError: Scalar = 0
  private var differing = 0
  private var promisedRight = 0
  private var settled = 0
  private var violations = 0
  private var cost: CostMeter

  init(_ network: ConvertedNetwork, _ original: NetworkGraph, _ reference: NetworkGraph) {
    (self.network, self.original, self.reference) = (network, original, reference)
    cost = CostMeter(network)
    let steps = network.steps
    points =
      network.method.hasSteps
      ? sequence(first: 1) { $0 < steps ? min(2 * $0, steps) : nil }.map { $0 } : [steps]
    agreeing = points.map { _ in 0 }
    rightAfter = agreeing
    spikesAfter = points.map { _ in 0 }
    for place in network.populations {
      layers[place] = LayerMeasurement(network, place)
    }
  }

  mutating func add(_ rows: Tensor, labels: [Int]?, numbers: Range<Int>, key: RandomKey) {
    let expected = original.scores(of: rows)
    let values = reference.results(of: rows)
    let folded = values[reference.output]
    for (left, right) in zip(expected.scalars, folded.scalars) {
      largestScore = max(largestScore, abs(left))
      // A comparison that NaN fails, so that it is not passed over.
      if !(abs(left - right) <= foldDifference) { foldDifference = abs(left - right) }
    }
    let answers = expected.argMax(alongAxis: -1)
    samples += rows.shape[0]
    if let labels { right = (right ?? 0) + zip(answers, labels).count { $0 == $1 } }

    // An encoder's spikes cost additions too.
    let isCoded = network.input.code != .analog
    var context = Context(
      mode: .inference, key: key, samples: Array(numbers), recording: isCoded ? [.spikes] : [])
    var responses: [ConvertedNetwork.Response] = []
    cost.addBatch(rows)
    let output = network.signals(of: rows, &context) { response in
      layers[response.place]?.add(response, activations: values[response.place])
      cost.add(response)
      for (index, steps) in points.enumerated() {
        spikesAfter[index] += response.fired.spikeCount(upTo: steps)
      }
      settled = max(settled, response.fired.lastActiveStep)
      if let once = network.neurons[response.place] as? FirstSpikeNeurons {
        violations += once.violations(in: response.drive)
      }
      // Sequences are large, and only the identity needs them together.
      if checksIdentity(numbers) { responses.append(response) }
    }
    for recording in context.recordings where recording.path == "input" {
      cost.addInput(recording.values)
    }
    if checksIdentity(numbers) {
      checkIdentity(rows, responses, numbers: numbers, key: key)
    }
    for (index, steps) in points.enumerated() {
      let found = network.scores(of: output, after: steps).argMax(alongAxis: -1)
      agreeing[index] += zip(found, answers).count { $0 == $1 }
      if let labels { rightAfter[index] += zip(found, labels).count { $0 == $1 } }
    }
    guard let promise else { return }
    let promised = promise == .scores ? folded : network.quantizedScores(of: rows)
    let scores = network.scores(of: output, after: network.steps)
    let classes = scores.shape[-1]
    for row in 0..<scores.shape[0] {
      var largest: Scalar = 0
      for place in row * classes..<(row + 1) * classes {
        let difference = abs(promised.scalars[place] - scores.scalars[place])
        if !(difference <= largest) { largest = difference }
      }
      if !(largest <= 1e-4) { differing += 1 }
      if !(largest <= scoreError) { scoreError = largest }
    }
    if let labels {
      promisedRight += zip(promised.argMax(alongAxis: -1), labels).count { $0 == $1 }
    }
  }

  private var promise: Verification.Exactness.Promise? {
    switch network.method {
    case .stbif: .quantizedScores
    case .ttfs: .scores
    default: nil
    }
  }

  private func checksIdentity(_ numbers: Range<Int>) -> Bool {
    network.method.keepsIdentity && numbers.lowerBound < Self.identitySamples
  }

  /// Drives worked out anew from what the layers before handed on, with the reference's weights.
  private mutating func checkIdentity(
    _ rows: Tensor, _ responses: [ConvertedNetwork.Response], numbers: Range<Int>, key: RandomKey
  ) {
    let byPlace = Dictionary(uniqueKeysWithValues: responses.map { ($0.place, $0) })
    var values: [Signal] = []
    for (place, node) in reference.nodes.enumerated() {
      if place == reference.input {
        var context = Context(mode: .inference, key: key, samples: Array(numbers))
        values.append(
          network.input.signal(
            of: rows, steps: network.steps, presentation: network.method.presentation, &context))
      } else if let response = byPlace[place] {
        let drive = values[node.inputs[0]]
        let corrected = (network.neurons[place] as? IntegratingNeurons)?.corrected(drive)
        layers[place]?.checkIdentity(response, drive: corrected ?? drive)
        values.append(response.carried)
      } else {
        values.append(
          node.operation(
            node.inputs.map { values[$0] },
            shapes: node.inputs.map { reference.nodes[$0].shape }, steps: network.steps,
            presentation: network.method.presentation))
      }
    }
  }

  /// How many samples the identity is checked on, for every neuron.
  private static let identitySamples = 64

  var result: Verification {
    let total = Scalar(samples)
    let curve = points.enumerated().map { index, steps in
      Verification.Point(
        steps: steps, agreement: Scalar(agreeing[index]) / total,
        accuracy: right == nil ? nil : Scalar(rightAfter[index]) / total,
        spikes: spikesAfter[index] / Double(samples))
    }
    return Verification(
      samples: samples,
      foldError: largestScore > 0 ? foldDifference / largestScore : foldDifference,
      originalAccuracy: right.map { Scalar($0) / total }, curve: curve,
      layers: network.populations.compactMap { layers[$0]?.result(samples: samples) },
      cost: cost.result,
      exactness: promise.map {
        Verification.Exactness(
          promise: $0, scoreError: scoreError, differing: differing,
          accuracy: right == nil ? nil : Scalar(promisedRight) / total,
          settled: $0 == .quantizedScores ? settled : nil,
          violations: $0 == .scores ? violations : nil)
      })
  }
}

extension ConvertedNetwork {
  /// The scores that the read-out has after some of the steps, `[B, C]`.
  func scores(of output: Signal, after count: Int) -> Tensor {
    switch output {
    case .constant(let scores), .impulse(let scores): return scores.detached
    case .sequence(let sequence):
      let start = readout.start(steps: count)
      let sum = sequence.detached.slice(start..<count).sum(alongAxis: 0)
      return method.presentation == .once ? sum : sum / Tensor(Scalar(count - start))
    }
  }

  /// The scores of the original network with every activation rounded to its neurons' levels.
  func quantizedScores(of rows: Tensor) -> Tensor {
    graph.results(of: rows) { place, activations in
      guard let tracked = neurons[place] as? TrackingNeurons else { return activations }
      return tracked.quantized(activations)
    }[graph.output]
  }
}

extension TrackingNeurons {
  /// q·clip(⌊x/q + ½⌋, 0, L) of `[B, C, …]`.
  func quantized(_ activations: Tensor) -> Tensor {
    let steps = thresholds
    let size = activations.count / (activations.shape[0] * steps.count)
    let top = Scalar(layer.model.levels)
    var values = activations.scalars
    for index in values.indices {
      let step = steps[index / size % steps.count]
      values[index] = min(max((values[index] / step + 0.5).rounded(.down), 0), top) * step
    }
    return Tensor(values, shape: activations.shape)
  }
}

extension Tensor {
  /// Σ|n| over the first steps of spikes `[T, …]`.
  func spikeCount(upTo steps: Int) -> Double {
    let inner = count / shape[0]
    let values = scalars.span
    var sum = 0.0
    for index in 0..<inner * Swift.min(steps, shape[0]) { sum += Double(values[index].magnitude) }
    return sum
  }

  /// The last step of spikes `[T, …]` in which there was one, from 1; 0 for none.
  var lastActiveStep: Int {
    let inner = Swift.max(1, count / shape[0])
    return (scalars.lastIndex { $0 != 0 }).map { $0 / inner + 1 } ?? 0
  }
}
