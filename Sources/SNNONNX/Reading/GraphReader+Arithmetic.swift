internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension GraphReader {
  /// `Add`, `Sub`, `Mul` and `Div` of samples and a constant.
  mutating func arithmetic(_ node: ONNXNode) throws(FormatError) -> Samples {
    guard node.inputs.count == 2 else { throw node.error("takes \(node.inputs.count) inputs") }
    let constantFirst = if case .constant? = try value(0, of: node) { true } else { false }
    guard case .constant? = try value(constantFirst ? 0 : 1, of: node) else {
      throw node.refusal(
        "it computes with two sets of samples",
        hint: "samples can be added to each other, but not subtracted, multiplied or divided")
    }
    let samples = try samples(constantFirst ? 1 : 0, of: node)
    let constant = try constant(constantFirst ? 0 : 1, of: node)
    guard let axes = alignedAxes(constant, samples) else {
      throw node.refusal(
        "its constant \(constant.dimensions) does not fit samples \(samples.dimensions)",
        hint: "constants can be one number, one for each channel, or one for each element")
    }
    if axes.dropFirst().allSatisfy({ $0 == 1 }) {
      var numbers = try scalars(of: constant, node)
      if numbers.count == 1 {
        try take(samples.dimensions[0], node)
        numbers = [Scalar](repeating: numbers[0], count: samples.dimensions[0])
      }
      return try affine(try affine(node, numbers, constantFirst), node, to: samples)
    }
    guard node.kind == "Add" || node.kind == "Sub" || node.kind == "Sum" else {
      throw node.refusal(
        "its constant \(constant.dimensions) differs within a channel",
        hint: "constants to multiply by can be one number or one for each channel")
    }
    return try offset(by: constant, axes, node, to: samples, constantFirst)
  }

  /// The sizes of a constant along the axes of a sample, 1 where it stretches; nil when it does not
  /// fit or would stretch the samples.
  private func alignedAxes(_ constant: Constant, _ samples: Samples) -> [Int]? {
    let rank = samples.dimensions.count
    let sizes = constant.dimensions
    // An axis for the samples must be there for all of them.
    guard sizes.count <= rank + 1, sizes.count <= rank || sizes[0] == 1 else { return nil }
    let axes = [Int](repeating: 1, count: max(0, rank - sizes.count)) + sizes.suffix(rank)
    return zip(axes, samples.dimensions).allSatisfy { $0 == 1 || $0 == $1 } ? axes : nil
  }

  /// What a constant for each channel makes of x.
  private func affine(
    _ node: ONNXNode, _ numbers: [Scalar], _ constantFirst: Bool
  ) throws(FormatError) -> ChannelAffine {
    let (ones, zeros) = (numbers.map { _ in Scalar(1) }, numbers.map { _ in Scalar(0) })
    switch node.kind {
    case "Add", "Sum": return ChannelAffine(scale: ones, shift: numbers)
    case "Sub" where constantFirst: return ChannelAffine(scale: ones.map { -$0 }, shift: numbers)
    case "Sub": return ChannelAffine(scale: ones, shift: numbers.map { -$0 })
    case "Mul": return ChannelAffine(scale: numbers, shift: zeros)
    default:
      guard !constantFirst else {
        throw node.refusal(
          "it divides by samples", hint: "samples can only be divided by constants")
      }
      guard !numbers.contains(0) else { throw node.error("divides by 0") }
      return ChannelAffine(scale: numbers.map { 1 / $0 }, shift: zeros)
    }
  }

  /// A number of its own for each element.
  private mutating func offset(
    by constant: Constant, _ axes: [Int], _ node: ONNXNode, to samples: Samples,
    _ constantFirst: Bool
  ) throws(FormatError) -> Samples {
    let shape = graph.nodes[samples.place].shape
    try take(shape.elementCount, node)
    let numbers = Tensor(try scalars(of: constant, node), shape: Shape(axes))
      .broadcast(to: Shape(samples.dimensions)).reshaped(to: shape)
    guard node.kind == "Sub" else { return try append(.offset(numbers), node, to: [samples]) }
    guard constantFirst else { return try append(.offset(-numbers), node, to: [samples]) }
    let channels = samples.dimensions[0]
    try take(2 * channels, node)
    let negated = try affine(
      ChannelAffine(
        scale: [Scalar](repeating: -1, count: channels),
        shift: [Scalar](repeating: 0, count: channels)), node, to: samples)
    return try append(.offset(numbers), node, to: [negated])
  }
}
