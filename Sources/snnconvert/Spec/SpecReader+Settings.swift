import SNN
import Yams

// The settings of single layers.

extension SpecReader {
  func convolution(_ node: Node) throws(DataError) -> ConvolutionSpec {
    if case .scalar = node { return ConvolutionSpec(weight: try tensor(node)) }
    let settings = try settings(
      node, of: "conv", ["weight", "bias", "stride", "padding", "dilation", "groups"])
    return ConvolutionSpec(
      weight: try weight(settings, of: "conv", node), bias: try bias(settings["bias"]),
      stride: try settings["stride"].map { node throws(DataError) in
        try size(node, "stride", from: 1)
      } ?? 1,
      padding: try padding(settings["padding"]),
      dilation: try settings["dilation"].map { node throws(DataError) in
        try size(node, "dilation", from: 1)
      } ?? 1,
      groups: try settings["groups"].map { node throws(DataError) in
        try wholeNumber(node, "groups", in: 1...WindowSize.limit)
      } ?? 1)
  }

  func linear(_ node: Node) throws(DataError) -> LinearSpec {
    if case .scalar = node { return LinearSpec(weight: try tensor(node)) }
    let settings = try settings(node, of: "linear", ["weight", "bias", "layout"])
    let layout = try settings["layout"].map { node throws(DataError) in
      let name = try text(node, "layout")
      guard let layout = LinearLayout(rawValue: name) else {
        throw error(
          "there is no layout \(quoted(name))", at: node,
          hint: "out-in is PyTorch's [outputs, inputs], in-out Keras's [inputs, outputs]")
      }
      return layout
    }
    return LinearSpec(
      weight: try weight(settings, of: "linear", node), bias: try bias(settings["bias"]),
      layout: layout)
  }

  func batchNorm(_ node: Node) throws(DataError) -> BatchNormSpec {
    if case .scalar = node { return BatchNormSpec(tensors: .prefix(try tensor(node))) }
    let settings = try settings(
      node, of: "batchnorm", ["weight", "bias", "mean", "variance", "epsilon"])
    let epsilon = try settings["epsilon"].map { node throws(DataError) in
      let number = try number(node, "epsilon")
      guard number >= 0 else {
        throw error(
          "epsilon must not be negative", at: node,
          hint: "it is 1e-3 in Keras and 1e-5 in PyTorch, unless told")
      }
      return number
    }
    if let mean = settings["mean"], let variance = settings["variance"] {
      return BatchNormSpec(
        tensors: .names(
          mean: try tensor(mean), variance: try tensor(variance),
          weight: try settings["weight"].map(tensor), bias: try settings["bias"].map(tensor)),
        epsilon: epsilon)
    }
    for name in ["mean", "variance", "bias"] {
      guard let node = settings[name] else { continue }
      throw error(
        "batchnorm takes \(name) beside mean and variance only", at: node,
        hint: "name the tensors mean and variance, too, or what stands before all their names as "
          + "weight")
    }
    return BatchNormSpec(
      tensors: .prefix(try weight(settings, of: "batchnorm", node)), epsilon: epsilon)
  }

  /// `{max: 6}`.
  func rectifier(_ node: Node) throws(DataError) -> RectifierSpec {
    let settings = try settings(node, of: "relu", ["max"])
    guard let limit = settings["max"] else {
      throw error("relu has empty settings", at: node, hint: "write relu alone, or {max: 6}")
    }
    return RectifierSpec(limit: .number(try positiveNumber(limit, "max")))
  }

  /// `{limit: act1, levels: 8}`.
  func quantizedRectifier(_ node: Node) throws(DataError) -> RectifierSpec {
    let settings = try settings(node, of: "qcfs", ["limit", "levels"])
    guard let limit = settings["limit"], let levels = settings["levels"] else {
      throw error(
        "qcfs needs a limit and levels", at: node,
        hint: "write {limit: act1.thresh, levels: 8}, with the levels of the training")
    }
    return RectifierSpec(
      limit: try self.limit(limit), levels: try wholeNumber(levels, "levels", in: 1...65_535))
  }

  /// A number, or the name of a tensor.
  private func limit(_ node: Node) throws(DataError) -> RectifierSpec.Limit {
    if case .scalar(let scalar) = node, scalar.style == .plain, Double(scalar.string) != nil {
      return .number(try positiveNumber(node, "limit"))
    }
    return .tensor(try tensor(node))
  }

  /// `2`, `[2, 3]`, or `{kernel: 3, stride: 2}`.
  func pool(_ node: Node, _ word: String) throws(DataError) -> PoolSpec {
    guard case .mapping = node else {
      return PoolSpec(kernel: try size(node, "kernel", from: 1))
    }
    let settings = try settings(node, of: word, ["kernel", "stride", "padding", "ceil"])
    guard let kernel = settings["kernel"] else {
      throw error("\(word) has no `kernel`", at: node, hint: "write {kernel: 2}")
    }
    return PoolSpec(
      kernel: try size(kernel, "kernel", from: 1),
      stride: try settings["stride"].map { node throws(DataError) in
        try size(node, "stride", from: 1)
      },
      padding: try padding(settings["padding"]),
      roundsUp: try settings["ceil"].map { node throws(DataError) in try flag(node, "ceil") }
        ?? false)
  }

  /// The name of a tensor, or what stands before its last dot.
  private func tensor(_ node: Node) throws(DataError) -> String {
    try text(node, "the name of a tensor")
  }

  private func weight(
    _ settings: [String: Node], of word: String, _ node: Node
  ) throws(DataError) -> String {
    guard let weight = settings["weight"] else {
      throw error(
        "\(word) has no `weight`", at: node,
        hint: "write the name of the tensor, or what stands before .weight")
    }
    return try tensor(weight)
  }

  /// A name, or `false` for none.
  private func bias(_ node: Node?) throws(DataError) -> BiasChoice {
    guard let node else { return .besideWeight }
    if case .scalar(let scalar) = node, scalar.style == .plain, scalar.string == "false" {
      return .absent
    }
    return .tensor(try tensor(node))
  }

  /// `1`, `[1, 2]` or `same`.
  private func padding(_ node: Node?) throws(DataError) -> PaddingChoice {
    guard let node else { return 0 }
    if case .scalar(let scalar) = node, scalar.string == "same" { return .same }
    return .size(try size(node, "padding", from: 0))
  }

  /// `3` or `[3, 5]`.
  private func size(
    _ node: Node, _ what: String, from least: Int
  ) throws(DataError) -> WindowSize {
    let range = least...WindowSize.limit
    guard case .sequence(let items) = node else {
      return .number(try wholeNumber(node, what, in: range))
    }
    let nodes = Array(items)
    guard nodes.count == 2 else {
      throw error(
        "\(what) has \(nodes.count) numbers", at: node,
        hint: "write one number, or two: [height, width]")
    }
    return .sides(
      try wholeNumber(nodes[0], what, in: range), try wholeNumber(nodes[1], what, in: range))
  }
}
