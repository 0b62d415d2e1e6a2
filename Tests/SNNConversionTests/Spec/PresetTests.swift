import Foundation
import SNNConversion
import SNNTestSupport
import Testing

/// Networks as torchvision and programs for CIFAR name their tensors, and what PyTorch computes.
struct PresetFixture: Decodable, CustomTestStringConvertible {
  struct Entry: Decodable {
    let name: String
    let shape: [Int]

    init(from decoder: any Decoder) throws {
      var pair = try decoder.unkeyedContainer()
      name = try pair.decode(String.self)
      shape = try pair.decode([Int].self)
    }
  }

  let preset: String
  let input: [Int]
  let tensors: [Entry]
  let scores: [[Double]]

  var testDescription: String { "\(preset) \(input) \(tensors.last?.name ?? "")" }

  static let all: [PresetFixture] = {
    let path = Bundle.module.path(forResource: "presets", ofType: "json", inDirectory: "Fixtures")
    let bytes = path.flatMap { FileManager.default.contents(atPath: $0) } ?? Data()
    return (try? JSONDecoder().decode([PresetFixture].self, from: bytes)) ?? []
  }()

  static func named(_ preset: NetworkPreset) throws -> PresetFixture {
    try #require(all.first { $0.preset == preset.rawValue })
  }

  /// The tensors with the numbers that the script gave them, and two samples.
  var network: (tensors: [(name: String, tensor: Tensor)], samples: Tensor) {
    var numbers = Numbers()
    let isSmall = preset.hasPrefix("vgg") || ["resnet18", "resnet34"].contains(preset)
    let tensors = self.tensors.map { entry in
      let shape = entry.shape.map { isSmall && $0 >= 64 && $0 != 1000 ? $0 / 16 : $0 }
      return (entry.name, numbers.tensor(Shape(shape), Self.bounds(entry.name, shape)))
    }
    return (tensors, numbers.tensor(Shape([2] + input), -1...1))
  }

  private static func bounds(_ name: String, _ shape: [Int]) -> ClosedRange<Double> {
    if name.hasSuffix("running_var") || name.hasSuffix("weight") && shape.count == 1 {
      return 0.5...1.5
    }
    if name.hasSuffix("weight") {
      let bound = (6 / Double(shape.dropFirst().reduce(1, *))).squareRoot()
      return -bound...bound
    }
    return -0.1...0.1
  }

  private struct Numbers {
    private var state: UInt32 = 1

    mutating func tensor(_ shape: Shape, _ range: ClosedRange<Double>) -> Tensor {
      var scalars = [Scalar](repeating: 0, count: shape.elementCount)
      for place in scalars.indices {
        state = 1_664_525 &* state &+ 1_013_904_223
        let turn = Double(state) / 4_294_967_296
        scalars[place] = Scalar(range.lowerBound + (range.upperBound - range.lowerBound) * turn)
      }
      return Tensor(scalars, shape: shape)
    }
  }
}

