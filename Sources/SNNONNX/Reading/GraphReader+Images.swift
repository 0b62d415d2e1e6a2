internal import SNNConversion
internal import SNNFormats
internal import SNNKernels
internal import SNNTensor

extension GraphReader {
  /// `Conv` in one or two dimensions, with the zeros of a `Pad` before it.
  mutating func convolution(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let (samples, zeros) = try images(of: node)
    let axes = try imageAxes(samples, node)
    let kernels = try constant(1, of: node)
    guard kernels.dimensions.count == axes + 2, kernels.count > 0 else {
      throw node.error(
        "has weights \(kernels.dimensions) for samples \(samples.dimensions)",
        hint: "only convolutions in one or two dimensions can be converted")
    }
    let outputs = kernels.dimensions[0]
    let groups = try node.integer("group") ?? 1
    guard groups >= 1, outputs % groups == 0 else {
      throw node.error("has \(outputs) output channels in \(groups) groups")
    }
    let settings = try WindowSettings(
      &node, kernel: Array(kernels.dimensions.dropFirst(2)), axes: axes)
    guard zeros == .none || !settings.isAutomatic else {
      throw node.refusal("a Pad stands before its own automatic padding", hint: exportAgainHint)
    }
    let bias = try optionalConstant(2, of: node)
    guard bias.map({ $0.dimensions == [outputs] }) ?? true else {
      throw node.error("has a bias \(bias?.dimensions ?? []) for \(outputs) output channels")
    }
    var shape = kernels.dimensions
    if axes == 1 { shape.insert(1, at: 2) }
    let layer = Conv2d(
      weight: Tensor(try scalars(of: kernels, node), shape: Shape(shape)),
      bias: try bias.map { (bias) throws(FormatError) in Tensor(try scalars(of: bias, node)) },
      windows: settings.windows(on: size(of: samples), adding: zeros), groups: groups)
    return try append(.convolution(layer), node, to: [samples])
  }

  /// `MaxPool`.
  mutating func maxPool(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    // The order of places it could give besides.
    node.ignore("storage_order")
    let samples = try samples(0, of: node)
    let axes = try imageAxes(samples, node)
    let ceil = try node.flag("ceil_mode") ?? false
    let settings = try WindowSettings(&node, kernel: nil, axes: axes)
    let image = size(of: samples)
    let windows = settings.windows(on: image)
    return try append(
      .maxPool(ceil ? windows.roundedUp(on: image) : windows), node, to: [samples])
  }

  /// `AveragePool`, as far as all its means are over as many elements, zeros in the padding among
  /// them.
  mutating func averagePool(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let (samples, zeros) = try images(of: node)
    let (axes, image) = (try imageAxes(samples, node), size(of: samples))
    let ceil = try node.flag("ceil_mode") ?? false
    let countsPadding = try node.flag("count_include_pad") ?? false
    let settings = try WindowSettings(&node, kernel: nil, axes: axes)
    let own = settings.windows(on: image)
    guard zeros == .none || own.padding == 0 && own.endPadding == 0 && !ceil else {
      throw node.refusal("a Pad stands before its own padding", hint: evenMeansHint)
    }
    let stated = settings.windows(on: image, adding: zeros)
    let windows = (ceil ? stated.roundedUp(on: image) : stated).padded(asReachedOn: image)
    let isPadded = windows.padding != 0 || windows.endPadding != 0
    guard countsPadding || zeros != .none || !isPadded else {
      throw node.refusal("its means at the edges are over fewer elements", hint: evenMeansHint)
    }
    guard windows.endPadding.height <= stated.endPadding.height,
      windows.endPadding.width <= stated.endPadding.width
    else {
      throw node.refusal(
        "its last windows reach beyond the image and are means over fewer elements",
        hint: evenMeansHint)
    }
    return try append(.averagePool(windows), node, to: [samples])
  }

  /// `GlobalAveragePool`.
  mutating func globalAverage(_ node: ONNXNode) throws(FormatError) -> Samples {
    let samples = try samples(0, of: node)
    let axes = try imageAxes(samples, node)
    return try append(
      .globalAveragePool, node, to: [samples],
      dimensions: [samples.dimensions[0]] + [Int](repeating: 1, count: axes))
  }

