internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension GraphReader {
  /// `Flatten`: all axes behind the batch into one.
  mutating func flatten(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let samples = try rearrangedSamples(0, of: node)
    let rank = samples.dimensions.count + 1
    let place = try node.integer("axis") ?? 1
    guard place == 1 || place == 1 - rank else {
      throw node.refusal(
        "it folds axes from \(place) on, not all behind the first",
        hint: "use torch.flatten(x, 1) or nn.Flatten()")
    }
    return try reshaped(samples, to: [samples.count], node)
  }

  /// `Reshape`, which may fold axes into one or add axes of one element.
  mutating func reshape(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let samples = try rearrangedSamples(0, of: node)
    var target = try targetSizes(&node)
    let isAsItWas =
      switch target[0] {
      case .batch, .fixed(0): true
      case .fixed(-1):
        // As many samples as before exactly when each keeps its numbers, which is checked below.
        true
      case .fixed(let count): count == batch
      }
    guard isAsItWas else {
      throw node.refusal(
        "it changes the number of samples",
        hint: "reshape with x.flatten(1), so that samples stay along the first axis")
    }
    target.removeFirst()
    for (axis, size) in target.enumerated() where size == .fixed(0) {
      guard axis < samples.dimensions.count else {
        throw node.error("keeps axis \(axis + 1) of \(samples.dimensions), which is not there")
      }
      target[axis] = .fixed(samples.dimensions[axis])
    }
    return try reshaped(
      samples, to: try resolved(target, from: samples.dimensions, node), node)
  }

  /// `Squeeze`: without axes of one element.
  mutating func squeeze(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let samples = try rearrangedSamples(0, of: node)
    let sizes = samples.dimensions
    let dropped: [Int]
    if let named = try list(1, orSetting: "axes", of: &node) {
      dropped = try axes(named, rank: sizes.count + 1, node).map { $0 - 1 }
    } else if batch == 1 {
      throw node.refusal(
        "it drops the samples' axis too, which has one element",
        hint: "name the axes to squeeze, or use x.flatten(1)")
    } else {
      dropped = sizes.indices.filter { sizes[$0] == 1 }
    }
    guard dropped.allSatisfy({ $0 >= 0 && sizes[$0] == 1 }) else {
      throw node.error("drops an axis of \(sizes) that is longer than 1, or the samples' own")
    }
    return try reshaped(
      samples, to: sizes.indices.filter { !dropped.contains($0) }.map { sizes[$0] }, node)
  }

  /// `Unsqueeze`: with further axes of one element.
  mutating func unsqueeze(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let samples = try rearrangedSamples(0, of: node)
    let named = try list(1, orSetting: "axes", of: &node) ?? []
    let rank = samples.dimensions.count + 1 + named.count
    guard rank <= 8 else { throw node.error("gives \(rank) axes") }
    let added = try axes(named, rank: rank, node)
    guard !added.contains(0) else {
      throw node.refusal(
        "it puts an axis before the samples' own", hint: "samples must stay along the first axis")
    }
    var rest = samples.dimensions.makeIterator()
    return try reshaped(
      samples, to: (1..<rank).map { added.contains($0) ? 1 : rest.next() ?? 1 }, node)
  }

  /// `Transpose`, which is kept until something takes its result that can do with it.
  mutating func transpose(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let samples = try rearrangedSamples(0, of: node)
    let rank = samples.dimensions.count + 1
    let order = try node.integers("perm") ?? Array((0..<rank).reversed())
    guard order.sorted() == Array(0..<rank) else { throw node.error("has the order \(order)") }
    guard order[0] == 0 else {
      throw node.refusal(
        "it moves the samples' axis", hint: "samples must stay along the first axis")
    }
    guard samples.padding == nil, samples.order?.isFlat != true else {
      throw node.refusal("it moves axes that are no longer there", hint: exportAgainHint)
    }
    let moved = order.dropFirst().map { $0 - 1 }
    let dimensions = moved.map { samples.dimensions[$0] }
    let axes = moved.map { samples.order?.axes[$0] ?? $0 }
    let whole = AxisOrder(dimensions: samples.order?.dimensions ?? samples.dimensions, axes: axes)
    if whole.isTrivial {
      return try reshaped(
        Samples(place: samples.place, dimensions: whole.dimensions), to: dimensions, node)
    }
    return Samples(place: samples.place, dimensions: dimensions, order: whole)
  }

  /// Samples with other axes over the same numbers in the same order.
  mutating func reshaped(
    _ samples: Samples, to dimensions: [Int], _ node: ONNXNode
  ) throws(FormatError) -> Samples {
    if dimensions == samples.dimensions { return samples }
    guard samples.padding == nil else {
      throw node.refusal("it takes padded samples", hint: padHint)
    }
    guard 1...3 ~= dimensions.count else {
      throw node.refusal(
        "it gives its samples the axes \(dimensions)",
        hint: "samples can be features, channels × length or channels × height × width")
    }
    if var order = samples.order {
      guard dimensions.count == 1 else {
        throw node.refusal(
          "it reshapes samples whose axes a Transpose has moved",
          hint: "export the network with channels first; tf2onnx has --inputs-as-nchw for that")
      }
      order.isFlat = true
      let flat = try flat(samples, node)
      return Samples(place: flat.place, dimensions: dimensions, order: order)
    }
    let shape = graph.nodes[samples.place].shape.dimensions
    let wanted =
      dimensions.count == 2 ? [dimensions[0], 1, dimensions[1]] : dimensions
    if wanted == shape { return Samples(place: samples.place, dimensions: dimensions) }
    if dimensions.count == 1 { return try flat(samples, node) }
    // Samples of features can come in as images from the start, as long as nothing else takes them.
    guard samples.place == graph.input, graph.nodes.count == 1, inputIsUndivided else {
      throw node.refusal(
        "it makes \(dimensions) of \(samples.dimensions), which only the network's input can be",
        hint: "samples can only be flattened within a network")
    }
    graph = try NetworkGraph(input: Shape(dimensions))
    return Samples(place: graph.input, dimensions: dimensions)
  }

  private mutating func flat(
    _ samples: Samples, _ node: ONNXNode
  ) throws(FormatError) -> Samples {
    if graph.nodes[samples.place].shape.rank == 1 { return samples }
    return try append(.flatten, node, to: [samples])
  }
}

private let padHint = "only a convolution or an average pool can stand behind a Pad"
