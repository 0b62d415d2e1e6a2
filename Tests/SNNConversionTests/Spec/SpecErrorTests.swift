import SNNConversion
import SNNTestSupport
import Testing

/// Specs that do not fit the tensors: what is wrong is said, and where.
@Suite struct SpecErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let message: String
    let input: Shape
    let layers: [LayerSpec.Kind]
    var testDescription: String { message }

    init(_ message: String, _ input: Shape, _ layers: LayerSpec...) {
      self.message = message
      self.input = input
      self.layers = layers.map(\.kind)
    }
  }

  private static let tensors: [(name: String, tensor: Tensor)] = [
    ("fc.weight", .ones([2, 3])), ("fc.bias", .ones([2])), ("conv.weight", .ones([4, 2, 3, 3])),
    ("signal.weight", .ones([4, 2, 3])), ("empty", .ones([4, 2, 0, 3])), ("none", .ones([0, 3])),
    ("bn.running_mean", .ones([2])), ("bn.running_var", .ones([2])), ("bn.weight", .ones([3])),
    ("flat.running_mean", .zeros([2])), ("flat.running_var", Tensor([1, -1])),
    ("lone.running_mean", .ones([2])), ("keras.moving_mean", .ones([2])),
    ("keras.moving_variance", .ones([2])), ("act.thresh", .zeros([1])), ("pair", .ones([2])),
    ("wild.running_mean", Tensor([3e38, 0])), ("wild.running_var", Tensor([1e-30, 1])),
  ]

  static let cases = [
    Case("there is no tensor “fx.weight”", [3], .linear("fx")),
    Case("there is no tensor “b”", [3], .linear("fc", bias: .tensor("b"))),
    Case("the linear layer “fc” takes features, but is given [3, 1, 1]", [3, 1, 1], .linear("fc")),
    Case("the weight “fc.weight” is [2, 3], which is not [outputs, inputs]", [2], .linear("fc")),
    Case("layer “fc” (linear) takes 3 features, but is given [5]", [5], .linear("fc")),
    Case(
      "layer “fc” (linear) takes 2 features, but is given [3]", [3],
      .linear("fc", bias: .absent, layout: .inOut)),
    Case(
      "the bias “pair” is [2], expected [3]", [2],
      .linear(
        "fc", bias: .tensor("pair"), layout: .inOut)),
    Case("the linear layer's weight “conv.weight” is [4, 2, 3, 3]", [2], .linear("conv")),
    Case("the linear layer's weight “none” is [0, 3]", [3], .linear("none")),
    Case("the convolution's weight “fc.weight” is [2, 3]", [2, 5, 5], .convolution("fc")),
    Case("the convolution's weight “empty” is [4, 2, 0, 3]", [2, 5, 5], .convolution("empty")),
    Case("the convolution's weight “signal.weight”", [2, 5, 5], .convolution("signal")),
    Case("the convolution's weight “conv.weight”", [2, 5], .convolution("conv")),
    Case("layer “conv” (convolution) takes 2 channels", [3, 5, 5], .convolution("conv")),
    Case("layer “conv” (convolution) takes 2 channels", [2], .convolution("conv", padding: .same)),
    Case("layer “conv” (convolution) has windows larger", [2, 2, 2], .convolution("conv")),
    Case("4 channels do not fall into 3 groups", [6, 5, 5], .convolution("conv", groups: 3)),
    Case("a height and a width are given", [2, 5], .convolution("signal", stride: .sides(1, 1))),
    Case("there is no tensor “cn.running_mean”", [2], .batchNorm("cn")),
    Case("there is no tensor “lone.running_var”", [2], .batchNorm("lone")),
    Case("the batch norm's tensor “bn.weight” is [3]", [2], .batchNorm("bn")),
    Case("layer “keras” (batch norm) is for 2 channels", [3], .batchNorm("keras", epsilon: 1e-3)),
    Case("the batch norm “keras” needs an epsilon", [2], .batchNorm("keras")),
    Case("the variances “flat.running_var” are not all larger than 0", [2], .batchNorm("flat")),
    Case(
      "the batch norm “wild” comes to numbers that are not finite", [2],
      .batchNorm("wild", epsilon: 0)),
    Case(
      "the limit “act.thresh” is not one positive number", [2],
      LayerSpec(.rectifier(RectifierSpec(limit: .tensor("act"))))),
    Case(
      "the limit “pair” is not one positive number", [2],
      LayerSpec(.rectifier(RectifierSpec(limit: .tensor("pair"))))),
    Case("layer “maxpool1” (max-pool) takes images, but is given [4]", [4], .maxPool(2)),
    Case("layer “maxpool1” (max-pool) takes images", [4], .maxPool(2, roundsUp: true)),
    Case("layer “maxpool1” (max-pool) has windows larger", [1, 1, 4], .maxPool(2)),
    Case("layer “maxpool1” (max-pool) is padded", [1, 4, 4], .maxPool(2, padding: 2)),
    Case("programs differ", [1, 4, 4], .averagePool(2, padding: .same)),
    Case(
      "the average over windows that do not fit whole", [1, 5, 5],
      LayerSpec(.averagePool(PoolSpec(kernel: 2, roundsUp: true)))),
    Case(
      "layer “residual1” (add) adds samples of different shapes: [2], [3]", [3],
      .residual([.linear("fc")])),
    Case(
      "layer “concat1” (concatenation) joins", [2, 4, 4], .concatenation([[], [.maxPool(2)]])),
    Case("the network ends in [2, 1, 1]", [2, 4, 4], .globalAveragePool),
    Case("the network has no layers", [2], .dropout),
    Case(
      "samples [2, 4, 4] cannot be brought to 5 channels", [2, 4, 4],
      .subsampling(stride: 2, channels: 5)),
    Case("samples [2] cannot be brought", [2], .subsampling(stride: 2, channels: 4)),
    Case("samples [2, 4, 4] cannot", [2, 4, 4], .subsampling(stride: 0, channels: 4)),
    Case("samples [2, 4, 4] cannot", [2, 4, 4], .subsampling(stride: 1, channels: .max)),
    Case("samples [70000, 1, 1] cannot", [70000, 1, 1], .subsampling(stride: 2, channels: 4)),
    Case(
      "samples [60000, 1, 1] cannot", [60000, 1, 1], .subsampling(stride: 2, channels: 60000)),
    Case("an input of shape [0] cannot be converted", [0], .relu),
  ]

  @Test(arguments: cases) func layersThatDoNotFit(wrong: Case) throws {
    var spec = NetworkSpec(
      input: wrong.input,
      layers: wrong.layers.enumerated().map { LayerSpec($1, at: "net.yaml:\($0 + 7):5") })
    spec.places.input = "net.yaml:1:8"
    spec.places.layers = "net.yaml:6:3"
    let places: [String?] = ["net.yaml:7:5", "net.yaml:1:8", "net.yaml:6:3"]
    #expect {
      try SpecifiedNetwork(spec, tensors: Self.tensors)
    } throws: { error in
      guard let error = error as? DataError else { return false }
      #expect(error.message.hasPrefix(wrong.message), "\(error)")
      #expect(!error.hint.isEmpty && places.contains(error.place), "\(error)")
      return true
    }
  }

  @Test func nearNamesAreOffered() throws {
    func hint(_ layer: LayerSpec) throws -> String? {
      do {
        _ = try SpecifiedNetwork(NetworkSpec(input: [3], layers: [layer]), tensors: Self.tensors)
        return nil
      } catch { return error.hint }
    }
    #expect(try hint(.linear("fx")) == "did you mean “fc”?")
    #expect(try hint(.linear("fc.wieght")) == "did you mean “fc.weight”?")
    #expect(try hint(.batchNorm("bm")) == "did you mean “bn”?")
    #expect(try hint(.linear("something.else"))?.hasPrefix("the tensors are “fc.weight”, ") == true)
  }

  @Test(
    arguments: [
      ([0.5, 1], [1], [], "mean has 2 numbers, but samples have 3 channels"),
      ([0], [1, 1], [], "std has 2 numbers, but samples have 3 channels"),
      ([], [1], [], "mean has 0 numbers"), ([0], [0], [], "std must be larger than 0"),
      ([0], [-1], [], "std must be larger than 0"), ([.nan], [1], [], "mean is not finite"),
      ([0], [1e-300], [], "std must be larger than 0"), ([0], [.infinity], [], "std is not finite"),
      ([1e300], [1], [], "mean is not finite"),
      ([1e30], [1e-30], [], "mean is too large beside std"),
      ([0], [1], ["a"], "the network has 2 scores, but is given 1 class name"),
      ([0], [1], ["a", "b", "c"], "the network has 2 scores, but is given 3 class names"),
    ] as [([Double], [Double], [String], String)])
  func partsThatDoNotFit(
    mean: [Double], deviation: [Double], names: [String], message: String
  ) throws {
    let spec = NetworkSpec(
      input: [3], normalization: InputNormalization(mean: mean, deviation: deviation),
      classNames: names, layers: [.linear("fc")])
    #expect {
      try SpecifiedNetwork(spec, tensors: Self.tensors)
    } throws: {
      ($0 as? DataError)?.message.hasPrefix(message) == true
    }
  }

  @Test func normalizationIsTheFirstLayer() throws {
    let spec = NetworkSpec(
      input: [3], normalization: InputNormalization(mean: [1], deviation: [0.5, 1, 2]),
      classNames: ["a", "b"],
      layers: [.linear("fc", bias: .absent)])
    let network = try SpecifiedNetwork(spec, tensors: Self.tensors)
    // (1 + 2 + 3 − 1 − 1 − 1 each over its own deviation) = 0 + 1 + 1.
    #expect(network.graph.scores(of: [[1, 2, 3]]) == [[2, 2]])
    #expect(network.classNames == ["a", "b"])
    let plain = try SpecifiedNetwork(
      NetworkSpec(input: [3], layers: [.linear("fc", bias: .absent)]), tensors: Self.tensors)
    let later = try plain.graph.normalizing(
      InputNormalization(mean: [1], deviation: [0.5, 1, 2]))
    #expect(later.scores(of: [[1, 2, 3]]) == [[2, 2]])
    #expect(later.nodes.map(\.name) == ["input", "normalization", "fc"])
    #expect(try plain.graph.normalizing(.none).nodes.count == 2)
    #expect(throws: DataError.self) {
      try plain.graph.normalizing(InputNormalization(mean: [1, 2]))
    }
  }

  @Test func endlessNetworksAreRefused() throws {
    let spec = NetworkSpec(input: [3], layers: [LayerSpec](repeating: .relu, count: 10_001))
    #expect(throws: DataError.self) { try SpecifiedNetwork(spec, tensors: []) }
  }

  @Test func settingsThatCannotBeTrap() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = LayerSpec.maxPool(0) }
    expectSentence(result, "PoolSpec: kernel number(0)")
  }
}
