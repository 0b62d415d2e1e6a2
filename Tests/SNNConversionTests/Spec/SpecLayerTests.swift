import SNNConversion
import SNNTestSupport
import Testing

/// Small networks put together from specs, against PyTorch.
@Suite struct SpecLayerTests {
  /// Expects that the layers turn a case's input into its output.
  private func expectOutput(
    _ name: String, _ spec: NetworkSpec, unused: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = try Fixture("spec-layers", in: .module)
    let tensors = file.tensors.compactMap { key, tensor -> (name: String, tensor: Tensor)? in
      guard key.hasPrefix(name + ".") else { return nil }
      let rest = String(key.dropFirst(name.count + 1))
      return ["input", "output"].contains(rest) ? nil : (rest, tensor)
    }
    let network = try SpecifiedNetwork(spec, tensors: tensors)
    #expect(network.unusedTensors == unused, sourceLocation: sourceLocation)
    expectClose(
      network.graph.scores(of: try file[name + ".input"].flattened(fromAxis: 1)),
      try file[name + ".output"],
      relative: 1e-5, absolute: 1e-5, sourceLocation: sourceLocation)
  }

  @Test func convolutionsNormsAndPoolsThatRoundUp() throws {
    try expectOutput(
      "images",
      NetworkSpec(
        input: [4, 12, 11],
        layers: [
          .convolution(
            "conv", stride: .sides(2, 1), padding: .size(.sides(1, 0)), dilation: .sides(1, 2),
            groups: 2),
          .batchNorm("bn", epsilon: 1e-3), .relu6,
          .maxPool(3, stride: 2, padding: 1, roundsUp: true), .flatten,
        ]))
  }

  @Test func aWindowThatBeginsBehindTheImageIsLeftOut() throws {
    try expectOutput(
      "ceil",
      NetworkSpec(
        input: [3, 4, 7],
        layers: [
          .maxPool(2, stride: .sides(3, 2), padding: 1, roundsUp: true), .flatten,
        ]))
  }

  @Test func signals() throws {
    try expectOutput(
      "signals",
      NetworkSpec(
        input: [3, 14],
        layers: [
          .convolution("conv.weight", stride: 2, padding: 1), .batchNorm("bn"), .relu, .maxPool(2),
          .flatten, .linear("fc"),
        ]))
  }

  @Test func samePaddingAndPaddedAverages() throws {
    try expectOutput(
      "same",
      NetworkSpec(
        input: [2, 7, 6],
        layers: [
          .convolution("conv", padding: .same, dilation: .sides(1, 3)), .relu,
          .averagePool(3, stride: 2, padding: 1), .flatten,
        ]))
  }

  @Test func blocksBranchesAndOtherLayouts() throws {
    try expectOutput(
      "blocks",
      NetworkSpec(
        input: [2, 5, 5],
        normalization: InputNormalization(mean: [0.25, -0.5], deviation: [0.5, 2]),
        layers: [
          .residual(
            [.convolution("a", padding: 1), .batchNorm("bn")], shortcut: [.convolution("b")]),
          .relu, .concatenation([[.convolution("c")], [.convolution("d", padding: 1)], []]),
          .globalAveragePool, .flatten,
          .linear("W", bias: .tensor("offset"), layout: .inOut), .dropout,
          LayerSpec(.rectifier(RectifierSpec(limit: .tensor("act"), levels: 8))),
          .linear("fc", layout: .outIn), .softmax,
        ]))
  }

  /// TensorFlow's rule for strides: a 4 × 4 image and a kernel of 3 at a stride of 2 are padded below
  /// and right alone.
  @Test func samePaddingWithAStride() throws {
    let spec = NetworkSpec(
      input: [1, 4, 4], layers: [.convolution("w", stride: 2, padding: .same), .flatten])
    let network = try SpecifiedNetwork(spec, tensors: [("w", .ones([1, 1, 3, 3]))])
    let image = Tensor((1...16).map { Scalar($0) }, shape: [1, 16])
    #expect(network.graph.scores(of: image) == [[54, 45, 72, 54]])
  }

