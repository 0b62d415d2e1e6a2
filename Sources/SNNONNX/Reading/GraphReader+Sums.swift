internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension GraphReader {
  /// `Gemm`: x·W·α + β·b.
  mutating func gemm(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let samples = try features(of: node)
    let (alpha, beta) = (try node.number("alpha") ?? 1, try node.number("beta") ?? 1)
    let (turnsInput, turnsWeight) = (
      try node.flag("transA") ?? false, try node.flag("transB") ?? false
    )
    guard !turnsInput else {
      throw node.refusal("it turns samples into features", hint: exportAgainHint)
    }
    let weight = try weight(of: node, samples, isTransposed: turnsWeight, times: alpha)
    var bias = Tensor.zeros([weight.shape[1]])
    if let constant = try optionalConstant(2, of: node) {
      bias = try self.bias(constant, features: weight.shape[1], times: beta, node)
    }
    return try linear(weight, bias, node, to: samples)
  }

  /// `MatMul`, with the `Add` of a bias behind it.
  mutating func matrixProduct(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let samples = try features(of: node)
    let weight = try weight(of: node, samples, isTransposed: false, times: 1)
    guard let (place, constant) = try addedConstant(to: node, features: weight.shape[1]) else {
      return try linear(weight, .zeros([weight.shape[1]]), node, to: samples)
    }
    let bias = try bias(constant, features: weight.shape[1], times: 1, node)
    let result = try linear(weight, bias, node, to: samples)
    merged.insert(place)
    values[nodes[place].outputs[0]] = .samples(result)
    return result
  }

  /// `BatchNormalization` in inference.
  mutating func batchNormalization(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    node.ignore("momentum")
    let samples = try samples(0, of: node)
    let epsilon = try node.number("epsilon") ?? 1e-5
    guard try node.flag("training_mode") != true, try node.flag("spatial") != false else {
      throw node.refusal(
        "it normalises by the batch it is given",
        hint: "export the network in evaluation mode: model.eval()")
    }
    let channels = samples.dimensions[0]
    var numbers: [[Scalar]] = []
    for index in 1...4 {
      let constant = try constant(index, of: node)
      guard constant.dimensions == [channels] else {
        throw node.error(
          "has \(constant.dimensions) numbers as its input \(index + 1) for \(channels) channels")
      }
      numbers.append(try scalars(of: constant, node))
    }
    guard numbers[3].allSatisfy({ Double($0) + epsilon > 0 }) else {
      throw node.error("has a variance that is not positive")
    }
    let affine = ChannelAffine(
      mean: numbers[2], variance: numbers[3], weight: numbers[0], bias: numbers[1],
      epsilon: epsilon)
    return try self.affine(affine, node, to: samples)
  }

  /// `Add` and `Sum`: of samples, or of samples and a constant.
  mutating func sum(_ node: ONNXNode) throws(FormatError) -> Samples {
    let constants = node.inputs.count { if case .constant? = values[$0] { true } else { false } }
    if constants > 0 { return try arithmetic(node) }
    var parts: [Samples] = []
    for index in node.inputs.indices { parts.append(try samples(index, of: node)) }
    guard parts.allSatisfy({ $0.dimensions == parts[0].dimensions }) else {
      throw node.refusal(
        "it adds samples of different shapes, \(parts[0].dimensions) and others",
        hint: "only samples of one shape can be added")
    }
    return parts.count == 1 ? parts[0] : try append(.add, node, to: parts)
  }

  /// `Concat` along the channels.
  mutating func concatenation(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    var parts: [Samples] = []
    for index in node.inputs.indices { parts.append(try samples(index, of: node)) }
    let rank = parts[0].dimensions.count + 1
    guard let place = try node.integer("axis"), try axis(place, rank: rank, node) == 1 else {
      throw node.refusal(
        "it joins samples along another axis than the channels",
        hint: "use torch.cat(…, dim=1)")
    }
    guard parts.allSatisfy({ $0.dimensions.dropFirst() == parts[0].dimensions.dropFirst() }) else {
      throw node.error("joins samples of different shapes")
    }
    return parts.count == 1 ? parts[0] : try append(.concatenation, node, to: parts)
  }

  /// Adds scale·x + shift.
  mutating func affine(
    _ affine: ChannelAffine, _ node: ONNXNode, to samples: Samples
  ) throws(FormatError) -> Samples {
    guard affine.scale.allSatisfy(\.isFinite), affine.shift.allSatisfy(\.isFinite) else {
      throw node.error(
        "has numbers that together are too large", hint: "train again with a smaller learning rate")
    }
    return try append(.affine(affine), node, to: [samples])
  }

  private mutating func linear(
    _ weight: Tensor, _ bias: Tensor, _ node: ONNXNode, to samples: Samples
  ) throws(FormatError) -> Samples {
    guard weight.isFinite, bias.isFinite else {
      throw node.error(
        "has weights that are too large", hint: "train again with a smaller learning rate")
    }
    return try append(.linear(Linear(weight: weight, bias: bias)), node, to: [samples])
  }

  /// The samples a linear layer takes, perhaps flattened from axes in another order.
  private func features(of node: ONNXNode) throws(FormatError) -> Samples {
    let samples = try rearrangedSamples(0, of: node)
    guard samples.dimensions.count == 1, samples.padding == nil else {
      throw node.refusal(
        "it multiplies samples \(samples.dimensions), which are not flat",
        hint: "flatten samples before a linear layer")
    }
    return samples
  }

  /// W as `[inputs, outputs]`.
  private mutating func weight(
    of node: ONNXNode, _ samples: Samples, isTransposed: Bool, times factor: Double
  ) throws(FormatError) -> Tensor {
    let constant = try constant(1, of: node)
    let inputs = samples.dimensions[0]
    let sizes = constant.dimensions
    guard sizes.count == 2, sizes[isTransposed ? 1 : 0] == inputs, constant.count > 0 else {
      throw node.error(
        "has weights \(sizes)\(isTransposed ? ", transposed," : "") for \(inputs) features")
    }
    var weight = Tensor(try scalars(of: constant, node), shape: Shape(sizes))
    if isTransposed { weight = weight.transposed() }
    if factor != 1 { weight = weight * Tensor(Scalar(factor)) }
    if let order = samples.order {
      // Row k of the file's weights is for the k-th element it sees.
      var rows = [Int](repeating: 0, count: inputs)
      for (row, place) in order.places.enumerated() { rows[place] = row }
      weight = weight.gathering(rows)
    }
    return weight
  }

  private mutating func bias(
    _ constant: Constant, features: Int, times factor: Double, _ node: ONNXNode
  ) throws(FormatError) -> Tensor {
    guard isBias(constant, features: features) else {
      throw node.error("has a bias \(constant.dimensions) for \(features) features")
    }
    var numbers = try scalars(of: constant, node)
    if numbers.count == 1, features > 1 {
      try take(features, node)
      numbers = [Scalar](repeating: numbers[0], count: features)
    }
    let bias = Tensor(numbers)
    return factor == 1 ? bias : bias * Tensor(Scalar(factor))
  }

  private func isBias(_ constant: Constant, features: Int) -> Bool {
    constant.dimensions.count <= 2 && constant.dimensions.dropLast().allSatisfy { $0 == 1 }
      && [1, features].contains(constant.dimensions.last ?? 1)
  }

  /// The `Add` that is all that becomes of a product, and the bias it adds.
  private func addedConstant(
    to node: ONNXNode, features: Int
  ) throws(FormatError) -> (place: Int, Constant)? {
    let result = node.outputs[0]
    guard result != output, let place = takers[result]?.first, takers[result]?.count == 1,
      nodes[place].kind == "Add", nodes[place].inputs.count == 2, nodes[place].outputs.count == 1
    else { return nil }
    let other = nodes[place].inputs[nodes[place].inputs[0] == result ? 1 : 0]
    guard case .constant(let constant)? = values[other], isBias(constant, features: features) else {
      return nil
    }
    // It is not read by itself, so it must be what its name says.
    try checkOrigin(of: nodes[place])
    try nodes[place].checkAllTaken()
    return (place, constant)
  }
}
