import SNN
import Yams

/// The words that layers start with.
private enum LayerWord: String, CaseIterable {
  case conv, linear, batchnorm, relu, relu6, qcfs, maxpool, averagepool, globalaveragepool, flatten
  case dropout, softmax, residual, concat, subsample
}

extension SpecReader {
  /// Layers one behind the other.
  func layers(_ node: Node) throws(DataError) -> [LayerSpec] {
    var layers: [LayerSpec] = []
    for item in try list(node, "a list of layers") { layers.append(try layer(item)) }
    return layers
  }

  /// `relu`, or `conv: …`.
  private func layer(_ node: Node) throws(DataError) -> LayerSpec {
    let (nameNode, value): (Node, Node?)
    switch node {
    case .mapping(let pairs):
      guard let pair = pairs.first, pairs.count == 1 else {
        throw error(
          "a layer has one kind, not \(pairs.count)", at: node,
          hint: "start a line with - for every layer, and put its settings in braces")
      }
      (nameNode, value) = (pair.key, pair.value)
    default: (nameNode, value) = (node, nil)
    }
    let name = try text(nameNode, "the kind of a layer")
    guard let word = LayerWord(rawValue: name) else {
      let names = LayerWord.allCases.map(\.rawValue)
      throw error(
        "there is no layer \(quoted(name))", at: nameNode,
        hint: nearest(to: name, among: names).map { "did you mean \(quoted($0))?" }
          ?? "layers are \(names.joined(separator: ", "))")
    }
    return LayerSpec(try kind(word, value, at: nameNode), at: place(nameNode))
  }

  private func kind(
    _ word: LayerWord, _ value: Node?, at node: Node
  ) throws(DataError) -> LayerSpec.Kind {
    func needed() throws(DataError) -> Node {
      guard let value else {
        throw error(
          "\(word.rawValue) needs settings", at: node,
          hint: "put a colon and its settings behind it")
      }
      return value
    }
    switch word {
    case .conv: return .convolution(try convolution(try needed()))
    case .linear: return .linear(try linear(try needed()))
    case .batchnorm: return .batchNorm(try batchNorm(try needed()))
    case .relu: return .rectifier(try value.map(rectifier) ?? RectifierSpec())
    case .qcfs: return .rectifier(try quantizedRectifier(try needed()))
    case .maxpool: return .maxPool(try pool(try needed(), "maxpool"))
    case .averagepool: return .averagePool(try pool(try needed(), "averagepool"))
    case .residual: return try residual(try needed())
    case .concat: return .concatenation(try branches(try needed()))
    case .subsample: return try subsampling(try needed())
    case .dropout:
      // Its share is nothing to a network that has learnt.
      if let value { _ = try number(value, "the share of dropout") }
      return .dropout
    case .relu6, .globalaveragepool, .flatten, .softmax:
      if let value {
        throw error(
          "\(word.rawValue) has no settings", at: value, hint: "leave out what is behind it")
      }
      switch word {
      case .relu6: return .rectifier(RectifierSpec(limit: .number(6)))
      case .globalaveragepool: return .globalAveragePool
      case .flatten: return .flatten
      default: return .softmax
      }
    }
  }

  /// `[…]`, or `{branch: […], shortcut: […]}`.
  private func residual(_ node: Node) throws(DataError) -> LayerSpec.Kind {
    let (branch, shortcut): (Node, Node?)
    if case .sequence = node {
      (branch, shortcut) = (node, nil)
    } else {
      let settings = try settings(node, of: "residual", ["branch", "shortcut"])
      guard let found = settings["branch"] else {
        throw error("residual has no `branch`", at: node, hint: "list its layers as `branch`")
      }
      (branch, shortcut) = (found, settings["shortcut"])
    }
    let layers = try layers(branch)
    guard !layers.isEmpty else {
      throw error("residual has an empty branch", at: branch, hint: "list the layers of the branch")
    }
    return .residual(branch: layers, shortcut: try shortcut.map(self.layers) ?? [])
  }

  /// `[[…], […]]`.
  private func branches(_ node: Node) throws(DataError) -> [[LayerSpec]] {
    var branches: [[LayerSpec]] = []
    for item in try list(node, "concat") { branches.append(try layers(item)) }
    guard branches.count >= 2 else {
      throw error(
        "concat joins two branches or more, not \(branches.count)", at: node,
        hint: "write [[…], […]]; an empty branch is the input itself")
    }
    return branches
  }

  private func subsampling(_ node: Node) throws(DataError) -> LayerSpec.Kind {
    let settings = try settings(node, of: "subsample", ["stride", "channels"])
    guard let stride = settings["stride"], let channels = settings["channels"] else {
      throw error(
        "subsample needs a stride and the channels that come out", at: node,
        hint: "write {stride: 2, channels: 32}")
    }
    return .subsampling(
      stride: try wholeNumber(stride, "stride", in: 1...WindowSize.limit),
      channels: try wholeNumber(channels, "channels", in: 1...WindowSize.limit))
  }
}
