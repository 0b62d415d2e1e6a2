internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension GraphReader {
  /// `Clip` from 0 on.
  mutating func clip(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let samples = try samples(0, of: node)
    let (least, most): (Scalar?, Scalar?)
    if opset < 11 {
      least = try node.number("min").map { Scalar($0) }
      most = try node.number("max").map { Scalar($0) }
    } else {
      (least, most) = (try number(1, of: node), try number(2, of: node))
    }
    guard least == 0 else {
      throw node.refusal(
        "it cuts off at \(least.map { "\($0)" } ?? "nothing") from below, not at 0",
        hint: "train the network with ReLU, or a Clip from 0 on, in its place")
    }
    // Formats without infinity write the largest number of single precision.
    guard let most, most < Scalar(Float.greatestFiniteMagnitude) else {
      return try append(.rectifier(.relu), node, to: [samples])
    }
    guard most > 0 else { throw node.error("cuts everything off: its limits are 0 and \(most)") }
    return try append(.rectifier(Rectifier(limit: most)), node, to: [samples])
  }

  /// `Max` of samples and 0.
  mutating func maximum(_ node: ONNXNode) throws(FormatError) -> Samples {
    guard node.inputs.count == 2 else { throw node.error("takes \(node.inputs.count) inputs") }
    let constantFirst = if case .constant? = try value(0, of: node) { true } else { false }
    guard case .constant? = try value(constantFirst ? 0 : 1, of: node),
      try number(constantFirst ? 0 : 1, of: node) == 0
    else {
      throw node.refusal(
        "it is a maximum of samples and something else than 0",
        hint: "train the network with ReLU in its place")
    }
    return try append(.rectifier(.relu), node, to: [samples(constantFirst ? 1 : 0, of: node)])
  }
}
