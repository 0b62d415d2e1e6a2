internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

/// Turns the nodes of a file into a graph, one after the other.
struct GraphReader {
  /// The network so far.
  var graph: NetworkGraph
  /// What stands behind each name so far.
  var values: [String: Value]
  /// How many samples the file says there are; nil when it leaves that open.
  let batch: Int?
  /// The version of the operators.
  let opset: Int
  /// Which nodes take each value.
  let takers: [String: [Int]]
  /// All nodes of the file.
  let nodes: [ONNXNode]
  /// The nodes that were merged with one before them.
  var merged: Set<Int> = []
  let input: String
  let output: String
  /// Operators that the file defines itself, as `domain.name`.
  let functions: Set<String>
  var files: ExternalFiles
  /// Whether the input goes one way only up to here, through nodes that leave its numbers alone.
  var inputIsUndivided: Bool
  /// How many numbers may still be put into layers.
  private var allowance: Int

  init(
    _ contents: GraphContents, opset: Int, byteCount: Int, files: ExternalFiles
  ) throws(FormatError) {
    self.opset = opset
    self.files = files
    nodes = contents.nodes
    (input, output) = (contents.input.name, contents.output)
    (batch, takers) = (contents.input.batch, contents.order.takers)
    functions = contents.functions
    inputIsUndivided = false
    graph = try NetworkGraph(input: Shape(contents.input.dimensions))
    values = contents.tensors.mapValues { tensor in
      .constant(
        Constant(name: tensor.name, dimensions: tensor.dimensions, numbers: .stored(tensor)))
    }
    values[input] = .samples(Samples(place: 0, dimensions: contents.input.dimensions))
    // A layer that is used twice holds its numbers twice, and a file may say so without end.
    allowance = 1 << 21 + 2 * min(byteCount + files.byteCount, 1 << 40)
    inputIsUndivided = isTakenOnce(input)
  }

  /// The graph of all nodes.
  mutating func run(_ order: [Int]) throws(FormatError) -> NetworkGraph {
    for place in order where !merged.contains(place) {
      var node = nodes[place]
      let value = try value(of: &node)
      try node.checkAllTaken()
      values[node.outputs[0]] = value
      if case .samples(let samples) = value, samples.place == graph.input {
        inputIsUndivided = inputIsUndivided && isTakenOnce(node.outputs[0])
      }
    }
    guard case .samples(let answer)? = values[output], answer.place != graph.input else {
      throw FormatError(
        kind: .badData,
        message: "the network's answer “\(shown(output))” does not depend on layers",
        hint: "export the whole network, in evaluation mode")
    }
    guard answer.padding == nil, answer.order == nil else {
      throw FormatError(
        kind: .badData, message: "the network ends in a Pad or Transpose of “\(shown(output))”",
        hint: "export the network without what rearranges its scores")
    }
    return try finished(with: answer.place)
  }

  /// Adds a layer to the graph.
  mutating func append(
    _ operation: Operation, _ node: ONNXNode, to inputs: [Samples], dimensions: [Int]? = nil
  ) throws(FormatError) -> Samples {
    let place = try graph.append(operation, named: node.name, to: inputs.map(\.place))
    let shape = graph.nodes[place].shape.dimensions
    // Samples of one spatial dimension are one element high in the graph.
    let isSequence = inputs[0].dimensions.count == 2 && shape.count == 3
    return Samples(
      place: place, dimensions: dimensions ?? (isSequence ? [shape[0], shape[2]] : shape))
  }

  /// The numbers of a constant for a layer.
  mutating func scalars(of constant: Constant, _ node: ONNXNode) throws(FormatError) -> [Scalar] {
    try take(constant.count, node)
    return switch constant.numbers {
    case .stored(let tensor): try tensor.scalars(files)
    case .computed(let scalars): scalars
    }
  }

  /// Whether one node takes a value, apart from those that ask for its shape.
  private func isTakenOnce(_ name: String) -> Bool {
    name != output && takers[name, default: []].count { nodes[$0].kind != "Shape" } == 1
  }

  /// Counts numbers that a layer is about to hold, before memory is taken for them.
  mutating func take(_ count: Int, _ node: ONNXNode) throws(FormatError) {
    guard count <= allowance else {
      throw node.error(
        "brings the layers to many more numbers than the file holds",
        hint: "a network that uses the same weights this often cannot be converted")
    }
    allowance -= count
  }

  /// The graph without layers that only lead elsewhere, such as to the size of a result.
  private func finished(with output: Int) throws(FormatError) -> NetworkGraph {
    var needed = [Bool](repeating: false, count: graph.nodes.count)
    needed[output] = true
    for place in graph.nodes.indices.reversed() where needed[place] {
      for input in graph.nodes[place].inputs { needed[input] = true }
    }
    if needed.allSatisfy({ $0 }) {
      try checkSoftmax(graph)
      return graph
    }
    var result = try NetworkGraph(input: graph.inputShape)
    var places = [Int](repeating: 0, count: graph.nodes.count)
    for (place, node) in graph.nodes.enumerated() where needed[place] && place != graph.input {
      places[place] = try result.append(
        node.operation, named: node.name, to: node.inputs.map { places[$0] })
    }
    try checkSoftmax(result)
    return result
  }

  private func checkSoftmax(_ graph: NetworkGraph) throws(FormatError) {
    for node in graph.nodes.dropLast() {
      guard case .softmax = node.operation else { continue }
      throw FormatError(
        layer: node.name, "Softmax", "cannot become spiking: it stands inside the network",
        hint: "only a softmax at the end can be converted: it leaves the order of scores alone")
    }
  }
}