  /// `GlobalMaxPool`: one window as large as the image.
  mutating func globalMaximum(_ node: ONNXNode) throws(FormatError) -> Samples {
    let samples = try samples(0, of: node)
    _ = try imageAxes(samples, node)
    let windows = Windows(covering: size(of: samples))
    return try append(.maxPool(windows), node, to: [samples])
  }

  /// `ReduceMean` over all axes of an image.
  mutating func mean(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let samples = try samples(0, of: node)
    let sizes = samples.dimensions
    let named = try list(1, orSetting: "axes", of: &node) ?? []
    let (keeps, skips) = (
      try node.flag("keepdims") ?? true, try node.flag("noop_with_empty_axes") ?? false
    )
    if named.isEmpty, skips { return samples }
    let axes = try axes(named, rank: sizes.count + 1, node).map { $0 - 1 }
    guard axes.allSatisfy({ $0 > 0 }), !axes.isEmpty,
      sizes.indices.dropFirst().allSatisfy({ axes.contains($0) || sizes[$0] == 1 })
    else {
      throw node.refusal(
        "its mean is not over the whole of each channel", hint: "use a global average pool")
    }
    let kept = sizes.indices.map { axes.contains($0) ? 1 : sizes[$0] }
    let mean = try append(.globalAveragePool, node, to: [samples], dimensions: kept)
    if keeps { return mean }
    return try reshaped(
      mean, to: sizes.indices.filter { !axes.contains($0) }.map { kept[$0] }, node)
  }

  /// `Pad` with zeros, which what takes the result lays around.
  mutating func pad(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    var samples = try samples(0, of: node)
    let rank = samples.dimensions.count + 1
    guard try node.word("mode") ?? "constant" == "constant",
      try node.number("value") ?? 0 == 0, try number(2, of: node) ?? 0 == 0
    else { throw node.refusal("it pads with something else than zeros", hint: zerosHint) }
    let axes = try self.axes(try list(3, of: node) ?? Array(0..<rank), rank: rank, node)
    guard let pads = try list(1, orSetting: "pads", of: &node), pads.count == 2 * axes.count
    else { throw node.error("needs two numbers for each of \(axes.count) axes") }
    var begin = [Int](repeating: 0, count: rank)
    var end = begin
    for (index, axis) in axes.enumerated() {
      (begin[axis], end[axis]) = (pads[index], pads[axes.count + index])
    }
    if pads.allSatisfy({ $0 == 0 }) { return samples }
    guard pads.allSatisfy({ 0...(1 << 16) ~= $0 }) else {
      throw node.refusal("it pads by \(pads.prefix(16))", hint: zerosHint)
    }
    guard rank > 2, begin[..<2] + end[..<2] == [0, 0, 0, 0] else {
      throw node.refusal("it pads other axes than those of images", hint: zerosHint)
    }
    samples.padding = Padding(
      begin: extent(begin[2...], height: 0), end: extent(end[2...], height: 0))
    return samples
  }

  /// The images a node takes, and the zeros that a `Pad` laid around them.
  private func images(of node: ONNXNode) throws(FormatError) -> (Samples, Padding) {
    var samples = try rearrangedSamples(0, of: node)
    guard let zeros = samples.padding else {
      samples = try self.samples(0, of: node)
      return (samples, .none)
    }
    samples.padding = nil
    return (samples, zeros)
  }

  /// The size of an image in the graph.
  private func size(of samples: Samples) -> Extent {
    let shape = graph.nodes[samples.place].shape
    return Extent(shape[1], shape[2])
  }

  /// How many axes each channel of an image has.
  private func imageAxes(_ samples: Samples, _ node: ONNXNode) throws(FormatError) -> Int {
    guard 2...3 ~= samples.dimensions.count else {
      throw node.error(
        "takes images, but is given samples \(samples.dimensions)",
        hint: "check the layer's settings and the shape of the input")
    }
    return samples.dimensions.count - 1
  }
}

private let evenMeansHint =
  "use average pools without padding, or with count_include_pad=True, and without ceil_mode"
private let zerosHint = "only zeros around images can be converted: put them into the convolution"
