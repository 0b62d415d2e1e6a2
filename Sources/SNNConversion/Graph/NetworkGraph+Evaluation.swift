internal import SNNLayers
public import SNNTensor

extension Operation {
  /// The result for samples with any axes before their own: `[…] + sample → […] + result`.
  ///
  /// - Parameters:
  ///   - inputs: of the shapes that the graph was checked with.
  ///   - shapes: those of one sample of each.
  func callAsFunction(_ inputs: [Tensor], shapes: [Shape]) -> Tensor {
    let (x, sample) = (inputs[0], shapes[0])
    switch self {
    case .input, .softmax: return x
    // Neither draws anything, whatever the key.
    case .linear(let layer): return layer(x, key: RandomKey(seed: 0))
    case .convolution(let layer): return layer(x, key: RandomKey(seed: 0))
    case .affine(let affine): return affine(x, rank: sample.rank)
    case .offset(let offset): return x + offset
    case .rectifier(let rectifier): return rectifier(x)
    case .maxPool(let windows): return x.windowMaxima(windows)
    case .averagePool(let windows):
      return x.windowSums(windows, times: 1 / Scalar(windows.kernel.area))
    case .globalAveragePool:
      let leading = Array(x.shape.dimensions.dropLast(2))
      return x.flattened(fromAxis: -2).mean(alongAxis: -1).reshaped(to: Shape(leading + [1, 1]))
    case .flatten: return x.flattened(fromAxis: x.rank - sample.rank)
    case .add: return inputs.dropFirst().reduce(x) { $0 + $1 }
    case .concatenation: return .concatenated(inputs, alongAxis: x.rank - sample.rank)
    }
  }
}

extension NetworkGraph {
  /// The network's scores, `[B] + input → [B] + output`, or `[B, F]` of as many features.
  ///
  /// A softmax at the end is left out: these are its inputs.
  /// - Precondition: samples of the input's size.
  public func scores(of samples: Tensor) -> Tensor { results(of: samples)[output] }

  /// The results of all nodes for a batch, in their order.
  /// - Parameter change: what becomes of a node's result before others take it.
  func results(
    of samples: Tensor, changing change: (Int, Tensor) -> Tensor = { $1 }
  ) -> [Tensor] {
    var values: [Tensor] = []
    for (place, node) in nodes.enumerated() {
      let value =
        place == input
        ? asSamples(samples)
        : node.operation(
          node.inputs.map { values[$0] }, shapes: node.inputs.map { nodes[$0].shape })
      values.append(change(place, value))
    }
    return values
  }

  /// Rows of features as samples of the input's shape: `[…, F] → […] + input`.
  func asSamples(_ rows: Tensor) -> Tensor {
    if rows.rank >= inputShape.rank,
      rows.shape.dimensions.suffix(inputShape.rank) == inputShape.dimensions[...]
    {
      return rows
    }
    require(
      rows.rank >= 1 && rows.shape[-1] == inputShape.elementCount,
      "NetworkGraph: samples \(rows.shape), expected […] + \(inputShape)")
    return rows.reshaped(to: Shape(rows.shape.dimensions.dropLast() + inputShape.dimensions))
  }
}
