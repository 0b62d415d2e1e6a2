internal import SNNConversion
internal import SNNFormats

/// What a file holds, with names that are unique and sizes that agree.
struct GraphContents {
  /// Where samples come in.
  struct Input {
    let name: String
    /// The axes of one sample.
    let dimensions: [Int]
    /// How many samples there are; nil when that is open.
    let batch: Int?
  }

  let nodes: [ONNXNode]
  /// The trained numbers in the order of the file.
  let stored: [ONNXTensor]
  /// The same by their names.
  let tensors: [String: ONNXTensor]
  let input: Input
  let output: String
  let order: NodeOrder
  let functions: Set<String>

  init(_ model: ONNXModelProto, files: inout ExternalFiles) throws(FormatError) {
    let graph = model.graph
    guard graph.sparseInitializer.isEmpty else {
      throw FormatError(
        kind: .badData, message: "some weights are stored sparsely",
        hint: "store them as ordinary tensors")
    }
    functions = Set(
      model.functions.map { "\($0.domain == "ai.onnx" ? "" : $0.domain).\($0.name)" })
    stored = try Self.tensors(of: graph, files: &files)
    tensors = Dictionary(stored.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    nodes = try Self.nodes(of: graph)
    output = try Self.output(of: graph)

    var givers: [String: (place: Int, result: Int)] = [:]
    let inputs = Set(graph.input.map(\.name))
    for (place, node) in nodes.enumerated() {
      for (result, name) in node.outputs.enumerated() where !name.isEmpty {
        guard givers.updateValue((place, result), forKey: name) == nil, tensors[name] == nil,
          !inputs.contains(name)
        else { throw twice(name) }
      }
    }
    let known = { [tensors] name in tensors[name] != nil || inputs.contains(name) }
    order = try NodeOrder(nodes, givers: givers, known: known, output: output)
    input = try Self.input(of: graph, tensors, taken: order.takers, output: output)
  }

  private static func tensors(
    of graph: ONNXGraphProto, files: inout ExternalFiles
  ) throws(FormatError) -> [ONNXTensor] {
    var names: Set<String> = []
    var tensors: [ONNXTensor] = []
    for message in graph.initializer {
      try checkName(message.name)
      guard !message.name.isEmpty else {
        throw FormatError(
          kind: .badData, message: "a tensor of weights has no name", hint: exportAgainHint)
      }
      guard names.insert(message.name).inserted else { throw twice(message.name) }
      tensors.append(try ONNXTensor(message, named: message.name, files: &files))
    }
    return tensors
  }

  private static func nodes(of graph: ONNXGraphProto) throws(FormatError) -> [ONNXNode] {
    var names: Set<String> = []
    var nodes: [ONNXNode] = []
    for message in graph.node {
      for name in message.input + message.output + [message.name, message.opType, message.domain] {
        try checkName(name)
      }
      // Names of nodes may be missing or there twice, those of results may not.
      var name = message.name
      if name.isEmpty || !names.insert(name).inserted { name = message.output.first ?? name }
      nodes.append(try ONNXNode(message, named: name))
    }
    return nodes
  }

  private static func output(of graph: ONNXGraphProto) throws(FormatError) -> String {
    let names = graph.output.map(\.name)
    guard let name = names.first, !name.isEmpty else {
      throw FormatError(
        kind: .badData, message: "the network gives no answer", hint: exportAgainHint)
    }
    guard names.count == 1 else {
      throw FormatError(
        kind: .badData,
        message: "the network gives \(names.count) answers, not one: \(listed(names))",
        hint: "export a network that returns its scores only")
    }
    return name
  }

  /// The one input that samples come in by; those that have a tensor of their name are weights.
  private static func input(
    of graph: ONNXGraphProto, _ tensors: [String: ONNXTensor], taken: [String: [Int]],
    output: String
  ) throws(FormatError) -> Input {
    var names: Set<String> = []
    for info in graph.input where !names.insert(info.name).inserted { throw twice(info.name) }
    let open = graph.input.filter { tensors[$0.name] == nil }
    let used = open.filter { taken[$0.name] != nil || $0.name == output }
    guard let info = used.first else {
      throw FormatError(
        kind: .badData, message: "the network's answer does not depend on any input",
        hint: exportAgainHint)
    }
    guard used.count == 1 else {
      throw FormatError(
        kind: .badData,
        message: "the network takes \(used.count) inputs, not one: \(listed(used.map(\.name)))",
        hint: "export a network that takes one batch of samples")
    }
    return try Input(info)
  }
}

extension GraphContents.Input {
  fileprivate init(_ info: ONNXValueInfoProto) throws(FormatError) {
    let name = shown(info.name)
    let axes = info.type.tensorType.shape.dim
    guard info.type.hasTensorType, info.type.tensorType.hasShape, axes.count >= 2 else {
      throw FormatError(
        kind: .badData,
        message: "the input “\(name)” has no shape of a batch and what one sample has",
        hint: "export the network with a batch of samples, [N, …]")
    }
    guard axes.count <= 8 else {
      throw FormatError(
        kind: .badData, message: "the input “\(name)” has \(axes.count) axes",
        hint: "samples can be features, channels × length or channels × height × width")
    }
    switch ONNXElement(rawValue: info.type.tensorType.elemType) {
    case nil, .undefined, .string, .complex64, .complex128:
      throw FormatError(
        kind: .badData, message: "the input “\(name)” does not take numbers", hint: exportAgainHint)
    default: break
    }
    let sizes = axes.map { Int(clamping: $0.dimValue) }
    guard let open = sizes.indices.dropFirst().first(where: { sizes[$0] < 1 }) else {
      self.init(
        name: info.name, dimensions: Array(sizes.dropFirst()), batch: sizes[0] > 0 ? sizes[0] : nil)
      return
    }
    throw FormatError(
      kind: .badData,
      message: "the input “\(name)” leaves the size of axis \(open) open"
        + (axes[open].dimParam.isEmpty ? "" : ": “\(shown(axes[open].dimParam))”"),
      hint: "export the network with samples of one size; only the number of samples may vary")
  }
}

private func twice(_ name: String) -> FormatError {
  FormatError(
    kind: .badData, message: "the file has two values named “\(shown(name))”",
    hint: exportAgainHint)
}

private func checkName(_ name: String) throws(FormatError) {
  guard name.utf8.count <= 1024 else {
    throw FormatError(
      kind: .badData, message: "the file has a name of \(name.utf8.count) bytes, more than 1024",
      hint: exportAgainHint)
  }
}

private func listed(_ names: [String]) -> String {
  let list = names.prefix(10).map { "“\(shown($0))”" }.joined(separator: ", ")
  return names.count > 10 ? list + " …" : list
}
