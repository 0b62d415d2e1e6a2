internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension GraphReader {
  /// What a node takes in one place; nil when it is left out.
  func value(_ index: Int, of node: ONNXNode) throws(FormatError) -> Value? {
    guard node.inputs.indices.contains(index), !node.inputs[index].isEmpty else { return nil }
    let name = node.inputs[index]
    guard let value = values[name] else {
      throw node.error("takes “\(shown(name))”, which is not there", hint: exportAgainHint)
    }
    return value
  }

  /// The samples a node takes, of which nothing is pending.
  func samples(_ index: Int, of node: ONNXNode) throws(FormatError) -> Samples {
    let samples = try rearrangedSamples(index, of: node)
    guard samples.padding == nil else {
      throw node.refusal(
        "it takes what a Pad has laid zeros around",
        hint: "only a convolution or an average pool can stand behind a Pad")
    }
    guard samples.order == nil else {
      throw node.refusal(
        "it takes samples whose axes a Transpose has moved",
        hint: "export the network with channels first; tf2onnx has --inputs-as-nchw for that")
    }
    return samples
  }

  /// The same, perhaps with zeros to be laid around them or their axes to be moved.
  func rearrangedSamples(_ index: Int, of node: ONNXNode) throws(FormatError) -> Samples {
    switch try value(index, of: node) {
    case .samples(let samples): return samples
    case nil: throw node.error("has no input \(index + 1)")
    case .constant, .sizes:
      throw node.refusal(
        "its input \(index + 1) is a constant where samples are needed",
        hint: "export the network with its constants folded, for example with onnxsim")
    }
  }

  /// A constant that a node needs.
  func constant(_ index: Int, of node: ONNXNode) throws(FormatError) -> Constant {
    guard let constant = try optionalConstant(index, of: node) else {
      throw node.error("has no input \(index + 1)")
    }
    return constant
  }

  /// A constant that a node may take.
  func optionalConstant(_ index: Int, of node: ONNXNode) throws(FormatError) -> Constant? {
    switch try value(index, of: node) {
    case .constant(let constant): return constant
    case nil: return nil
    case .samples, .sizes:
      throw node.refusal(
        "its input \(index + 1), “\(shown(node.inputs[index]))”, is computed while the network runs",
        hint: "only layers with fixed weights can be converted")
    }
  }

  /// The only number of a constant, infinite ones too; nil when it is left out.
  func number(_ index: Int, of node: ONNXNode) throws(FormatError) -> Scalar? {
    guard let constant = try optionalConstant(index, of: node) else { return nil }
    guard constant.count == 1 else {
      throw node.error("takes \(constant.count) numbers as its input \(index + 1), not one")
    }
    let scalars =
      switch constant.numbers {
      case .stored(let tensor): try tensor.anyScalars(files)
      case .computed(let scalars): scalars
      }
    guard !scalars[0].isNaN else { throw node.error("takes nan as its input \(index + 1)") }
    return scalars[0]
  }

  /// Sizes that a node may take.
  func sizes(_ index: Int, of node: ONNXNode) throws(FormatError) -> Sizes? {
    switch try value(index, of: node) {
    case nil: return nil
    case .sizes(let sizes): return sizes
    case .constant(let constant):
      guard case .stored(let tensor) = constant.numbers else { break }
      return Sizes(
        try tensor.integers(files).map { .fixed($0) }, dimensions: constant.dimensions)
    case .samples: break
    }
    throw node.refusal(
      "its input \(index + 1) is computed while the network runs",
      hint: "only networks whose shapes are fixed can be converted")
  }

  /// A list of whole numbers that a node may take, such as axes.
  func list(_ index: Int, of node: ONNXNode) throws(FormatError) -> [Int]? {
    guard let sizes = try sizes(index, of: node) else { return nil }
    guard let numbers = sizes.numbers, sizes.dimensions.count <= 1 else {
      throw node.error("takes no plain list of numbers as its input \(index + 1)")
    }
    return numbers
  }

  /// The same for what older versions have as a setting and newer ones as an input.
  func list(
    _ index: Int, orSetting setting: String, of node: inout ONNXNode
  ) throws(FormatError) -> [Int]? {
    if let numbers = try node.integers(setting) { return numbers }
    return try list(index, of: node)
  }

  /// Whether a node takes samples anywhere.
  func takesSamples(_ node: ONNXNode) -> Bool {
    node.inputs.contains { if case .samples? = values[$0] { true } else { false } }
  }

  /// An axis counted from 0, when it may be counted from the last.
  func axis(_ axis: Int, rank: Int, _ node: ONNXNode) throws(FormatError) -> Int {
    guard -rank..<rank ~= axis else {
      throw node.error("has an axis \(axis), but takes \(rank) axes")
    }
    return axis < 0 ? axis + rank : axis
  }

  /// Axes counted from 0, each once.
  func axes(_ axes: [Int], rank: Int, _ node: ONNXNode) throws(FormatError) -> [Int] {
    var result: [Int] = []
    for place in axes { result.append(try axis(place, rank: rank, node)) }
    guard Set(result).count == result.count else {
      throw node.error("names an axis twice: \(axes)")
    }
    return result
  }
}
