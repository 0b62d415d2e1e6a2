import SNNTestSupport
import Testing

@testable import SNNConversion

@Suite struct ConversionTests {
  static let rates: [ConversionMethod] = [
    .ltb, .max, .percentile(), .calibrated(.light), .calibrated(.potential), .burst(), .phase(),
    .stbif(),
  ]

  private func verified(
    _ graph: NetworkGraph, _ method: ConversionMethod, steps: Int? = nil, input: InputCode = .analog
  ) throws -> Verification {
    var converter = NetworkConverter(method: method)
    if let steps { converter.steps = steps }
    converter.input = input
    converter.iterations = 100
    let network = try converter.converted(
      graph, calibratedOn: RandomNetworks.samples(64, of: graph))
    return try network.verified(
      against: graph, on: RandomNetworks.samples(32, of: graph, seed: 8))
  }

  @Test(arguments: rates)
  func everyNeuronSpendsWhatItTakesIn(_ method: ConversionMethod) throws {
    for graph in [try RandomNetworks.mlp(), try RandomNetworks.cnn()] {
      let proof = try verified(graph, method, steps: 16)
      #expect(proof.layers.allSatisfy { $0.identityError != nil })
      #expect(proof.complaints.isEmpty, "\(method.name): \(proof.complaints)")
    }
  }

  /// Of more rows than run at once, in the order of the rows.
  @Test func answersAreTheNetworksAfterAllSteps() throws {
    let graph = try RandomNetworks.mlp()
    var converter = NetworkConverter(method: .ltb)
    converter.steps = 3
    let samples = RandomNetworks.samples(300, of: graph)
    let network = try converter.converted(graph, calibratedOn: samples)
    #expect(network.batchSize < 300)
    let proof = try network.verified(against: graph, on: samples)
    let scores = SpikeDecoder.meanMembrane.scores(of: network(samples, key: RandomKey(seed: 0)))
    #expect(proof.answers == scores.argMax(alongAxis: -1))
    let originals = graph.scores(of: samples).argMax(alongAxis: -1)
    let agreeing = zip(proof.answers, originals).count { $0 == $1 }
    #expect(proof.final.agreement == Scalar(agreeing) / 300 && agreeing < 300)
  }

  @Test(arguments: InputCode.allCases)
  func everyNeuronSpendsWhatItTakesInOfAnyInput(_ input: InputCode) throws {
    let proof = try verified(try RandomNetworks.cnn(), .ltb, steps: 8, input: input)
    #expect(proof.complaints.isEmpty, "\(proof.complaints)")
  }

