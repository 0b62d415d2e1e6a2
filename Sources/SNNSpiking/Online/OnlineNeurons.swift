public import SNNLayers

/// Neurons and the synapses before them as one layer that learns while the sequence runs.
///
///     X[t] = x[t]·W + b        s[t] = neurons(X[t])
///
/// Forward it is `Linear` and `SpikingLayer` one after the other.  Its gradient does not go back in
/// time: what a synapse needs to know of earlier steps it carries along in the context's state, as
/// the rule says, and the layer below receives the gradient of the step alone, ∂ℓ[t]/∂x[t].
///
/// While it learns, a call is one step; `Trainer` sees to that:
///
///     let model = Sequential {
///       RateEncoder(steps: 20)
///       OnlineNeurons(Linear(4, 32, using: &generator), Leaky(beta: 0.9), .ottt(decay: 0.9))
///       OnlineNeurons(
///         Linear(32, 3, using: &generator), LeakyReadout(beta: 0.9), .ottt(decay: 0.9))
///     }
///     var trainer = Trainer(
///       model, loss: .rateCrossEntropy, windows: TimeWindows(of: 1, in: 20),
///       optimizer: Adam(learningRate: 5e-3), batchSize: 16, seed: 42)
///
/// Outside of `valueWithGradient` it takes sequences of any length, and carries the neurons' state
/// only.  Trap: activities it keeps for regularisers have no gradient.
///
/// Shapes: `[T, B, inputs] → [T, B, outputs]`, T = 1 while it learns.
public struct OnlineNeurons<Model: NeuronModel>: Projection {
  /// W and b.
  public var linear: Linear

  /// The neurons that the current drives.
  public var neurons: SpikingLayer<Model>

  /// How the layer learns.
  public let rule: OnlineRule

  /// That of the synapses.
  public var fanOut: Scalar { linear.fanOut }

  /// Neurons with the synapses before them.
  /// - Precondition: the rule's decay lies in 0...1.
  public init(_ linear: Linear, _ neurons: SpikingLayer<Model>, _ rule: OnlineRule) {
    require((0...1).contains(rule.decay), "OnlineNeurons: the decay of \(rule)")
    self.linear = linear
    self.neurons = neurons
    self.rule = rule
  }

  /// What the neurons hand on.
  /// - Precondition: three axes; while the layer learns one step, and a carried state of this rule
  ///   and batch size.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(
      input.rank == 3 && input.shape[0] > 0,
      "OnlineNeurons: input \(input.shape), expected [T, B, F] with T ≥ 1")
    let k = neurons.usableCoefficients(features: [linear.bias.count])
    let inputs = [input, linear.weight, linear.bias] + k
    guard inputs.contains(where: \.isRecorded) else { return answer(input, &context) }
    require(
      input.shape[0] == 1,
      "OnlineNeurons: input \(input.shape) while learning, expected one step [1, B, F]; train "
        + "with windows of one step")
    let x = input.detached, weight = linear.weight.detached
    let (batch, count, outputs) = (x.shape[1], x.shape[2], weight.shape[1])
    let elements = batch * outputs
    let current = matmul(x, weight, adding: linear.bias.detached).scalars
    let table = CoefficientTable(k.map(\.scalars), elements: elements)
    let before =
      context.carriedState(shape: [Model.stateCount, batch, outputs])?.scalars
      ?? neurons.rest(elements)
    let learns = k.contains(where: \.isRecorded)
    let step = neurons.recurrence
    let output = detached.answer(x, &context)
    let memory = memory(
      of: x.reshaped(to: [batch, count]), outputs, &context
    ) { StepJacobian(of: step, at: current, table, before, learns: learns) }
    return .recorded(output, inputs: inputs) { gradient in
      var stateAdjoint = [Scalar](repeating: 0, count: before.count)
      let (dx, dk) = step.reverse(
        gradient.scalars, current, table, before, 1, &stateAdjoint, learns)
      let dCurrent = Tensor(dx, shape: [batch, outputs])
      let result = memory.gradients(
        output: gradient.reshaped(to: dCurrent.shape), within: (dCurrent, dk))
      return [
        matmul(dCurrent, weight.transposed()).reshaped(to: x.shape),
        result.weights.slice(0..<count),
        result.weights.slice(count..<count + 1).reshaped(to: [outputs]),
      ] + coefficientGradients(result.coefficients, k, elements: elements)
    }
  }

  /// Visits `linear` and `neurons`.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&linear, "linear")
    visitor.visit(&neurons, "neurons")
  }

  private func answer(_ input: Tensor, _ context: inout Context) -> Tensor {
    let current = context.named("linear", Linear.self) { linear(input, &$0) }
    return context.named("neurons", SpikingLayer<Model>.self) { neurons(current, &$0) }
  }

  /// The same layer with nothing on the tape.
  private var detached: Self {
    var copy = self
    copy.linear = Linear(weight: linear.weight.detached, bias: linear.bias.detached)
    for index in copy.neurons.coefficients.indices {
      copy.neurons.coefficients[index].values = neurons.coefficients[index].values.detached
    }
    return copy
  }

  /// What the synapses remember after a step of x `[B, I]`.
  private func memory(
    of x: Tensor, _ outputs: Int, _ context: inout Context, _ jacobian: () -> StepJacobian
  ) -> any SynapticMemory {
    let withOne = Tensor.concatenated([x, .ones([x.shape[0], 1])], alongAxis: 1)
    switch rule {
    case .ottt(let decay): return PresynapticTrace(withOne, decay: decay, &context)
    case .rtrl, .eprop:
      return Influence(withOne, jacobian(), outputs: outputs, decay: rule.decay, &context)
    }
  }
}
