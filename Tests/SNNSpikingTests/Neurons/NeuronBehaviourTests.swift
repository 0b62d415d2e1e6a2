import SNNSpiking
import SNNTestSupport
import Testing

/// A layer under a name, for tests that hold for every neuron.
struct NamedLayer: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let layer: any Layer

  init(_ name: String, _ layer: any Layer) {
    testDescription = name
    self.layer = layer
  }

  static let neurons: [NamedLayer] =
    Reset.allCases.flatMap { reset in
      ResetTiming.allCases.flatMap { timing in
        [
          NamedLayer(
            "Leaky \(reset) \(timing)",
            Leaky(beta: 0.8, convention: Convention(reset: reset, timing: timing))),
          NamedLayer(
            "Synaptic \(reset) \(timing)",
            Synaptic(alpha: 0.5, beta: 0.8, convention: Convention(reset: reset, timing: timing))),
        ]
      }
    } + [
      NamedLayer("Leaky membrane", Leaky(beta: 0.8).emittingMembrane),
      NamedLayer("LeakyReadout", LeakyReadout(beta: 0.8)),
      NamedLayer("WinnerTakesAll", WinnerTakesAll(Leaky(beta: 0.8))),
      NamedLayer("a user's neuron", adaptiveNeurons(surrogate: .arctan())),
      NamedLayer("IntegrateAndFire", IntegrateAndFire()),
      NamedLayer("Lapicque", Lapicque(resistance: 2, capacitance: 1)),
      NamedLayer("Adaptive", Adaptive(beta: 0.8, rho: 0.9, strength: 0.2)),
      NamedLayer("ParametricLeaky", ParametricLeaky(tau: 1.6, threshold: 0.58)),
      NamedLayer("RectifiedLeaky", RectifiedLeaky(beta: 0.8, convention: Convention())),
      NamedLayer("GatedLeaky", GatedLeaky(threshold: 0.8)),
      NamedLayer("Quadratic", Quadratic(threshold: 0.6)),
      NamedLayer("Exponential", Exponential(rheobase: 0.9)),
      NamedLayer(
        "AdaptiveExponential",
        AdaptiveExponential(
          rate: 0.5, rest: 0, sharpness: 1, rheobase: 0.9, coupling: 0.1, adaptationRate: 0.1,
          jump: 0.1, threshold: 1, resetPotential: -0.1)),
      NamedLayer("IntegerLeaky", IntegerLeaky(beta: 0.9, threshold: 2)),
      NamedLayer("TwoCompartment", TwoCompartment(threshold: 0.9)),
      NamedLayer("refractory", Leaky(beta: 0.8).refractory(steps: 2)),
      NamedLayer("clamped", Leaky(beta: 0.8).clamped(below: -0.5)),
      NamedLayer("graded", Leaky(beta: 0.8).graded(by: 2)),
      NamedLayer("quantized", Leaky(beta: 0.8).quantized(bits: 8, limit: 4)),
    ]

  /// Those whose answer to a push is later, opposite or of another size.
  static let others: [NamedLayer] = [
    NamedLayer(
      "Alpha", Alpha(alpha: 0.9, beta: 0.5, threshold: 0.5, convention: .snnTorch(reset: .none))),
    NamedLayer("ResonateAndFire", ResonateAndFire(decay: 0.9, turn: 0.5, threshold: 0.3)),
    NamedLayer("DeltaLeaky", DeltaLeaky(beta: 0.8, threshold: 0.3)),
    NamedLayer("SigmaDelta", SigmaDelta(threshold: 0.3)),
    NamedLayer("Izhikevich", Izhikevich(surrogate: .arctan(alpha: 0.1))),
  ]
}

