import SNNConversion

/// Networks with random weights, some of whose channels are silent, as trained ones have them.
enum RandomNetworks {
  static func generator(_ seed: UInt64) -> SplitMix64 { RandomKey(seed: seed).generator }

  static func norm(_ channels: Int, _ generator: inout SplitMix64, signed: Bool = false)
    -> Operation
  {
    func draw(_ range: ClosedRange<Scalar>) -> [Scalar] {
      (0..<channels).map { _ in
        range.lowerBound + generator.uniform() * (range.upperBound - range.lowerBound)
      }
    }
    return .affine(
      ChannelAffine(
        mean: draw(-0.5...0.5), variance: draw(0.5...2),
        weight: draw(signed ? -1.5...1.5 : 0.5...1.5),
        bias: draw(-0.3...0.3), epsilon: 1e-5))
  }

  /// 10 → 24 → 16 → 5.
  static func mlp(seed: UInt64 = 1) throws -> NetworkGraph {
    var generator = generator(seed)
    var graph = try NetworkGraph(input: [10])
    var place = try graph.append(norm(10, &generator), named: "norm", to: [0])
    for (index, sizes) in [(10, 24), (24, 16)].enumerated() {
      place = try graph.append(
        .linear(
          Linear(sizes.0, sizes.1, initializer: .kaimingUniform(gain: 1.4), using: &generator)),
        named: "fc\(index)", to: [place])
      place = try graph.append(.rectifier(.relu), named: "relu\(index)", to: [place])
    }
    try graph.append(.linear(Linear(16, 5, using: &generator)), named: "fc2", to: [place])
    return graph
  }

  /// Convolutions with norms, a max-pool, a residual block with a projection, a concatenation and an
  /// average pool: [2, 9, 9] → 4.
  static func cnn(seed: UInt64 = 1) throws -> NetworkGraph {
    var generator = generator(seed)
    func conv(
      _ inputs: Int, _ outputs: Int, _ kernel: Extent, padding: Extent = 0, stride: Extent = 1
    )
      -> Operation
    {
      var layer = Conv2d(
        inputs, outputs, kernel: kernel, stride: stride, padding: padding, using: &generator)
      layer.weight = layer.weight * Tensor(2)
      return .convolution(layer)
    }
    var graph = try NetworkGraph(input: [2, 9, 9])
    var x = try graph.append(conv(2, 6, 3, padding: 1), named: "conv1", to: [0])
    x = try graph.append(norm(6, &generator), named: "bn1", to: [x])
    x = try graph.append(.rectifier(.relu), named: "relu1", to: [x])
    x = try graph.append(
      .maxPool(Windows(kernel: 2, stride: 2, padding: 0, endPadding: 1)), named: "pool1", to: [x])
    // relu → norm → padded convolution: the norm goes forwards and leaves a map behind.
    var y = try graph.append(conv(6, 8, 3, padding: 1), named: "conv2", to: [x])
    y = try graph.append(.rectifier(.relu), named: "relu2", to: [y])
    y = try graph.append(norm(8, &generator, signed: true), named: "bn2", to: [y])
    y = try graph.append(conv(8, 6, 3, padding: 1), named: "conv3", to: [y])
    let skip = try graph.append(conv(6, 6, 1), named: "skip", to: [x])
    x = try graph.append(.add, named: "add", to: [y, skip])
    x = try graph.append(norm(6, &generator), named: "bn3", to: [x])
    x = try graph.append(.rectifier(Rectifier(limit: 6)), named: "relu3", to: [x])
    let left = try graph.append(conv(6, 3, 1), named: "left", to: [x])
    let right = try graph.append(conv(6, 5, 3, padding: 1), named: "right", to: [x])
    x = try graph.append(.concatenation, named: "concat", to: [left, right])
    x = try graph.append(.rectifier(.relu), named: "relu4", to: [x])
    // relu → norm of either sign → max-pool: a sign goes through the pool.
    x = try graph.append(norm(8, &generator, signed: true), named: "bn4", to: [x])
    x = try graph.append(.maxPool(Windows(kernel: 2, stride: 1)), named: "pool2", to: [x])
    x = try graph.append(.averagePool(Windows(kernel: 2, stride: 2)), named: "pool3", to: [x])
    x = try graph.append(.flatten, named: "flatten", to: [x])
    let size = graph.outputShape.elementCount
    x = try graph.append(.linear(Linear(size, 4, using: &generator)), named: "fc", to: [x])
    try graph.append(.softmax, named: "softmax", to: [x])
    return graph
  }

  static func samples(_ count: Int, of graph: NetworkGraph, seed: UInt64 = 7) -> Tensor {
    var generator = generator(seed)
    return .uniform(Shape([count] + graph.inputShape.dimensions), in: -1...1, using: &generator)
  }
}
