/// Runs a graph that is small enough, and its folded form.
public func run(_ graph: NetworkGraph) {
  guard graph.nodes.reduce(0.0, { $0 + work(of: $1) }) <= 4e6 else { return }
  let count = graph.inputShape.elementCount
  let numbers: [Scalar] = (0..<count).map { place in Scalar(place % 5 - 2) }
  let sample = Tensor(numbers, shape: Shape([1] + graph.inputShape.dimensions))
  let scores = graph.scores(of: sample)
  expect(scores.shape.dimensions == [1] + graph.outputShape.dimensions, "scores of another shape")
  guard let folded = try? graph.folded() else { return }
  expect(folded.scores(of: sample).shape == scores.shape, "folded scores of another shape")
}

/// About how many steps a node takes, more than there are or as many.
private func work(of node: NetworkGraph.Node) -> Double {
  let size = Double(node.shape.elementCount)
  return switch node.operation {
  case .linear(let layer): size + Double(layer.weight.count)
  case .convolution(let layer): size * Double(layer.weight.count)
  case .maxPool(let windows), .averagePool(let windows): size * Double(windows.kernel.area)
  default: size
  }
}