@Suite struct NeuronBehaviourTests {
  /// A push below the threshold in the first step must be felt in the next, where the same input
  /// fires with it and not without.
  @Test(arguments: NamedLayer.neurons)
  func theStateMatters(_ named: NamedLayer) {
    let pushed = Tensor([0.9, 0.6], shape: [2, 1, 1])
    let fresh = Tensor([0, 0.6], shape: [2, 1, 1])
    #expect(
      named.layer.answer(to: pushed).scalars[1] > named.layer.answer(to: fresh).scalars[1])
  }

  /// Also the gradient reaches back: the last output depends on the first input.
  @Test(arguments: NamedLayer.neurons)
  func theGradientReachesBack(_ named: NamedLayer) {
    let input = Tensor([0.5, 0.2, 0.2], shape: [3, 1, 1])
    let gradient = valueWithGradient(at: input) {
      named.layer.answer(to: $0).slice(2..<3).sum()
    }.gradients.tensors[0]
    #expect(gradient.scalars[0] > 0)
  }

  /// The same inputs after two others: the answer differs, so there is a memory.
  @Test(arguments: NamedLayer.others)
  func theStateOfOthersMatters(_ named: NamedLayer) {
    let scale: Scalar = named.testDescription == "Izhikevich" ? 300 : 1
    let tail = Tensor.sample([12, 1, 4], in: 0...1.5, seed: 8) * Tensor(scale)
    let before = Tensor.sample([2, 1, 4], in: 0.5...1, seed: 9) * Tensor(scale)
    let after = named.layer.answer(to: .concatenated([before, tail])).slice(2..<14)
    #expect(after != named.layer.answer(to: tail))
    let gradient = valueWithGradient(at: Tensor.concatenated([before, tail])) {
      named.layer.answer(to: $0).slice(5..<14).sum()
    }.gradients.tensors[0]
    #expect(gradient.scalars[0..<4].contains { $0 != 0 })
  }

  @Test(arguments: NamedLayer.neurons + NamedLayer.others)
  func longSequencesStayFinite(_ named: NamedLayer) {
    let input = Tensor.sample([4096, 1, 3], in: -1...2)
    let (value, gradients) = valueWithGradient(at: input) {
      let output = named.layer.answer(to: $0)
      return (output * unevenWeights(output.shape)).sum()
    }
    #expect(value.isFinite && gradients.tensors[0].isFinite)
    #expect(gradients.tensors[0].scalars.contains { $0 != 0 })
  }

  @Test func constantCurrentIsARepeatedInput() {
    expectConstantIsRepeated(
      Leaky(beta: .learned(0.8), threshold: .learned(perNeuron: [0.8, 0.9, 1])))
    expectConstantIsRepeated(
      Leaky(
        beta: .learned(perNeuron: [0.8, 0.9, 1]),
        convention: Convention(reset: .zero, timing: .sameStep)))
    expectConstantIsRepeated(Synaptic(alpha: .learned(0.6), beta: 0.8))
    expectConstantIsRepeated(LeakyReadout(beta: .learned(0.8)))
  }

  private func expectConstantIsRepeated<Model>(
    _ neurons: SpikingLayer<Model>, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let steps = 9
    let current = Tensor.sample([2, 3], in: 0...1)
    func constant(_ driven: DrivenLayer<SpikingLayer<Model>>) -> Tensor {
      var context = Context(mode: .inference, key: RandomKey(seed: 0))
      return driven.layer(constant: driven.input, steps: steps, &context)
    }
    func repeated(_ driven: DrivenLayer<SpikingLayer<Model>>) -> Tensor {
      driven.layer.answer(to: driven.input.broadcast(to: [steps, 2, 3]))
    }
    let driven = DrivenLayer(neurons, input: current)
    #expect(constant(driven) == repeated(driven), sourceLocation: sourceLocation)
    #expect(constant(driven).scalars.contains { $0 > 0 }, sourceLocation: sourceLocation)
    let weights = unevenWeights([steps, 2, 3])
    let first = valueWithGradient(at: driven) { (constant($0) * weights).sum() }.gradients
    let second = valueWithGradient(at: driven) { (repeated($0) * weights).sum() }.gradients
    #expect(first.paths == second.paths, sourceLocation: sourceLocation)
    for (one, other) in zip(first.tensors, second.tensors) {
      #expect(one.scalars.contains { $0 != 0 }, sourceLocation: sourceLocation)
      expectClose(one, other, sourceLocation: sourceLocation)
    }
  }

  @Test func anEmptyBatchHasAnEmptyAnswer() {
    let input = Tensor.zeros([4, 0, 3])
    #expect(Leaky(beta: .learned(0.9)).answer(to: input) == input)
    #expect(Synaptic(alpha: 0.5, beta: 0.9).answer(to: input) == input)
    #expect(WinnerTakesAll(Leaky(beta: 0.9)).answer(to: input) == input)
    let gradients = valueWithGradient(at: Leaky(beta: .learned(perNeuron: [0.1, 0.2, 0.3]))) {
      $0.answer(to: input).sum()
    }.gradients
    #expect(gradients.tensors == [[0, 0, 0]])
  }
}
