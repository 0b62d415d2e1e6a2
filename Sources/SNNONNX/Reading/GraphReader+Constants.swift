internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension GraphReader {
  /// The tensor a node stands for.
  mutating func constant(_ node: inout ONNXNode) throws(FormatError) -> Value {
    if let message = try node.tensor("value") {
      let tensor = try ONNXTensor(message, named: node.outputs[0], files: &files)
      return .constant(
        Constant(name: tensor.name, dimensions: tensor.dimensions, numbers: .stored(tensor)))
    }
    if let number = try node.integer("value_int") {
      return .sizes(Sizes([.fixed(number)], dimensions: []))
    }
    if let numbers = try node.integers("value_ints") {
      return .sizes(Sizes(numbers.map { .fixed($0) }))
    }
    if let number = try node.number("value_float") {
      return .constant(
        Constant(name: node.outputs[0], dimensions: [], numbers: .computed([Scalar(number)])))
    }
    if let numbers = try node.numbers("value_floats") {
      let scalars = numbers.map { Scalar($0) }
      guard scalars.allSatisfy(\.isFinite) else {
        throw node.error("holds numbers that are not finite")
      }
      return .constant(
        Constant(name: node.outputs[0], dimensions: [scalars.count], numbers: .computed(scalars)))
    }
    throw node.error("holds no plain numbers", hint: exportAgainHint)
  }

  /// What a node makes of constants and sizes alone.
  mutating func folded(_ node: inout ONNXNode) throws(FormatError) -> Value {
    guard case .constant(let constant)? = try value(0, of: node) else {
      return try foldedSizes(&node)
    }
    if case .stored(let tensor) = constant.numbers, tensor.element.isWhole {
      return try foldedSizes(&node)
    }
    return .constant(try folded(constant, &node))
  }

  /// Real constants with their axes moved.
  private mutating func folded(
    _ constant: Constant, _ node: inout ONNXNode
  ) throws(FormatError) -> Constant {
    var result = constant
    let rank = constant.dimensions.count
    switch node.kind {
    case "Identity": break
    case "Cast":
      node.ignore("saturate", "round_mode")
      let type = try node.integer("to").flatMap { Int32(exactly: $0) }
      guard type.flatMap({ ONNXElement(rawValue: $0) })?.isReal == true else {
        throw notFolded(node)
      }
    case "Reshape", "Flatten", "Squeeze", "Unsqueeze":
      result.dimensions = try reshapedAxes(of: constant.dimensions, &node)
    case "Transpose":
      let order = try node.integers("perm") ?? Array((0..<rank).reversed())
      guard order.sorted() == Array(0..<rank) else { throw node.error("has the order \(order)") }
      let places = AxisOrder(dimensions: constant.dimensions, axes: order)
      result.dimensions = order.map { constant.dimensions[$0] }
      if places.isTrivial { break }
      let scalars = try scalars(of: constant, node)
      try take(constant.count, node)
      result = Constant(
        name: constant.name, dimensions: result.dimensions,
        numbers: .computed(places.places.map { scalars[$0] }))
    default: throw notFolded(node)
    }
    return result
  }

  /// The error for a node that cannot be worked out beforehand.
  func notFolded(_ node: ONNXNode) -> FormatError {
    knownRefusal(of: node)
      ?? node.refusal(
        "it computes one constant from others",
        hint: "export the network with its constants folded, for example with onnxsim")
  }
}
