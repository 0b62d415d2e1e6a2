internal import SNNLayers
public import SNNSpiking
internal import SNNTensor

/// A spiking network made of an ordinary one: the same weights, with neurons for rectifiers.
///
/// Its answer is the current into the read-out at every step that counts, `[B, F] → [T′, B, C]`;
/// the mean over them estimates the original network's scores, so every loss and decoder of
/// membranes reads it:
///
///     let network = try NetworkConverter(method: .ltb).converted(graph, calibratedOn: samples)
///     let scores = SpikeDecoder.meanMembrane.scores(of: network(rows, key: key))
///
/// It is a layer like any other: weights and thresholds can be trained further with surrogate
/// gradients.
public struct ConvertedNetwork: Layer {
  /// The original network with its norms folded, whose weights this network uses.
  public internal(set) var graph: NetworkGraph

  /// How spikes carry numbers.
  public let method: ConversionMethod

  /// T, the steps of an inference.
  public var steps: Int

  /// From which step on the read-out counts.
  public let readout: Readout

  let input: InputCoding
  /// By the place of the rectifier they stand for.
  var neurons: [Int: any Neurons]

  init(
    graph: NetworkGraph, method: ConversionMethod, steps: Int, readout: Readout,
    input: InputCoding, neurons: [Int: any Neurons]
  ) {
    self.graph = graph
    self.method = method
    self.steps = steps
    self.readout = readout
    self.input = input
    self.neurons = neurons
  }

  /// The places of the neurons, in the order in which they run.
  var populations: [Int] { neurons.keys.sorted() }

  /// The current into the read-out, `[B, F]` or `[B] + sample` → `[T′, B, C]`.
  ///
  /// - Precondition: samples of the network's size; a whole sequence, not a piece.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(!context.isPiece, "ConvertedNetwork: an inference cannot be cut in pieces")
    switch signals(of: input, &context, observing: { _ in }) {
    case .sequence(let currents):
      let start = readout.start(steps: steps)
      return start == 0 ? currents : currents.slice(start..<steps)
    case .constant(let scores), .presented(let scores):
      return scores.reshaped(to: Shape([1] + scores.shape.dimensions))
    case .sums(let sums): return sums.slice(steps - 1..<steps)
    }
  }

  /// What one population of neurons did in one inference.
  struct Response {
    let place: Int
    let drive: Signal
    /// `[T, B] + sample`.
    let fired: Tensor
    let carried: Signal
    /// The membrane beyond its start after the last step, `[B] + sample`; nil for neurons without.
    let membrane: Tensor?
  }

  /// Runs the network, showing what each population did; gives the signal of the output.
  func signals(
    of rows: Tensor, _ context: inout Context, observing observe: (Response) -> Void
  ) -> Signal {
    var awake: [Int: Tensor] = [:]
    if let pause = method.silencingSteps { awake = neuronsAwake(after: pause, rows, context.mode) }
    return run(rows, steps: steps, awake: awake, &context, { place, _ in neurons[place] }, observe)
  }

  /// Runs the network with neurons that `choose` gives for a rectifier once its drive is known.
  func run(
    _ rows: Tensor, steps: Int, awake: [Int: Tensor] = [:], _ context: inout Context,
    _ choose: (_ place: Int, _ drive: Signal) -> (any Neurons)?, _ observe: (Response) -> Void
  ) -> Signal {
    var values: [Signal] = []
    let consumers = graph.consumers
    for (place, node) in graph.nodes.enumerated() {
      let inputs = node.inputs.map { values[$0] }
      if place == graph.input {
        values.append(inputSignal(of: graph.asSamples(rows), steps: steps, &context))
      } else if let drive = inputs.first, let population = choose(place, drive) {
        var fired = context.named(node.name) { population.fired(by: drive, steps: steps, &$0) }
        if let mask = awake[place] { fired = fired * mask }
        let carried = population.carried(by: fired, of: drive)
        let membrane = context.finalState.parts.last?.slice(0..<1)
        observe(
          Response(
            place: place, drive: drive, fired: fired, carried: carried, membrane: membrane))
        values.append(carried)
      } else {
        values.append(
          node.operation(
            inputs, shapes: node.inputs.map { graph.nodes[$0].shape }, steps: steps))
      }
      // What nothing further on takes is let go: sequences are large.
      for source in node.inputs where consumers[source].last == place && source != graph.output {
        values[source] = .constant(.zeros([0]))
      }
    }
    return values[graph.output]
  }

  /// Samples as what the first nodes take.
  func inputSignal(of samples: Tensor, steps: Int, _ context: inout Context) -> Signal {
    method.carriesSums ? .presented(samples) : input.signal(of: samples, steps: steps, &context)
  }

  /// 1 for neurons whose membrane is above zero after some steps, 0 for those that have answered for
  /// good (SRP), `[B] + sample`.
  private func neuronsAwake(
    after steps: Int, _ rows: Tensor, _ mode: Context.Mode
  ) -> [Int: Tensor] {
    var masks: [Int: Tensor] = [:]
    var context = Context(mode: mode, key: RandomKey(seed: 0)["silencing"])
    _ = run(rows, steps: steps, &context, { place, _ in neurons[place] }) { response in
      guard let population = neurons[response.place] as? IntegratingNeurons else { return }
      let membrane = population.membrane(
        after: steps, drive: response.drive, carried: response.carried)
      masks[response.place] = Tensor(
        membrane.scalars.map { $0 > SRP.residual ? 1 : 0 }, shape: membrane.shape)
    }
    return masks
  }

  /// Visits weights, under the names of their layers, and thresholds.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    graph.visitParameters(&visitor)
    for place in populations {
      guard var population = neurons.removeValue(forKey: place) else { continue }
      visitor.visit(&population, "\(place)")
      neurons[place] = population
    }
  }
}

/// Silencing neurons whose residual membrane says that they have fired enough.
/// - Reference: Hao et al., *Reducing ANN-SNN Conversion Error through Residual Membrane Potential*,
///   2023.
enum SRP {
  /// The membrane, in units of activations, below which a neuron is silenced.
  static let residual: Scalar = 1e-3
}

extension IntegratingNeurons {
  /// v after so many steps, from what came in and what went out, `[B] + sample`.
  func membrane(after steps: Int, drive: Signal, carried: Signal) -> Tensor {
    let sum = corrected(drive).total(steps) - carried.total(steps)
    let start = layer.coefficients[1].values
    let features = Shape(Array(sum.shape.dimensions.dropFirst()))
    if start.count == features.elementCount { return sum + start.reshaped(to: features) }
    let axes = [Int](repeating: 1, count: sum.rank - 2)
    return sum + start.reshaped(to: Shape([start.count] + axes))
  }
}

extension NetworkGraph {
  /// Visits the weights: `3.weight`, by the place of their node.
  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    for place in nodes.indices { visitOperation(at: place, &visitor) }
  }
}

extension Operation: Parametric {
  /// Visits the weights, if there are any.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    switch self {
    case .linear(var layer):
      self = .flatten
      layer.visitParameters(&visitor)
      self = .linear(layer)
    case .convolution(var layer):
      self = .flatten
      layer.visitParameters(&visitor)
      self = .convolution(layer)
    default: break
    }
  }
}
