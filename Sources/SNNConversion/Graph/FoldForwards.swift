internal import SNNFormats
internal import SNNLayers
internal import SNNTensor

/// Folds batch norms into the weights behind them: relu → norm → weights, and norms on the input.
struct FoldForwards {
  private let graph: NetworkGraph
  private let consumers: [[Int]]
  private var editor: GraphEditor

  init(_ graph: NetworkGraph) {
    self.graph = graph
    consumers = graph.consumers
    editor = GraphEditor(graph)
  }

  mutating func run() throws(FormatError) -> NetworkGraph {
    for (place, node) in graph.nodes.enumerated() {
      guard case .affine(let norm) = node.operation, place != graph.output else { continue }
      let targets = consumers[place].map { target(behind: $0) }
      // All or none: a norm that only some take in would have to stay for the others anyway.
      guard targets.allSatisfy({ $0 != nil }) else { continue }
      for case let (weights, path)? in targets {
        fold(norm, of: node.shape, into: weights, flattened: path != nil)
        let first = path ?? weights
        // What it takes may have got a map behind it by now.
        editor.setInputs(of: first, to: editor.nodes[place].inputs)
      }
    }
    return try editor.graph()
  }

  /// The weights that take a norm's result, and the flatten between the two if there is one.
  private func target(behind consumer: Int) -> (weights: Int, flatten: Int?)? {
    switch graph.nodes[consumer].operation {
    case .linear, .convolution: return (consumer, nil)
    case .flatten:
      guard consumers[consumer].count == 1, consumer != graph.output,
        case .linear = graph.nodes[consumers[consumer][0]].operation
      else { return nil }
      return (consumers[consumer][0], consumer)
    default: return nil
    }
  }

  private mutating func fold(
    _ norm: ChannelAffine, of shape: Shape, into place: Int, flattened: Bool
  ) {
    switch editor.nodes[place].operation {
    case .linear(let layer):
      let perChannel = layer.weight.shape[0] / norm.scale.count
      func spread(_ values: [Scalar]) -> Tensor {
        Tensor(
          values.flatMap { repeatElement($0, count: perChannel) },
          shape: [layer.weight.shape[0], 1])
      }
      let weight = layer.weight * spread(norm.scale)
      let constant = matmul(spread(norm.shift).transposed(), layer.weight)
      let bias = layer.bias + constant.reshaped(to: layer.bias.shape)
      editor.setOperation(of: place, to: .linear(Linear(weight: weight, bias: bias)))
    case .convolution(let layer): fold(norm, of: shape, into: layer, at: place)
    default: break
    }
  }

  private mutating func fold(
    _ norm: ChannelAffine, of shape: Shape, into layer: Conv2d, at place: Int
  ) {
    // The share of the constant c that each window sees, which at padded edges is less.
    let constant = Tensor(norm.shift, shape: [norm.shift.count, 1, 1]).broadcast(to: shape)
    let map = Conv2d(
      weight: layer.weight, bias: nil, windows: layer.windows, groups: layer.groups)(
        constant, key: RandomKey(seed: 0))
    let weight = layer.weight * inputScale(norm.scale, of: layer)
    let outputs = map.shape[0]
    let plane = map.count / outputs
    let isUnpadded = layer.windows.padding == 0 && layer.windows.endPadding == 0
    let isUniform =
      isUnpadded
      || (0..<outputs).allSatisfy { channel in
        let values = map.scalars[channel * plane..<(channel + 1) * plane]
        return values.allSatisfy { $0 == values[values.startIndex] }
      }
    let own = layer.bias ?? .zeros([outputs])
    if isUniform {
      let bias = own + Tensor((0..<outputs).map { map.scalars[$0 * plane] })
      editor.setOperation(
        of: place,
        to: .convolution(
          Conv2d(weight: weight, bias: bias, windows: layer.windows, groups: layer.groups)))
    } else {
      editor.setOperation(
        of: place,
        to: .convolution(
          Conv2d(weight: weight, bias: own, windows: layer.windows, groups: layer.groups)))
      let name = editor.nodes[place].name
      let offset = editor.add(.offset(map), named: name, to: [place])
      editor.redirect(place, to: offset)
      editor.setInputs(of: offset, to: [place])
    }
  }

  /// κ of the input channels, in the layout of a weight `[O, C/groups, kh, kw]`.
  private func inputScale(_ scale: [Scalar], of layer: Conv2d) -> Tensor {
    let (outputs, perGroup) = (layer.weight.shape[0], layer.weight.shape[1])
    let values = (0..<outputs).flatMap { output -> ArraySlice<Scalar> in
      let group = output / (outputs / layer.groups)
      return scale[group * perGroup..<(group + 1) * perGroup]
    }
    return Tensor(values, shape: [outputs, perGroup, 1, 1])
  }
}
