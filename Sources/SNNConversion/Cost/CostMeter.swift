internal import SNNFormats
internal import SNNTensor

/// Counts what inferences cost, batch by batch.
struct CostMeter {
  private let network: ConvertedNetwork
  private let fanOuts: [Tensor]
  private var samples = 0
  private var additions = 0.0
  private var multiplications = 0.0
  private var cachedMultiplications = 0.0
  private var updates = 0.0
  private var silent = 0.0
  private var neuronSteps = 0.0

  init(_ network: ConvertedNetwork) {
    self.network = network
    fanOuts = network.graph.fanOuts()
  }

  /// What a batch costs before the first neurons, and between weights without neurons.
  mutating func addBatch(_ rows: Tensor) {
    let (graph, steps) = (network.graph, network.inputSteps)
    let inputs = graph.asSamples(rows)
    samples += inputs.shape[0]
    if network.input.code == .analog {
      let effective = inputs.reached(by: fanOuts[graph.input]) { $0 == 0 ? 0 : 1 }
      cachedMultiplications += effective
      multiplications += effective * Double(steps)
    }
    for (place, node) in graph.nodes.enumerated() where node.operation.hasSynapses {
      // Currents that go straight into other weights are numbers, whatever they are.
      let reached = fanOuts[place].scalars.reduce(0.0) { $0 + Double($1) }
      multiplications += reached * Double(steps * inputs.shape[0])
      cachedMultiplications += reached * Double(steps * inputs.shape[0])
    }
  }

  /// What the spikes of an encoder cost, `[T, B] + sample`.
  mutating func addInput(_ spikes: Tensor) {
    additions += spikes.reached(by: fanOuts[network.graph.input]) { $0 == 0 ? 0 : 1 }
  }

  mutating func add(_ response: ConvertedNetwork.Response) {
    let fired = response.fired
    additions += fired.reached(by: fanOuts[response.place]) { $0.magnitude }
    neuronSteps += Double(fired.count)
    silent += Double(fired.scalars.count { $0 == 0 })
    updates += response.membraneUpdates
  }

  var result: ConversionCost {
    let count = Double(max(1, samples))
    let (all, zeros) = network.graph.weightCounts
    let connections = network.graph.connectionCounts().reduce(0, +)
    return ConversionCost(
      steps: network.steps, levels: network.method.levelCount(steps: network.steps),
      footprint: 4 * network.storedTensors.reduce(0) { $0 + $1.tensor.count },
      connectionSparsity: Double(zeros) / Double(max(1, all)),
      activationSparsity: silent / max(1, neuronSteps), additions: additions / count,
      multiplications: multiplications / count,
      cachedMultiplications: cachedMultiplications / count,
      denseOperations: connections * Double(network.steps), membraneUpdates: updates / count,
      originalMultiplications: connections)
  }
}

extension ConvertedNetwork {
  /// How often the input comes: once where it is loaded or timed.
  var inputSteps: Int { method.hasSteps && !method.carriesSums ? steps : 1 }
}

extension Tensor {
  /// Σ weight(x)·fan over samples `[…] + fan`.
  fileprivate func reached(by fan: Tensor, _ weight: (Scalar) -> Scalar) -> Double {
    let (values, ways, size) = (scalars.span, fan.scalars.span, fan.count)
    var sum = 0.0
    for start in stride(from: 0, to: values.count, by: Swift.max(1, size)) {
      var part: Scalar = 0
      for index in 0..<size where values[start + index] != 0 {
        part += weight(values[start + index]) * ways[index]
      }
      sum += Double(part)
    }
    return sum
  }
}

extension ConvertedNetwork.Response {
  /// All neurons at the first step, and those whose membrane moved at each later one: it moves unless
  /// a spike takes exactly what comes in.
  fileprivate var membraneUpdates: Double {
    let steps = fired.shape[0]
    let inner = fired.count / steps
    var updates = inner
    switch (drive, carried) {
    case (.constant(let samples), .sequence(let taken)):
      let (current, spent) = (samples.scalars.span, taken.scalars.span)
      for index in inner..<fired.count where current[index % inner] != spent[index] { updates += 1 }
    case (.sequence(let currents), .sequence(let taken)):
      let (current, spent) = (currents.scalars.span, taken.scalars.span)
      for index in inner..<fired.count where current[index] != spent[index] { updates += 1 }
    case (.presented, .sums), (.constant, .constant):
      updates += fired.scalars[inner...].count { $0 != 0 }
    case (.sums(let sums), .sums(let taken)):
      let (sum, spent) = (sums.scalars.span, taken.scalars.span)
      for index in inner..<fired.count
      where sum[index] - spent[index] != sum[index - inner] - spent[index - inner] { updates += 1 }
    default: break
    }
    return Double(updates)
  }
}
