internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

/// Builds the graph of a model, from its input on.
struct GraphBuilder {
  private(set) var graph: NetworkGraph
  /// Where the model has the channels of its images.
  let format: DataFormat

  private let model: ModelConfig
  private let tensors: [String: Tensor]
  /// How many numbers may still be made that the file does not hold.
  private var budget = 1 << 20

  /// The graph of a model.
  /// - Throws: an error of kind `badData` that names the layer that cannot be read.
  static func graph(
    of model: ModelConfig, _ tensors: [StoredTensor]
  ) throws(FormatError) -> NetworkGraph {
    let order = try model.order()
    guard let first = order.first else { return try NetworkGraph(input: [1]) }
    let input = model.layers[model.calls[first].layer]
    let format = try model.format()
    let (shape, kind) = try input.inputShape(format, isSequence: model.hasSequenceLayers)
    var builder = GraphBuilder(
      graph: try NetworkGraph(input: shape), format: format, model: model,
      tensors: Dictionary(tensors.map { ($0.name, $0.tensor) }) { first, _ in first })
    var values = [first: Value(node: builder.graph.input, kind: kind)]
    for call in order.dropFirst() { values[call] = try builder.value(of: call, values) }
    guard let last = order.last, let result = values[last] else { return builder.graph }
    try builder.checkEnd(result, model.layers[model.calls[last].layer])
    return builder.graph
  }

  private init(
    graph: NetworkGraph, format: DataFormat, model: ModelConfig, tensors: [String: Tensor]
  ) {
    (self.graph, self.format, self.model, self.tensors) = (graph, format, model, tensors)
  }

  private mutating func value(
    of call: Int, _ values: [Int: Value]
  ) throws(FormatError) -> Value {
    let layer = model.layers[model.calls[call].layer]
    let inputs = model.calls[call].inputs.compactMap { values[$0] }
    guard let rule = LayerRule.of(layer.className) else {
      throw layer.refused("is not read")
    }
    if let padding = inputs.lazy.compactMap(\.padding).first, !rule.takesPadding {
      throw padding.layer.refused(
        "puts zeros around images, which only a convolution or pool right behind it can take in")
    }
    return try rule.build(&self, layer, inputs)
  }

  /// The result must stand in the graph as Keras has it, and at its end.
  private func checkEnd(_ result: Value, _ layer: LayerConfig) throws(FormatError) {
    if let padding = result.padding {
      throw padding.layer.refused("puts zeros around images at the end of the model")
    }
    guard result.order.isSame else {
      throw layer.refused(
        "is the output, where the graph would have its features in another order than Keras")
    }
    guard result.node == graph.output else {
      throw layer.refused("is not the last of the model's layers", hint: KerasHint.saveAgain)
    }
  }
}

extension GraphBuilder {
  /// Adds a node for a layer.
  mutating func append(
    _ operation: Operation, _ layer: LayerConfig, to inputs: [Value], part: String? = nil
  ) throws(FormatError) -> Int {
    try graph.append(
      operation, named: part.map { "\(layer.name)/\($0)" } ?? layer.name, to: inputs.map(\.node))
  }

  /// The shape that a value has in the graph.
  func shape(of value: Value) -> Shape { graph.nodes[value.node].shape }

  /// The only thing a layer takes.
  func single(_ inputs: [Value], _ layer: LayerConfig) throws(FormatError) -> Value {
    guard inputs.count == 1 else {
      throw layer.refused("takes \(inputs.count) inputs, not one", hint: KerasHint.saveAgain)
    }
    return inputs[0]
  }

  /// A variable of a layer.
  /// - Parameters:
  ///   - name: the variable's.
  ///   - layer: the layer.
  ///   - shape: its sizes, nil for those that may be any.
  func variable(
    _ name: String, of layer: LayerConfig, shape: [Int?]
  ) throws(FormatError) -> Tensor {
    guard let tensor = tensors["\(layer.name)/\(name)"] else {
      throw layer.refused("lacks its \(name)", hint: KerasHint.saveAgain)
    }
    let fits =
      tensor.rank == shape.count
      && zip(tensor.shape.dimensions, shape).allSatisfy { $0 > 0 && ($1 ?? $0) == $0 }
    guard fits else {
      let expected = shape.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
      throw layer.refused(
        "has a \(name) of shape \(tensor.shape), not [\(expected)]", hint: KerasHint.saveAgain)
    }
    return tensor
  }

  /// Refuses to make more numbers than the file could mean.
  mutating func spend(_ count: Int, on layer: LayerConfig) throws(FormatError) {
    guard count <= budget else {
      throw layer.refused("is for \(count) channels, too many for numbers of its own")
    }
    budget -= count
  }
}
