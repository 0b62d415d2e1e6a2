import SNNSpiking
import SNNTestSupport
import Testing

/// A neuron whose spikes are smooth, with the values of its coefficients.
struct SmoothedNeuron: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let check: @Sendable (SourceLocation) -> Void

  init<Model: NeuronModel>(
    _ name: String, _ model: Model, _ values: [Scalar],
    input: Tensor = .sample([5, 6, 3], in: -0.5...1.5)
  ) {
    testDescription = name
    check = { location in
      checkGradient(at: [input] + values.map { Tensor($0) }, sourceLocation: location) { inputs in
        var layer = SpikingLayer(model, coefficients: values.map { .learned($0) })
        for index in values.indices { layer.coefficients[index].values = inputs[index + 1] }
        return layer.answer(to: inputs[0]) + layer.emittingMembrane.answer(to: inputs[0])
      }
    }
  }

  private static let spike = SmoothedSpike(.arctan())
  private static let kept = Convention(timing: .sameStep)

  /// Up and down by so much that no kink is near.
  private static let swings =
    Tensor.sample([5, 6, 3], in: 2...3) * Tensor([1, -1, 1, -1, 1], shape: [5, 1, 1])

  /// Neurons under a convention whose gradient is wholly kept.
  private static func neurons(_ convention: Convention) -> [SmoothedNeuron] {
    let way = "\(convention.reset) \(convention.inputGain)"
    var result = [
      SmoothedNeuron(
        "IntegrateAndFire \(way)",
        IntegrateAndFireModel(convention: convention, surrogate: spike), [0.9])
    ]
    result.append(
      SmoothedNeuron(
        "Leaky \(way)", LeakyModel(convention: convention, surrogate: spike), [0.8, 0.9]))
    result.append(
      SmoothedNeuron(
        "Lapicque \(way)", LapicqueModel(convention: convention, surrogate: spike),
        [0.8, 0.6, 0.7]))
    result.append(
      SmoothedNeuron(
        "Synaptic \(way)", SynapticModel(convention: convention, surrogate: spike),
        [0.6, 0.8, 0.9]))
    result.append(
      SmoothedNeuron(
        "Adaptive \(way)", AdaptiveModel(convention: convention, surrogate: spike),
        [0.8, 0.9, 0.3, 0.7]))
    result.append(
      SmoothedNeuron(
        "ParametricLeaky \(way)", ParametricLeakyModel(convention: convention, surrogate: spike),
        [-0.7, 0.9]))
    result.append(
      SmoothedNeuron(
        "ResonateAndFire \(way)",
        ResonateAndFireModel(convention: convention, surrogate: spike), [0.9, 0.6, 0.7]))
    // Those whose membrane runs off by itself are reset to a potential only.
    guard convention.reset == .zero || convention.reset == .zeroDiscardingInput else {
      return result
    }
    result.append(
      SmoothedNeuron(
        "Quadratic \(way)", QuadraticModel(start: 0.1, convention: convention, surrogate: spike),
        [0.4, 0.6, 0.1, 0.7, 1, -0.2]))
    result.append(
      SmoothedNeuron(
        "Exponential \(way)",
        ExponentialModel(start: 0.1, convention: convention, surrogate: spike),
        [0.3, 0.1, 0.8, 0.9, 1, -0.2]))
    result.append(
      SmoothedNeuron(
        "AdaptiveExponential \(way)",
        AdaptiveExponentialModel(rest: 0.1, convention: convention, surrogate: spike),
        [0.3, 0.8, 0.9, 0.4, 0.2, 0.3, 1, -0.2]))
    return result
  }

  /// Neurons that take no reset of the same step.
  private static let others: [SmoothedNeuron] = [
    SmoothedNeuron(
      "Alpha", AlphaModel(convention: Convention(reset: .none), surrogate: spike),
      [0.8, 0.6, 1.8, 0.7]),
    SmoothedNeuron(
      "Adaptive next step",
      AdaptiveModel(convention: Convention(reset: .none), surrogate: spike), [0.8, 0.9, 0.3, 0.7]),
    SmoothedNeuron(
      "GatedLeaky", GatedLeakyModel(surrogate: spike), [0.4, 0.6, 0.7, 0.8, 0.1, 0.6, 0.9, 0.8]),
    SmoothedNeuron(
      "TwoCompartment", TwoCompartmentModel(surrogate: spike), [-0.4, 0.5, 0.3, 0.9]),
    // Positive throughout: at 0 the rectifier has no derivative to compare with.
    SmoothedNeuron(
      "RectifiedLeaky",
      RectifiedLeakyModel(
        convention: Convention(reset: .zero, timing: .sameStep, inputGain: .leak),
        surrogate: spike), [0.8, 1.2, 0.9], input: .sample([5, 6, 3], in: 0.5...2.5)),
    SmoothedNeuron(
      "DeltaLeaky", DeltaLeakyModel(surrogate: spike), [0.8, 0.3], input: swings),
    SmoothedNeuron("SigmaDelta", SigmaDeltaModel(surrogate: spike), [0.3, 0.4]),
    SmoothedNeuron(
      "Izhikevich",
      IzhikevichModel(
        integration: .euler(timeStep: 0.1), startingB: 0.2,
        surrogate: SmoothedSpike(.arctan(alpha: 0.1))),
      [0.02, 0.2, -65, 8, 30], input: .sample([5, 6, 3], in: 5...15)),
    SmoothedNeuron(
      "graded", GradedModel(LeakyModel(convention: kept, surrogate: spike)), [0.8, 0.9, 1.7]),
    SmoothedNeuron(
      "clamped", ClampedModel(LeakyModel(convention: kept, surrogate: spike)), [0.8, 0.9, -0.05],
      input: swings),
  ]

  static let all =
    Reset.allCases.flatMap { reset in
      [InputGain.one, .leak].flatMap { gain in
        neurons(Convention(reset: reset, timing: .sameStep, inputGain: gain))
      }
    } + others
}

@Suite struct SmoothedNeuronGradientTests {
  @Test(arguments: SmoothedNeuron.all)
  func derivedGradient(_ neuron: SmoothedNeuron) { neuron.check(#_sourceLocation) }
}
