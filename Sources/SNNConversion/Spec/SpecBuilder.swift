internal import SNNData
internal import SNNFormats
internal import SNNTensor

/// Puts the layers of a spec into a graph, one behind the other.
struct SpecBuilder {
  private(set) var graph: NetworkGraph
  var tensors: NamedTensors
  var remarks: [String] = []

  /// Whether samples are `[C, L]`.
  let isOneDimensional: Bool

  /// How many layers of a kind there are by now: those without tensors are called by it.
  private var counts: [String: Int] = [:]
  private var layerCount = 0

  init(_ spec: NetworkSpec, _ tensors: NamedTensors) throws(DataError) {
    do throws(FormatError) {
      graph = try NetworkGraph(input: spec.input)
    } catch {
      throw DataError(error.message, at: spec.places.input, hint: error.hint)
    }
    self.tensors = tensors
    isOneDimensional = spec.input.rank == 2
  }

  /// The shape of one sample of a node's result.
  func shape(at place: Int) -> Shape { graph.nodes[place].shape }

  /// Adds one node; its error says where the layer is written.
  mutating func append(
    _ operation: Operation, named name: String, to inputs: [Int], at place: String?
  ) throws(DataError) -> Int {
    do throws(FormatError) {
      return try graph.append(operation, named: name, to: inputs)
    } catch {
      throw DataError(error.message, at: place, hint: error.hint)
    }
  }

  /// A name for a layer that has no tensors: `relu1`, `relu2`, …
  mutating func name(_ kind: String) -> String {
    counts[kind, default: 0] += 1
    return "\(kind)\(counts[kind, default: 0])"
  }

  /// Adds layers one behind the other.
  ///
  /// - Parameter start: the place of the node that the first takes.
  /// - Returns: the place of the last; `start` when there are none.
  mutating func append(_ layers: [LayerSpec], to start: Int) throws(DataError) -> Int {
    var place = start
    for layer in layers { place = try append(layer, to: place) }
    return place
  }

  private mutating func append(_ layer: LayerSpec, to input: Int) throws(DataError) -> Int {
    layerCount += 1
    guard layerCount <= 10_000 else {
      throw DataError(
        "the network has more than 10000 layers", at: layer.place,
        hint: "check that this is the spec you meant")
    }
    let place = layer.place
    switch layer.kind {
    case .convolution(let spec): return try appendConvolution(spec, to: input, at: place)
    case .linear(let spec): return try appendLinear(spec, to: input, at: place)
    case .batchNorm(let spec): return try appendBatchNorm(spec, to: input, at: place)
    case .rectifier(let spec): return try appendRectifier(spec, to: input, at: place)
    case .maxPool(let spec): return try appendPool(spec, isMaximum: true, to: input, at: place)
    case .averagePool(let spec): return try appendPool(spec, isMaximum: false, to: input, at: place)
    case .globalAveragePool:
      return try append(
        .globalAveragePool, named: name("globalaveragepool"), to: [input], at: place)
    case .flatten: return try append(.flatten, named: name("flatten"), to: [input], at: place)
    case .softmax: return try append(.softmax, named: name("softmax"), to: [input], at: place)
    case .dropout: return input
    case .residual(let branch, let shortcut):
      let ends = [try append(branch, to: input), try append(shortcut, to: input)]
      return try append(.add, named: name("residual"), to: ends, at: place)
    case .concatenation(let branches):
      var ends: [Int] = []
      for branch in branches { ends.append(try append(branch, to: input)) }
      return try append(.concatenation, named: name("concat"), to: ends, at: place)
    case .subsampling(let stride, let channels):
      return try appendSubsampling(stride: stride, channels: channels, to: input, at: place)
    }
  }

  /// Samples as the first layer takes them.
  /// - Returns: the place of the node that normalizes them; the input's where nothing is to be done.
  mutating func normalized(by spec: NetworkSpec) throws(DataError) -> Int {
    let places = (mean: spec.places.mean, deviation: spec.places.deviation)
    let affine = try spec.normalization.affine(
      channels: shape(at: graph.input)[0], places: places)
    guard spec.normalization != .none else { return graph.input }
    return try append(
      .affine(affine), named: "normalization", to: [graph.input], at: places.mean)
  }

  /// Whether there is one score for each class.
  func checkOutput(_ spec: NetworkSpec) throws(DataError) {
    let output = graph.outputShape
    guard output.rank == 1 else {
      throw DataError(
        "the network ends in \(output), not in one score per class",
        at: spec.layers.last?.place ?? spec.places.layers, hint: "end it with `flatten`")
    }
    guard spec.classNames.isEmpty || spec.classNames.count == output[0] else {
      throw DataError(
        "the network has \(counted(output[0], "score")), but is given "
          + counted(spec.classNames.count, "class name"), at: spec.places.classNames,
        hint: "name every class once, in the order of the scores")
    }
  }
}