  @Test(arguments: rates)
  func longInferencesAgreeWithTheNetwork(_ method: ConversionMethod) throws {
    let steps: Int? = if case .stbif = method { 64 } else { 256 }
    let proof = try verified(try RandomNetworks.mlp(), method, steps: steps)
    #expect(proof.final.agreement >= 0.9, "\(method.name): \(proof.final.agreement)")
    for layer in proof.layers { #expect((layer.correlation ?? 0) >= 0.98, "\(layer)") }
  }

  /// Neurons that do something else than they say.
  private struct Faulty: Neurons {
    enum Fault: CaseIterable { case reset, threshold, bias }
    var honest: IntegratingNeurons
    let fault: Fault

    var thresholds: [Scalar] { honest.thresholds }

    func fired(by drive: Signal, steps: Int, _ context: inout Context) -> Tensor {
      switch fault {
      case .reset:
        // To zero instead of by subtraction.
        return IntegrateAndFire(
          threshold: .fixed(perChannel: thresholds.map { $0 / 2 }),
          convention: Convention(reset: .zero, timing: .sameStep))(
            drive.steps(steps), &context)
      case .threshold:
        let other = IntegratingNeurons(
          thresholds: thresholds.map { $0 * 1.01 },
          start: .fixed(perChannel: thresholds.map { $0 / 2 }))
        return other.fired(by: drive, steps: steps, &context)
      case .bias:
        let shifted = Tensor(0.01) + drive.steps(steps)
        return honest.fired(by: .sequence(shifted), steps: steps, &context)
      }
    }

    func carried(by fired: Tensor, of drive: Signal) -> Signal {
      honest.carried(by: fired, of: drive)
    }
  }

  @Test(arguments: Faulty.Fault.allCases)
  private func plantedFaultsAreFound(_ fault: Faulty.Fault) throws {
    let graph = try RandomNetworks.cnn()
    let samples = RandomNetworks.samples(16, of: graph)
    var converter = NetworkConverter(method: .ltb)
    (converter.steps, converter.iterations) = (8, 20)
    var network = try converter.converted(graph, calibratedOn: samples)
    #expect(try network.verified(against: graph, on: samples).identityHolds)
    for (place, neurons) in network.neurons {
      let honest = try #require(neurons as? IntegratingNeurons)
      network.neurons[place] = Faulty(honest: honest, fault: fault)
      let proof = try network.verified(against: graph, on: samples)
      #expect(!proof.identityHolds, "\(fault) at \(place)")
      #expect(!proof.complaints.isEmpty)
      network.neurons[place] = honest
    }
  }

  @Test func changedWeightsAreFound() throws {
    let graph = try RandomNetworks.mlp()
    let samples = RandomNetworks.samples(16, of: graph)
    let network = try NetworkConverter(method: .ltb).converted(graph, calibratedOn: samples)
    let other = try RandomNetworks.mlp(seed: 2)
    let proof = try network.verified(against: other, on: samples)
    #expect(!proof.identityHolds)
  }

  @Test func trackedSpikesGiveTheQuantizedNetworksScores() throws {
    for graph in [try RandomNetworks.mlp(), try RandomNetworks.cnn()] {
      let proof = try verified(graph, .stbif(levels: 8), steps: 96)
      let exactness = try #require(proof.exactness)
      #expect(exactness.promise == .quantizedScores)
      #expect(exactness.scoreError <= 1e-4)
      #expect((exactness.settled ?? .max) < 96)
    }
  }

  @Test func firstSpikesGiveTheNetworksScores() throws {
    for graph in [try RandomNetworks.mlp(), try RandomNetworks.cnn()] {
      let proof = try verified(graph, .ttfs())
      let exactness = try #require(proof.exactness)
      #expect(exactness.scoreError <= 1e-3)
      #expect(proof.final.agreement == 1)
      for layer in proof.layers { #expect(layer.spikes <= Double(layer.neurons)) }
    }
  }

  /// The worst sum of a window is what its largest input sums to, however its inputs come.
  @Test func poolsOfVaryingDrivesGiveTheLargestSum() throws {
    let drives = Tensor([3, 0, 0, 2, 0, 2], shape: [3, 1, 1, 1, 2])
    let pool = SNNConversion.Operation.maxPool(Windows(kernel: Extent(1, 2)))
    let pooled = pool(
      [.sequence(drives)], shapes: [[1, 1, 2]], steps: 3)
    // Sums [3, 0], [3, 2], [3, 4]: the largest gains 3, 0 and 1, which is 4 and not 3 + 2 + 2.
    #expect(pooled.steps(3) == Tensor([3, 0, 1], shape: [3, 1, 1, 1, 1]))
  }

  @Test func fewSpikesAgree() throws {
    let proof = try verified(try RandomNetworks.cnn(), .fewSpikes(digits: 10))
    #expect(proof.final.agreement >= 0.95)
  }

  @Test func settledFewSpikesGiveTheScoresOfTheirDigits() throws {
    for graph in [try RandomNetworks.mlp(), try RandomNetworks.cnn()] {
      let proof = try verified(graph, .fewSpikes(digits: 5))
      let exactness = try #require(proof.exactness)
      #expect(exactness.promise == .quantizedScores && exactness.scoreError <= 1e-4)
    }
  }

  @Test func anUnsettledNetworkPromisesNothing() throws {
    let proof = try verified(try RandomNetworks.cnn(), .stbif(levels: 8), steps: 2)
    #expect(try #require(proof.exactness).isUnsettled && proof.complaints.isEmpty)
  }

  /// Settings that would read a part of a code as if it were the whole.
  @Test(arguments: [
    (ConversionMethod.phase(period: 8), InputCode.analog, 12, Readout.immediate),
    (.phase(period: 8), .analog, 16, .delayed(4)), (.ltb, .phase, 12, .immediate),
    (.ltb, .phase, 16, .delayed(2)), (.ltb, .latency, 16, .delayed(2)),
    (.ttfs(), .analog, 2, .immediate), (.stbif(), .analog, 32, .delayed(2)),
  ])
  func partsOfCodesAreRefused(
    _ method: ConversionMethod, _ input: InputCode, _ steps: Int, _ readout: Readout
  ) {
    var converter = NetworkConverter(method: method)
    (converter.steps, converter.input, converter.readout) = (steps, input, readout)
    #expect(converter.complaint != nil)
  }

  @Test func aNetworkOfOtherLayersIsNotCompared() throws {
    let graph = try RandomNetworks.mlp()
    let samples = RandomNetworks.samples(4, of: graph)
    let network = try NetworkConverter(method: .max).converted(graph, calibratedOn: samples)
    var shorter = try NetworkGraph(input: [10])
    try shorter.append(.rectifier(.relu), named: "only", to: [0])
    #expect {
      try network.verified(against: shorter, on: samples)
    } throws: { ($0 as? FormatError)?.kind == .badData && "\($0)".contains("only") }
  }

  /// Rows of pixels are features to a model that starts with Linear.
  @Test func modelsOfRowsTakeImages() throws {
    var generator = RandomKey(seed: 1).generator
    let data = Dataset(
      name: "dots", features: FeatureRows((0..<36).map { Double($0 % 7) }, width: 9),
      labels: [0, 1, 0, 1], featureNames: (0..<9).map { "p\($0)" }, classNames: ["a", "b"],
      imageShape: [1, 3, 3])
    let rows = Sequential {
      Linear(9, 5, using: &generator)
      ReLU()
      Linear(5, 2, using: &generator)
    }
    let images = Sequential {
      Conv2d(1, 2, kernel: 2, using: &generator)
      ReLU()
      Flatten()
      Linear(8, 2, using: &generator)
    }
    for model in [rows, images] {
      var network = try converted(model, calibratedOn: data)
      #expect(network.evaluated(on: data, loss: .meanMembraneCrossEntropy).answers.count == 4)
      // Conversion is an initialisation: everything can be trained further.
      network.steps = 4
      var trainer = Trainer(
        network, loss: .meanMembraneCrossEntropy, optimizer: Adam(learningRate: 1e-2),
        batchSize: 4, seed: 0)
      let before = trainer.model.evaluated(on: data, loss: .meanMembraneCrossEntropy).loss
      try trainer.fit(data, epochs: 20)
      #expect(trainer.model.evaluated(on: data, loss: .meanMembraneCrossEntropy).loss < before)
    }
  }

  /// Weights that training has changed are those whose scores first spikes then give.
  @Test func changedFirstSpikesAreHeldToTheirOwnWeights() throws {
    let graph = try RandomNetworks.mlp()
    let samples = RandomNetworks.samples(16, of: graph)
    let network = try NetworkConverter(method: .ttfs()).converted(graph, calibratedOn: samples)
    var changed = network
    let place = try #require(
      changed.graph.nodes.lastIndex { if case .linear = $0.operation { true } else { false } })
    guard case .linear(var layer) = changed.graph.nodes[place].operation else { return }
    layer.bias = layer.bias + Tensor(1)
    changed.graph.replace(operationAt: place, by: .linear(layer))
    #expect(!(try changed.verified(against: graph, on: samples).exactnessHolds))
    let proof = try changed.verified(against: graph, withWeights: changed.graph, on: samples)
    #expect(proof.exactnessHolds && proof.complaints.isEmpty, "\(proof.complaints)")
  }

  /// A row that is no number in the middle of others is not passed over.
  @Test func numbersThatAreNoneFailTheProof() throws {
    let graph = try RandomNetworks.mlp()
    let samples = RandomNetworks.samples(8, of: graph)
    let network = try NetworkConverter(method: .ttfs()).converted(graph, calibratedOn: samples)
    var rows = samples
    rows.updateScalars { $0[25] = .infinity }
    let proof = try network.verified(against: graph, on: rows)
    #expect(!proof.foldingHolds && !proof.exactnessHolds && proof.complaints.count == 2)
  }
}