  /// Every second pixel of a channel, between channels of zeros.
  @Test func subsampling() throws {
    let spec = NetworkSpec(
      input: [1, 3, 3], layers: [.subsampling(stride: 2, channels: 3), .flatten])
    let network = try SpecifiedNetwork(spec, tensors: [])
    let image = Tensor((1...9).map { Scalar($0) }, shape: [1, 9])
    #expect(network.graph.scores(of: image) == [[0, 0, 0, 0, 1, 3, 7, 9, 0, 0, 0, 0]])
  }

  @Test func kerasNamesOfBatchNorms() throws {
    let tensors: [(name: String, tensor: Tensor)] = [
      ("bn.gamma", [2]), ("bn.beta", [1]), ("bn.moving_mean", [3]), ("bn.moving_variance", [15]),
      ("m", [3]), ("v", [15]),
    ]
    // 2·(x − 3)/√(15 + 1) + 1 at 7 and −1.
    let samples: Tensor = [[7], [-1]]
    let prefixed = try SpecifiedNetwork(
      NetworkSpec(input: [1], layers: [.batchNorm("bn", epsilon: 1)]), tensors: tensors)
    #expect(prefixed.graph.scores(of: samples) == [[3], [-1]])
    #expect(prefixed.unusedTensors == ["m", "v"])
    let named = BatchNormSpec(
      tensors: .names(mean: "m", variance: "v", weight: "bn.gamma", bias: nil), epsilon: 1)
    let other = try SpecifiedNetwork(
      NetworkSpec(input: [1], layers: [LayerSpec(.batchNorm(named))]), tensors: tensors)
    #expect(other.graph.scores(of: samples) == [[2], [-2]])
  }

  @Test func biasesAreFoundBesideWeights() throws {
    let tensors: [(name: String, tensor: Tensor)] = [
      ("a.weight", [[1]]), ("a.bias", [10]), ("b", [[1]]), ("b.bias", [100]), ("weight", [[1]]),
      ("bias", [1000]), ("a.num_batches_tracked", 7),
    ]
    func answer(_ layers: [LayerSpec]) throws -> (Scalar, [String]) {
      let network = try SpecifiedNetwork(
        NetworkSpec(input: [1], layers: layers), tensors: tensors)
      return (network.graph.scores(of: [[1]]).scalar, network.unusedTensors)
    }
    #expect(try answer([.linear("a")]) == (11, ["b", "b.bias", "weight", "bias"]))
    #expect(try answer([.linear("a.weight")]).0 == 11)
    #expect(try answer([.linear("a", bias: .absent)]).0 == 1)
    #expect(try answer([.linear("b")]) == (1, ["a.weight", "a.bias", "b.bias", "weight", "bias"]))
    #expect(try answer([.linear("b", bias: .tensor("b.bias"))]).0 == 101)
    #expect(try answer([.linear("weight")]).0 == 1001)
  }

  @Test func squareWeightsAreRemarkedOn() throws {
    let tensors: [(name: String, tensor: Tensor)] = [("w", [[0, 1], [0, 0]])]
    func network(_ layout: LinearLayout?) throws -> SpecifiedNetwork {
      try SpecifiedNetwork(
        NetworkSpec(input: [2], layers: [.linear("w", layout: layout)]), tensors: tensors)
    }
    let samples: Tensor = [[3, 5]]
    #expect(try network(nil).graph.scores(of: samples) == [[5, 0]])
    #expect(try network(nil).remarks.count == 1)
    #expect(try network(.outIn).graph.scores(of: samples) == [[5, 0]])
    #expect(try network(.outIn).remarks.isEmpty)
    #expect(try network(.inOut).graph.scores(of: samples) == [[0, 3]])
  }
}
