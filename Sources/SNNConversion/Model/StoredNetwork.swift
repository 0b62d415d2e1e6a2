internal import SNNFormats
internal import SNNLayers
internal import SNNSpiking
internal import SNNTensor

/// A converted network as its model file describes it; the numbers lie beside it as tensors.
struct StoredNetwork: Codable {
  struct Node: Codable {
    var name: String
    var kind: String
    var inputs: [Int]
    var windows: StoredWindows?
    var groups: Int?
    var limit: Scalar?
    var levels: Int?
  }

  struct StoredWindows: Codable {
    var kernel, stride, padding, endPadding, dilation: [Int]
  }

  var inputShape: [Int]
  var nodes: [Node]
  var method: ConversionMethod
  var steps: Int
  var readout: Readout
  var input: InputCode
  var range: InputRange?
}

extension StoredNetwork {
  init(_ network: ConvertedNetwork) {
    inputShape = network.graph.inputShape.dimensions
    nodes = network.graph.nodes.dropFirst().map(Node.init)
    (method, steps, readout) = (network.method, network.steps, network.readout)
    (input, range) = (network.input.code, network.input.range)
  }
}

extension StoredNetwork.Node {
  init(_ node: NetworkGraph.Node) {
    (name, kind, inputs) = (node.name, node.operation.kindName, node.inputs)
    switch node.operation {
    case .convolution(let layer):
      (windows, groups) = (StoredNetwork.StoredWindows(layer.windows), layer.groups)
    case .maxPool(let own), .averagePool(let own): windows = StoredNetwork.StoredWindows(own)
    case .rectifier(let rectifier): (limit, levels) = (rectifier.limit, rectifier.levels)
    default: break
    }
  }

  /// The node's operation with its numbers; nil when the two do not belong together.
  func operation(_ tensors: StoredTensors) -> Operation? {
    switch kind {
    case "linear":
      guard let weight = tensors["weight"], let bias = tensors["bias"], weight.rank == 2,
        bias.shape == [weight.shape[1]]
      else { return nil }
      return .linear(Linear(weight: weight, bias: bias))
    case "convolution":
      guard let weight = tensors["weight"], weight.rank == 4, let windows = windows?.windows,
        weight.count > 0, let groups, 1...weight.shape[0] ~= groups, weight.shape[0] % groups == 0,
        windows.kernel == Extent(weight.shape[2], weight.shape[3])
      else { return nil }
      let bias = tensors["bias"]
      guard bias.map({ $0.shape == [weight.shape[0]] }) ?? true else { return nil }
      return .convolution(Conv2d(weight: weight, bias: bias, windows: windows, groups: groups))
    case "batch norm":
      guard let scale = tensors["scale"], let shift = tensors["shift"], scale.count == shift.count
      else { return nil }
      return .affine(ChannelAffine(scale: scale.scalars, shift: shift.scalars))
    case "offset": return tensors["offset"].map { .offset($0) }
    case "rectifier":
      guard let limit else { return levels == nil ? .rectifier(.relu) : nil }
      guard limit > 0, limit.isFinite, (levels ?? 1) >= 1 else { return nil }
      return .rectifier(
        levels.map { Rectifier(limit: limit, levels: $0) } ?? Rectifier(limit: limit))
    case "max-pool": return (windows?.windows).map { .maxPool($0) }
    case "average-pool": return (windows?.windows).map { .averagePool($0) }
    case "global average-pool": return .globalAveragePool
    case "flatten": return .flatten
    case "add": return .add
    case "concatenation": return .concatenation
    default: return nil
    }
  }
}

extension StoredNetwork.StoredWindows {
  init(_ windows: Windows) {
    func sizes(_ extent: Extent) -> [Int] { [extent.height, extent.width] }
    (kernel, stride, padding) = (
      sizes(windows.kernel), sizes(windows.stride), sizes(windows.padding)
    )
    (endPadding, dilation) = (sizes(windows.endPadding), sizes(windows.dilation))
  }

  /// nil for sizes that no windows have.
  var windows: Windows? {
    let positive = [kernel, stride, dilation], others = [padding, endPadding]
    let limit = 1 << 24
    guard (positive + others).allSatisfy({ $0.count == 2 }),
      positive.joined().allSatisfy({ 1...limit ~= $0 }),
      others.joined().allSatisfy({ 0...limit ~= $0 })
    else { return nil }
    func extent(_ sizes: [Int]) -> Extent { Extent(sizes[0], sizes[1]) }
    return Windows(
      kernel: extent(kernel), stride: extent(stride), padding: extent(padding),
      dilation: extent(dilation), endPadding: extent(endPadding))
  }
}

/// The numbers of one node or population, by the last part of their names.
struct StoredTensors {
  private let prefix: String
  private let tensors: [String: Tensor]

  init(_ tensors: [String: Tensor], prefix: String) {
    (self.tensors, self.prefix) = (tensors, prefix)
  }

  subscript(name: String) -> Tensor? { tensors["\(prefix).\(name)"] }
}
