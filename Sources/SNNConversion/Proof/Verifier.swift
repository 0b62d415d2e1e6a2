internal import SNNFormats
internal import SNNLayers
public import SNNTensor

extension ConvertedNetwork {
  /// Compares the network with the one it was made of.
  ///
  /// - Parameters:
  ///   - original: the network as it was given to the converter.
  ///   - weights: the weights the network has now, folded, when it was trained further; nil for the
  ///     original's.  Answers are compared with the original's, layers with these.
  ///   - samples: rows as the networks take them.
  ///   - labels: their classes, for accuracies.
  ///   - key: the stream of random inputs.
  ///   - progress: is told how many samples are done.
  /// - Throws: what folding the original throws, and an error of kind `badData` that names the first
  ///   node in which the two networks differ.
  /// - Precondition: at least one sample; as many labels, if any.
  public func verified(
    against original: NetworkGraph, withWeights weights: NetworkGraph? = nil, on samples: Tensor,
    labels: [Int]? = nil,
    key: RandomKey = RandomKey(seed: 0)["verification"],
    progress: (_ done: Int) -> Void = { _ in }
  ) throws(FormatError) -> Verification {
    let rows = original.asSamples(samples)
    let count = rows.shape[0]
    require(count > 0, "verified: no samples")
    require(
      (labels?.count ?? count) == count, "verified: \(labels?.count ?? 0) labels for \(count)")
    let folded = try original.folded()
    try check(isMadeOf: folded)
    var verifier = Verifier(self, original, folded, weights: weights ?? folded)
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
    let longest = max(steps, method.silencingSteps ?? 0)
    return max(1, min(256, (1 << 24) / max(1, largest * longest)))
  }
}

/// Gathers what is measured, batch by batch.
struct Verifier {
  private let network: ConvertedNetwork
  private let original: NetworkGraph
  /// The original with its norms folded once more, so that nothing the network holds is believed.
  private let folded: NetworkGraph
  /// The same, or what training has made of it since.
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
  private var answers: [Int] = []
  private var layers: [Int: LayerMeasurement] = [:]
  private var scoreError: Scalar = 0
  private var tolerance: Scalar = 0
  private var differing = 0
  private var promisedRight = 0
  private var settled = 0
  private var violations = 0
  private var cost: CostMeter

  init(
    _ network: ConvertedNetwork, _ original: NetworkGraph, _ folded: NetworkGraph,
    weights: NetworkGraph
  ) {
    (self.network, self.original) = (network, original)
    (self.folded, reference) = (folded, weights)
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
    let folded = folded.scores(of: rows)
    for (left, right) in zip(expected.scalars, folded.scalars) {
      largestScore = max(largestScore, abs(left))
      foldDifference = foldDifference.worse(abs(left - right))
    }
    let originals = expected.argMax(alongAxis: -1)
    samples += rows.shape[0]
    if let labels { right = (right ?? 0) + zip(originals, labels).count { $0 == $1 } }

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
        violations += once.violations(
          in: response.drive, of: network.graph.nodes[response.place].operation)
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
      agreeing[index] += zip(found, originals).count { $0 == $1 }
      if let labels { rightAfter[index] += zip(found, labels).count { $0 == $1 } }
      if steps == points.last { answers += found }
    }
    guard let promise else { return }
    let promised =
      promise == .scores ? values[reference.output] : network.quantizedScores(of: rows)
    let scores = network.scores(of: output, after: network.steps)
    let allowed = tolerance(of: promised)
    tolerance = max(tolerance, allowed)
    let classes = scores.shape[-1]
    for row in 0..<scores.shape[0] {
      var largest: Scalar = 0
      for place in row * classes..<(row + 1) * classes {
        largest = largest.worse(abs(promised.scalars[place] - scores.scalars[place]))
      }
      if !(largest <= allowed) { differing += 1 }
      scoreError = scoreError.worse(largest)
    }
    if let labels {
      promisedRight += zip(promised.argMax(alongAxis: -1), labels).count { $0 == $1 }
    }
  }

  private var promise: Verification.Exactness.Promise? {
    switch network.method {
    case .stbif, .fewSpikes: .quantizedScores
    case .ttfs: .scores
    default: nil
    }
  }

  /// What scores may differ by for rounding.
  private func tolerance(of scores: Tensor) -> Scalar {
    let largest = scores.scalars.reduce(1) { max($0, abs($1)) }
    return (promise == .scores ? 1e-3 : 1e-4) * largest
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
          network.inputSignal(of: rows, steps: network.steps, &context))
      } else if let response = byPlace[place] {
        let drive = values[node.inputs[0]]
        let corrected = (network.neurons[place] as? IntegratingNeurons)?.corrected(drive)
        layers[place]?.checkIdentity(response, drive: corrected ?? drive)
        values.append(response.carried)
      } else {
        values.append(
          node.operation(
            node.inputs.map { values[$0] },
            shapes: node.inputs.map { reference.nodes[$0].shape }, steps: network.steps))
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
      originalAccuracy: right.map { Scalar($0) / total }, answers: answers, curve: curve,
      layers: network.populations.compactMap { layers[$0]?.result(samples: samples) },
      cost: cost.result,
      exactness: promise.map {
        Verification.Exactness(
          promise: $0, scoreError: scoreError, tolerance: tolerance, differing: differing,
          accuracy: right == nil ? nil : Scalar(promisedRight) / total,
          settled: network.method.carriesSums ? settled : nil,
          violations: $0 == .scores ? violations : nil, steps: network.steps)
      })
  }
}

extension ConvertedNetwork {
  /// The scores that the read-out has after some of the steps, `[B, C]`.
  func scores(of output: Signal, after count: Int) -> Tensor {
    output.answer(in: readout.start(steps: count)..<count).detached
  }

  /// Refuses a network of other layers than this one's.
  private func check(isMadeOf folded: NetworkGraph) throws(FormatError) {
    let pairs = zip(graph.nodes, folded.nodes)
    let differing = pairs.first {
      $0.shape != $1.shape || $0.inputs != $1.inputs
        || $0.operation.kindName != $1.operation.kindName
    }
    guard differing != nil || graph.nodes.count != folded.nodes.count else { return }
    let (own, other) = differing ?? (graph.nodes[graph.output], folded.nodes[folded.output])
    throw FormatError(
      layer: other.name, other.operation.kindName,
      "gives \(other.shape), where the converted network has “\(printable(own.name, limit: 200))” "
        + "(\(own.operation.kindName)) of \(own.shape)",
      hint: "compare a model with the network it was made of")
  }

  /// The scores of the original network with every activation brought to its neurons' levels.
  func quantizedScores(of rows: Tensor) -> Tensor {
    graph.results(of: rows) { place, activations in
      (neurons[place] as? any LevelledNeurons)?.quantized(activations) ?? activations
    }[graph.output]
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