@Suite struct PresetTests {
  @Test func everyPresetHasAFixture() {
    #expect(
      Set(PresetFixture.all.map(\.preset)) == Set(NetworkPreset.allCases.map(\.rawValue)))
  }

  @Test(arguments: PresetFixture.all)
  func scoresAreThoseOfPyTorch(fixture: PresetFixture) throws {
    let preset = try #require(NetworkPreset(rawValue: fixture.preset))
    let (tensors, samples) = fixture.network
    let network = try preset.network(input: Shape(fixture.input), tensors: tensors)
    let scores = network.graph.scores(of: samples).slice(0..<10, alongAxis: 1)
    let expected = fixture.scores.map { $0.map { Scalar($0) } }
    let largest = expected.joined().map(abs).max() ?? 0
    expectClose(
      scores, Tensor(Array(expected.joined()), shape: [2, 10]), relative: 0,
      absolute: 2e-5 * largest)
  }

  /// A file lacks any one of its tensors, or has one more: it is another network.
  @Test(arguments: [NetworkPreset.lenet, .vgg11BN, .resnet18, .resnet20])
  func otherNetworksAreRefused(preset: NetworkPreset) throws {
    let fixture = try PresetFixture.named(preset)
    let tensors = fixture.network.tensors
    let input = Shape(fixture.input)
    for place in tensors.indices {
      let name = tensors[place].name
      // Linear layers, convolutions and norms may do without these.
      guard !name.hasSuffix("bias"), !(name.hasSuffix("weight") && tensors[place].tensor.rank == 1)
      else { continue }
      var rest = tensors
      rest.remove(at: place)
      #expect(throws: DataError.self, "without \(name)") {
        try preset.network(input: input, tensors: rest)
      }
    }
    let more = tensors + [("layer1.0.attention.weight", Tensor.ones([4, 4]))]
    #expect {
      try preset.network(input: input, tensors: more)
    } throws: {
      ($0 as? DataError)?.message
        == "\(preset.rawValue) has no place for “layer1.0.attention.weight”"
    }
  }

  @Test func presetsOfOtherDepthsAreRefused() throws {
    for (file, asked) in [
      (NetworkPreset.resnet34, NetworkPreset.resnet18), (.resnet18, .resnet34),
      (.vgg11, .vgg13), (.vgg16, .vgg13), (.vgg16BN, .vgg16), (.vgg16, .vgg16BN), (.lenet, .vgg11),
      (.resnet18, .resnet20), (.resnet18, .lenet),
    ] {
      let fixture = try PresetFixture.named(file)
      #expect(throws: DataError.self, "\(file) as \(asked)") {
        try asked.network(input: Shape(fixture.input), tensors: fixture.network.tensors)
      }
    }
  }

  @Test(arguments: ["module.", "model.", "_orig_mod."])
  func wordsBeforeAllNamesAreLeftOut(prefix: String) throws {
    let fixture = try PresetFixture.named(.resnet20)
    let tensors = fixture.network.tensors
    let plain = try NetworkPreset.resnet20.network(input: [3, 32, 32], tensors: tensors)
    let wrapped = try NetworkPreset.resnet20.network(
      input: [3, 32, 32], tensors: tensors.map { (prefix + $0.name, $0.tensor) })
    #expect(wrapped.graph.nodes.map(\.shape) == plain.graph.nodes.map(\.shape))
    #expect(wrapped.graph.nodes[1].name == prefix + "conv1")
  }

  @Test(arguments: [
    ([3, 100, 100], "the linear layers take 49 pixels of each channel"),
    ([224], "vgg11 takes images, not samples [224]"),
    ([3, 1 << 40, 224], "an input of shape [3, 1099511627776, 224] cannot be converted"),
    ([3, 448, 448], nil),
  ])
  func imagesOfOtherSizes(input: [Int], message: String?) throws {
    let tensors = try PresetFixture.named(.vgg11).network.tensors
    guard let message else {
      let network = try NetworkPreset.vgg11.network(input: Shape(input), tensors: tensors)
      #expect(network.graph.nodes.contains { $0.name == "averagepool1" })
      return
    }
    #expect {
      try NetworkPreset.vgg11.network(input: Shape(input), tensors: tensors)
    } throws: {
      ($0 as? DataError)?.message.hasPrefix(message) == true
    }
  }

  /// What is guessed is said.
  @Test func remarksSayWhatIsTakenForGranted() throws {
    func remarks(_ index: Int) throws -> [String] {
      let fixture = PresetFixture.all[index]
      let preset = try #require(NetworkPreset(rawValue: fixture.preset))
      return try preset.network(input: Shape(fixture.input), tensors: fixture.network.tensors)
        .remarks
    }
    for (index, fixture) in PresetFixture.all.enumerated() {
      let found = try remarks(index)
      switch fixture.preset {
      case "lenet": #expect(found.count == 1 && found[0].contains("a padding of"))
      case "resnet18":
        #expect(found.count == (fixture.input[1] == 32 ? 1 : 0))
      case "resnet20":
        let isProjected = fixture.tensors.contains { $0.name.contains("downsample") }
        #expect(found.count == (isProjected ? 0 : 1), "\(found)")
      case let preset where preset.hasPrefix("vgg"):
        // The linear layers take a number of each channel, of which there are more.
        let channels = fixture.tensors.last { $0.shape.count == 4 }?.shape[0]
        let features = fixture.tensors.first { $0.shape.count == 2 }?.shape[1]
        let isAveraged = fixture.input[1] >= 64 && channels == features
        #expect(found.count { $0.contains("mean of each channel") } == (isAveraged ? 1 : 0))
        #expect(
          found.allSatisfy { $0.contains("mean of each channel") || $0.contains("square weight") },
          "\(found)")
      default: #expect(found.allSatisfy { $0.contains("square weight") }, "\(found)")
      }
    }
  }
}
