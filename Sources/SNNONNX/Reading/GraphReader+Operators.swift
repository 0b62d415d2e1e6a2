internal import SNNConversion
internal import SNNFormats

extension GraphReader {
  /// What a node gives.
  mutating func value(of node: inout ONNXNode) throws(FormatError) -> Value {
    guard !node.outputs.isEmpty, !node.outputs[0].isEmpty else {
      throw node.error("gives nothing")
    }
    try checkOrigin(of: node)
    switch node.kind {
    case "Constant": return try constant(&node)
    case "Shape": return .sizes(try shape(&node))
    default: return try takesSamples(node) ? .samples(samples(of: &node)) : folded(&node)
    }
  }

  /// Refuses operators that are not the format's own.
  func checkOrigin(of node: ONNXNode) throws(FormatError) {
    guard !node.kind.isEmpty else { throw node.error("names no operator") }
    guard !functions.contains("\(node.domain).\(node.kind)") else {
      throw node.refusal(
        "it is a function of the file's own",
        hint: "write functions out with onnx.inliner.inline_local_functions")
    }
    guard node.domain.isEmpty else {
      throw node.refusal(
        "it is an operator of “\(shown(node.domain))”, not of ONNX itself",
        hint: "export the network before it is optimised for one runtime")
    }
  }

  /// What an operator makes of samples.
  private mutating func samples(of node: inout ONNXNode) throws(FormatError) -> Samples {
    switch node.kind {
    case "Conv": try convolution(&node)
    case "Gemm": try gemm(&node)
    case "MatMul": try matrixProduct(&node)
    case "BatchNormalization": try batchNormalization(&node)
    case "Relu": try append(.rectifier(.relu), node, to: [samples(0, of: node)])
    case "Clip": try clip(&node)
    case "Max": try maximum(node)
    case "MaxPool": try maxPool(&node)
    case "AveragePool": try averagePool(&node)
    case "GlobalAveragePool": try globalAverage(node)
    case "GlobalMaxPool": try globalMaximum(node)
    case "ReduceMean": try mean(&node)
    case "Add", "Sum": try sum(node)
    case "Sub", "Mul", "Div": try arithmetic(node)
    case "Concat": try concatenation(&node)
    case "Flatten": try flatten(&node)
    case "Reshape": try reshape(&node)
    case "Squeeze": try squeeze(&node)
    case "Unsqueeze": try unsqueeze(&node)
    case "Transpose": try transpose(&node)
    case "Pad": try pad(&node)
    case "Softmax", "LogSoftmax": try softmax(&node)
    case "Identity": try rearrangedSamples(0, of: node)
    case "Dropout": try dropout(&node)
    case "Cast": try cast(&node)
    default: throw refusal(of: node)
    }
  }

  private func dropout(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    node.ignore("ratio", "seed", "is_test")
    if let training = try list(2, of: node), training != [0] {
      throw node.refusal(
        "it drops numbers at random", hint: "export the network in evaluation mode: model.eval()")
    }
    return try rearrangedSamples(0, of: node)
  }

  /// To another type of real numbers: here they are all of one.
  private func cast(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    node.ignore("saturate", "round_mode")
    let type = try node.integer("to") ?? 0
    guard let element = Int32(exactly: type).flatMap({ ONNXElement(rawValue: $0) }), element.isReal
    else { throw node.refusal("it rounds samples to whole numbers", hint: realNumbersHint) }
    return try rearrangedSamples(0, of: node)
  }

  private mutating func softmax(_ node: inout ONNXNode) throws(FormatError) -> Samples {
    let samples = try samples(0, of: node)
    let rank = samples.dimensions.count + 1
    let place = try axis(try node.integer("axis") ?? (opset < 13 ? 1 : -1), rank: rank, node)
    guard rank == 2, place == 1 else {
      throw node.refusal(
        "it runs along axis \(place) of \(rank), not over scores", hint: innerSoftmaxHint)
    }
    return try append(.softmax, node, to: [samples])
  }
}

private let innerSoftmaxHint =
  "only a softmax at the end can be converted: it leaves the order of scores alone"
