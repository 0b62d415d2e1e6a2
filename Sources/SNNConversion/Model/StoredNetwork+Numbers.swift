internal import SNNFormats
internal import SNNLayers
internal import SNNSpiking
internal import SNNTensor

extension ConvertedNetwork {
  /// All numbers of the network under the names of the model file.
  var storedTensors: [(name: String, tensor: Tensor)] {
    var result: [(name: String, tensor: Tensor)] = []
    for (place, node) in graph.nodes.enumerated() {
      let numbers: [(String, Tensor)] =
        switch node.operation {
        case .linear(let layer): [("weight", layer.weight), ("bias", layer.bias)]
        case .convolution(let layer):
          [("weight", layer.weight)] + (layer.bias.map { [("bias", $0)] } ?? [])
        case .affine(let affine):
          [("scale", Tensor(affine.scale)), ("shift", Tensor(affine.shift))]
        case .offset(let offset): [("offset", offset)]
        default: neurons[place]?.storedTensors ?? []
        }
      result += numbers.map { ("\(place).\($0.0)", $0.1) }
    }
    return result
  }
}

extension Neurons {
  fileprivate var storedTensors: [(String, Tensor)] {
    switch self {
    case let own as FirstSpikeNeurons:
      [("window", Tensor([own.window.lowerBound, own.window.upperBound]))]
    default:
      namedParameters(of: self).map { ($0.name, $0.tensor) }
    }
  }
}

extension StoredNetwork {
  /// The network; nil when description and numbers do not belong together.
  /// - Throws: what building the graph throws.
  func network(_ tensors: [String: Tensor]) throws(FormatError) -> ConvertedNetwork? {
    guard settings.complaint == nil, inputShape.allSatisfy({ 0...(1 << 24) ~= $0 }) else {
      return nil
    }
    var graph = try NetworkGraph(input: Shape(inputShape))
    var neurons: [Int: any Neurons] = [:]
    for (index, node) in nodes.enumerated() {
      let own = StoredTensors(tensors, prefix: "\(index + 1)")
      guard node.inputs.allSatisfy({ 0...index ~= $0 }), let operation = node.operation(own) else {
        return nil
      }
      let place = try graph.append(operation, named: node.name, to: node.inputs)
      guard case .rectifier = operation else { continue }
      guard let population = method.neurons(own, shape: graph.nodes[place].shape) else {
        return nil
      }
      neurons[place] = population
    }
    guard graph.outputShape.rank == 1 else { return nil }
    let isScaled = input != .analog || method.timeMargin != nil
    guard isScaled == (range != nil) else { return nil }
    if let range {
      let channels = graph.inputShape[0]
      guard range.lower.count == channels, range.upper.count == channels else { return nil }
    }
    return ConvertedNetwork(
      graph: graph, method: method, steps: steps, readout: readout,
      input: InputCoding(code: input, range: range, isTimed: method.timeMargin != nil),
      neurons: neurons)
  }
}

extension StoredNetwork {
  /// The converter that would have made the network, as far as the file tells.
  private var settings: NetworkConverter {
    var converter = NetworkConverter(method: method)
    (converter.steps, converter.input, converter.readout) = (steps, input, readout)
    return converter
  }
}

extension ConversionMethod {
  /// Neurons with stored numbers; nil when they do not fit.
  fileprivate func neurons(_ tensors: StoredTensors, shape: Shape) -> (any Neurons)? {
    if timeMargin != nil {
      guard let window = tensors["window"], window.count == 2,
        window.scalars[0] < window.scalars[1], window.isFinite
      else { return nil }
      return FirstSpikeNeurons(window: window.scalars[0]...window.scalars[1])
    }
    guard let threshold = tensors["threshold"], threshold.shape == [shape[0]],
      threshold.scalars.allSatisfy({ $0 >= 1e-12 && $0 <= 1e12 })
    else { return nil }
    let values = threshold.scalars
    switch self {
    case .ltb, .max, .percentile, .calibrated, .qcfs, .burst:
      guard let start = tensors["start"]?.scalars,
        start.count == values.count || start.count == shape.elementCount
      else { return nil }
      let current = tensors["current"]
      guard current.map({ $0.shape == [shape[0]] }) ?? true else { return nil }
      let maximum = if case .burst(let maximum) = self { maximum } else { 1 }
      var result = IntegratingNeurons(
        thresholds: values,
        start: start.count == values.count
          ? .fixed(perChannel: start) : .fixed(perNeuron: start), maximum: maximum)
      result.current = current
      return result
    case .stbif(let levels): return TrackingNeurons(thresholds: values, levels: levels)
    case .fewSpikes(let digits): return FewSpikesNeurons(thresholds: values, digits: digits)
    case .phase(let period):
      return PhaseNeurons(thresholds: values, period: period)
    case .ttfs: return nil
    }
  }
}
