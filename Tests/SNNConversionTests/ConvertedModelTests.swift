import SNNTestSupport
import Testing

@testable import SNNConversion

@Suite struct ConvertedModelTests {
  private static let methods: [ConversionMethod] = [
    .ltb, .max, .percentile(99), .calibrated(.light), .calibrated(.potential), .stbif(levels: 8),
    .ttfs(), .fewSpikes(), .burst(), .phase(period: 4),
  ]

  private func model(_ method: ConversionMethod, input: InputCode = .analog) throws
    -> (ConvertedModel, Dataset)
  {
    let graph = try RandomNetworks.cnn()
    let samples = RandomNetworks.samples(20, of: graph)
    let rows = samples.reshaped(to: [20, graph.inputShape.elementCount])
    let data = Dataset(
      name: "random", features: FeatureRows(rows.scalars.map { Double($0) }, width: rows.shape[1]),
      labels: (0..<20).map { $0 % 4 }, featureNames: (0..<rows.shape[1]).map { "pixel\($0)" },
      classNames: ["a", "b", "c", "d"], imageShape: graph.inputShape)
    var converter = NetworkConverter(method: method)
    if method.hasSteps, !method.isReadWhole { converter.steps = 6 }
    (converter.iterations, converter.input) = (20, input)
    let network = try converter.converted(graph, calibratedOn: samples)
    return (
      ConvertedModel(
        network: network, for: data, scaler: Scaler(fitting: data.features, kind: .none),
        origin: ConvertedModel.Origin(
          source: "weights.npz", sourceHash: "ab", input: converter.input, scope: converter.scope)
      ),
      data
    )
  }

  @Test(arguments: methods)
  func aSavedModelGivesTheSameBits(_ method: ConversionMethod) throws {
    let (model, data) = try model(method)
    try withTemporaryFolder { folder in
      let path = folder + "/model.safetensors"
      try model.save(to: path)
      let read = try ConvertedModel(contentsOf: path)
      #expect(try read.scores(of: data.features) == model.scores(of: data.features))
      #expect(read.origin == model.origin && read.provenance == model.provenance)
      #expect(read.featureNames == model.featureNames && read.classNames == model.classNames)
      let evaluation = try loadClassifier(contentsOf: path).evaluated(on: data)
      #expect(evaluation.answers == (try model.evaluated(on: data).answers))
    }
  }

  @Test(arguments: [InputCode.rate, .latency, .phase, .burst])
  func inputsOfSpikesAreSavedToo(_ input: InputCode) throws {
    let (model, data) = try model(.ltb, input: input)
    try withTemporaryFolder { folder in
      let path = folder + "/model.safetensors"
      try model.save(to: path)
      let read = try ConvertedModel(contentsOf: path)
      #expect(try read.scores(of: data.features) == model.scores(of: data.features))
    }
  }

  @Test func aTrainedModelSaysThatItIsNotConverted() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/model.safetensors"
      try SafetensorsFile(tensors: [], metadata: ["swift-snn": "2"]).write(to: path)
      #expect { try ConvertedModel(contentsOf: path) } throws: {
        "\($0)".contains("is not a converted model")
      }
    }
  }

  /// Every way to describe a network that its numbers do not fit.
  @Test(arguments: [
    ("\"steps\":6", "\"steps\":0"), ("\"steps\":6", "\"steps\":99999999999"),
    ("\"inputShape\":[2,9,9]", "\"inputShape\":[2,9]"),
    ("\"inputShape\":[2,9,9]", "\"inputShape\":[-2,9,9]"),
    ("\"inputShape\":[2,9,9]", "\"inputShape\":[4611686018427387904,9,9]"),
    ("\"inputs\":[0]", "\"inputs\":[17]"), ("\"inputs\":[0]", "\"inputs\":[-1]"),
    ("\"inputs\":[0]", "\"inputs\":[]"), ("\"kind\":\"convolution\"", "\"kind\":\"linear\""),
    ("\"kind\":\"convolution\"", "\"kind\":\"sigmoid\""), ("\"groups\":1", "\"groups\":0"),
    ("\"kernel\":[3,3]", "\"kernel\":[3]"), ("\"kernel\":[3,3]", "\"kernel\":[3,0]"),
    ("\"stride\":[2,2]", "\"stride\":[0,2]"), ("\"padding\":[1,1]", "\"padding\":[-1,1]"),
    ("\"limit\":6", "\"limit\":-6"), ("\"kind\":\"rectifier\"", "\"kind\":\"flatten\""),
    ("\"ltb\":{}", "\"burst\":{\"maximum\":0}"), ("\"ltb\":{}", "\"ttfs\":{\"margin\":0.5}"),
    ("\"input\":\"analog\"", "\"input\":\"rate\""),
    ("\"input\":\"analog\"", "\"input\":\"analog\",\"range\":{\"lower\":[0,0],\"upper\":[1,1]}"),
    ("\"groups\":1", "\"groups\":9223372036854775807"),
    ("\"kind\":\"add\"", "\"kind\":\"concatenation\""),
  ])
  func damagedDescriptionsAreRefused(_ change: (from: String, to: String)) throws {
    let (model, _) = try model(.ltb)
    try withTemporaryFolder { folder in
      let path = folder + "/model.safetensors"
      try model.save(to: path)
      var file = try SafetensorsFile(contentsOf: path)
      let text = try #require(file.metadata["network"])
      let place = try #require(text.firstRange(of: change.from))
      file.metadata["network"] = text.replacingCharacters(in: place, with: change.to)
      try file.write(to: path)
      #expect { try ConvertedModel(contentsOf: path) } throws: {
        ($0 as? FormatError)?.kind == .badData
      }
    }
  }

  /// What was measured is drawn, so that it has to be something that can have been.
  @Test(arguments: [
    ("\"steps\":1,", "\"steps\":0,"), ("\"agreement\":0.5", "\"agreement\":-5"),
    ("\"agreement\":0.5", "\"agreement\":3e38"), ("\"spikes\":7", "\"spikes\":-7"),
    ("\"originalAccuracy\":0.75", "\"originalAccuracy\":1.5"),
  ])
  func damagedMeasurementsAreRefused(_ change: (from: String, to: String)) throws {
    var (model, _) = try model(.ltb)
    model.origin.originalAccuracy = 0.75
    model.origin.curve = [.init(steps: 1, agreement: 0.5, accuracy: nil, spikes: 7)]
    try withTemporaryFolder { folder in
      let path = folder + "/model.safetensors"
      try model.save(to: path)
      #expect(try ConvertedModel(contentsOf: path).origin == model.origin)
      var file = try SafetensorsFile(contentsOf: path)
      let text = try #require(file.metadata["origin"])
      // The last key of an object has no comma behind it.
      let from = text.contains(change.from) ? change.from : String(change.from.dropLast())
      let to = from == change.from ? change.to : String(change.to.dropLast())
      let place = try #require(text.firstRange(of: from), "\(text)")
      file.metadata["origin"] = text.replacingCharacters(in: place, with: to)
      try file.write(to: path)
      #expect { try ConvertedModel(contentsOf: path) } throws: {
        ($0 as? FormatError)?.kind == .badData
      }
    }
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
