internal import SNNLayers
internal import SNNTensor

extension NetworkGraph {
  /// How many synapses a spike at every place of every node's result reaches: weights that are not
  /// zero and lead inside the next layers' images.
  ///
  /// Pools, sums and joints hand a spike on without synapses of their own; where windows of a pool
  /// overlap it goes on by every way.  Rectifiers are neurons, where it ends.
  func fanOuts() -> [Tensor] {
    var result = nodes.map { Tensor.zeros($0.shape) }
    let consumers = consumers
    for place in nodes.indices.reversed() {
      for consumer in Set(consumers[place]) {
        let node = nodes[consumer]
        let shapes = node.inputs.map { nodes[$0].shape }
        guard let binary = node.operation.binary(shapes: shapes) else { continue }
        let reached = node.operation.hasSynapses ? Tensor.ones(node.shape) : result[consumer]
        let (_, pullback) = valueWithPullback(
          at: [Tensor](), inputs: shapes.map { Tensor.zeros($0) }
        ) { _, inputs in [binary(inputs)] }
        let ways = pullback([reached]).inputs
        for (index, input) in node.inputs.enumerated() where input == place {
          if let way = ways[index] { result[place] += way }
        }
      }
    }
    return result
  }

  /// The connections of each node with weights, zeros among them too; those into the padding do not
  /// count.
  func connectionCounts() -> [Double] {
    nodes.map { node in
      let shapes = node.inputs.map { nodes[$0].shape }
      guard node.operation.hasSynapses, let full = node.operation.full(shapes: shapes) else {
        return 0
      }
      return full(shapes.map { Tensor.ones($0) }).scalars.reduce(0.0) { $0 + Double($1) }
    }
  }

  /// How many weights there are, and how many of them are zero; biases aside.
  var weightCounts: (all: Int, zeros: Int) {
    nodes.reduce((0, 0)) { sum, node in
      let weight: Tensor
      switch node.operation {
      case .linear(let layer): weight = layer.weight
      case .convolution(let layer): weight = layer.weight
      default: return sum
      }
      return (sum.all + weight.count, sum.zeros + weight.scalars.count { $0 == 0 })
    }
  }
}

extension Operation {
  var hasSynapses: Bool {
    switch self {
    case .linear, .convolution: true
    default: false
    }
  }

  /// The operation with 1 for every weight that is not zero and nothing added, on single samples;
  /// nil where spikes end.
  fileprivate func binary(shapes: [Shape]) -> (([Tensor]) -> Tensor)? {
    marked(shapes: shapes) { $0 == 0 ? 0 : 1 }
  }

  /// The same with 1 for every weight, zero or not.
  fileprivate func full(shapes: [Shape]) -> (([Tensor]) -> Tensor)? {
    marked(shapes: shapes) { _ in 1 }
  }

  private func marked(
    shapes: [Shape], _ mark: (Scalar) -> Scalar
  ) -> (([Tensor]) -> Tensor)? {
    func marks(_ tensor: Tensor) -> Tensor {
      Tensor(tensor.scalars.map(mark), shape: tensor.shape)
    }
    let own: Operation
    var factor: Scalar = 1
    switch self {
    case .input, .rectifier, .maxPool, .softmax: return nil
    case .linear(let layer):
      own = .linear(
        Linear(weight: marks(layer.weight), bias: .zeros(layer.bias.shape)))
    case .convolution(let layer):
      own = .convolution(
        Conv2d(
          weight: marks(layer.weight), bias: nil, windows: layer.windows, groups: layer.groups))
    case .affine(let affine):
      own = .affine(
        ChannelAffine(
          scale: affine.scale.map(mark), shift: affine.shift.map { _ in 0 }))
    case .offset: return { $0[0] }
    case .averagePool(let windows):
      own = self
      factor = Scalar(windows.kernel.area)
    case .globalAveragePool:
      own = self
      factor = Scalar(shapes[0][1] * shapes[0][2])
    case .flatten, .add, .concatenation: own = self
    }
    return { own($0, shapes: shapes) * Tensor(factor) }
  }
}
