import SNNSpiking
import SNNTestSupport
import Testing

/// Online rules against back-propagation through time, where theory says that they agree.
@Suite struct OnlineGradientTests {
  private static let steps = 9
  private static let spikes = Tensor.sample([steps, 2, 3], in: 0...1, seed: 4) .> 0.4
  private static let weights = unevenWeights([steps, 2, 5])

  /// A layer of neurons whose coefficients are all learned.
  struct Neurons: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The largest difference between the gradients of a rule and of BPTT, over the largest of BPTT.
    let difference: @Sendable (OnlineRule) throws -> Scalar

    init<Model: NeuronModel>(_ name: String, _ neurons: SpikingLayer<Model>) {
      testDescription = name
      difference = { rule in try OnlineGradientTests.difference(neurons, rule) }
    }
  }

  private static func linear(_ inputs: Int, _ outputs: Int, seed: UInt64) -> Linear {
    Linear(
      weight: .sample([inputs, outputs], in: -0.3...0.9, seed: seed),
      bias: .sample([outputs], in: 0...0.2, seed: seed + 1))
  }

  private static func difference<Model: NeuronModel>(
    _ neurons: SpikingLayer<Model>, _ rule: OnlineRule
  ) throws -> Scalar {
    let model = OnlineNeurons(linear(3, 5, seed: 1), neurons, rule)
    func loss(_ output: Tensor, _ steps: Range<Int>) -> Tensor {
      (output * weights.slice(steps)).sum()
    }
    let whole = gradients(
      of: Sequential([model.linear, model.neurons]), on: spikes, every: steps, loss: loss)
    let online = gradients(of: model, on: spikes, every: 1, loss: loss)
    expectClose(Tensor(online.loss), Tensor(whole.loss), relative: rounding)
    return distance(online.gradients, whole.gradients)
  }

  private static func distance(_ a: Gradients, _ b: Gradients) -> Scalar {
    #expect(a.tensors.count == b.tensors.count)
    let differences = zip(a.tensors, b.tensors).map { ($0 - $1).scalars.map(abs).max() ?? 0 }
    let size = b.tensors.flatMap { $0.scalars.map(abs) }.max() ?? 0
    return (differences.max() ?? 0) / size
  }

  static let neurons: [Neurons] = {
    let thresholds: [Scalar] = [0.7, 0.8, 0.9, 1, 1.1]
    var rows = [
      Neurons("LeakyReadout", LeakyReadout(beta: .learned(0.8))),
      Neurons(
        "adaptive threshold",
        SpikingLayer(
          AdaptiveThreshold(), coefficients: [.learned(0.9), .learned(0.8), .learned(0.3)])),
      Neurons(
        "adaptive, detached",
        SpikingLayer(
          UserAdaptiveModel(), coefficients: [.learned(0.9), .learned(0.8), .learned(0.3)])),
    ]
    for reset in Reset.allCases {
      for timing in ResetTiming.allCases {
        rows.append(
          Neurons(
            "Leaky \(reset) \(timing)",
            Leaky(
              beta: .learned(0.8), threshold: .learned(perNeuron: thresholds),
              convention: Convention(reset: reset, timing: timing))))
        rows.append(
          Neurons(
            "Synaptic \(reset) \(timing)",
            Synaptic(
              alpha: .learned(0.5), beta: .learned(perNeuron: thresholds.map { $0 - 0.2 }),
              threshold: .learned(1.5), convention: Convention(reset: reset, timing: timing))))
      }
    }
    return rows
  }()

  /// Of a single layer forward mode leaves nothing out: every weight, bias and coefficient.
  @Test(arguments: neurons) func realTimeRecurrentLearningIsBPTTOfOneLayer(_ row: Neurons) throws {
    #expect(try row.difference(.rtrl) < rounding)
  }

  /// A low-pass of nothing is no low-pass.
  @Test(arguments: neurons) func eligibilityWithoutMemoryOfTheReadoutIsRTRL(_ row: Neurons) throws {
    #expect(try row.difference(.eprop(readoutDecay: 0)) < rounding)
  }

  /// The trace is a neuron's memory when its membrane falls by λ whatever it does.
  @Test(arguments: [Reset.subtract, .none]) func traceIsBPTTOfALeakyLayer(_ reset: Reset) throws {
    let neurons = Neurons("", Leaky(beta: 0.8, convention: Convention(reset: reset)))
    #expect(try neurons.difference(.ottt(decay: 0.8)) < rounding)
    #expect(try neurons.difference(.ottt(decay: 0.5)) > 0.01)
    #expect(try Neurons("", LeakyReadout(beta: 0.8)).difference(.ottt(decay: 0.8)) < rounding)
  }

  /// What theory says that the trace leaves out is left out, or the tests above could not fail.
  @Test func traceLeavesOutWhatItCannotKnow() throws {
    #expect(
      try Neurons("", Leaky(beta: 0.8, convention: Convention(reset: .zero))).difference(
        .ottt(decay: 0.8)) > 0.01)
    let synaptic = Neurons("", Synaptic(alpha: 0.5, beta: 0.8))
    #expect(try synaptic.difference(.ottt(decay: 0.8)) > 0.01)
  }

  private static func hiddenAndReadout<Model: NeuronModel>(
    _ neurons: SpikingLayer<Model>, decay: Scalar
  ) -> Sequential {
    Sequential {
      linear(3, 5, seed: 1)
      neurons
      linear(5, 2, seed: 3)
      LeakyReadout(beta: .fixed(decay))
    }
  }

  private static func squared(_ output: Tensor, _ steps: Range<Int>) -> Tensor {
    let error = output - Tensor([0.4, -0.3])
    return (error * error).sum()
  }

  private static func difference(_ model: Sequential, _ online: Sequential) -> Scalar {
    distance(
      gradients(of: online, on: spikes, every: 1, loss: squared).gradients,
      gradients(of: model, on: spikes, every: steps, loss: squared).gradients)
  }

  /// A hidden layer before a read-out that remembers by κ: the low-pass stands for its memory.
  @Test(arguments: [Scalar(0), 0.6, 0.95]) func ePropIsBPTTUpToTheReadout(_ decay: Scalar) {
    let models = [
      Self.hiddenAndReadout(Leaky(beta: .learned(0.8), threshold: .learned(0.9)), decay: decay),
      Self.hiddenAndReadout(Synaptic(alpha: 0.5, beta: .learned(0.8)), decay: decay),
      Self.hiddenAndReadout(
        SpikingLayer(
          AdaptiveThreshold(), coefficients: [.learned(0.9), .learned(0.8), .learned(0.3)]),
        decay: decay),
    ]
    for model in models {
      #expect(Self.difference(model, model.online(.eprop(readoutDecay: decay))) < rounding)
      if decay > 0 { #expect(Self.difference(model, model.online(.rtrl)) > 0.01) }
    }
  }

  /// With a second hidden layer that remembers, e-prop is an approximation.
  @Test func ePropOfTwoHiddenLayersLeavesOutTheSecondOnesMemory() {
    let deep = Sequential {
      Self.linear(3, 5, seed: 1)
      Leaky(beta: 0.8)
      Self.linear(5, 4, seed: 7)
      Leaky(beta: 0.8)
      Self.linear(4, 2, seed: 3)
      LeakyReadout(beta: 0.6)
    }
    #expect(Self.difference(deep, deep.online(.eprop(readoutDecay: 0.6))) > 0.01)
  }

  /// OTTT of two layers by the paper's equations, written out neuron by neuron.
  @Test func traceOfTwoLayers() throws {
    let (first, second) = (Self.linear(3, 5, seed: 1), Self.linear(5, 2, seed: 3))
    let model = Sequential {
      first
      Leaky(beta: 0.8)
      second
      Leaky(beta: 0.8, threshold: 0.5)
    }
    let sum = gradients(of: model.online(.ottt(decay: 0.8)), on: Self.spikes, every: 1) {
      s, _ in (s * Tensor([1, -2])).sum()
    }.gradients
    var expected = (Tensor.zeros([3, 5]), Tensor.zeros([5, 2]))
    var (u1, u2): (Tensor, Tensor) = (.zeros([2, 5]), .zeros([2, 2]))
    var (trace1, trace2): (Tensor, Tensor) = (.zeros([2, 3]), .zeros([2, 5]))
    func slope(_ u: Tensor, _ threshold: Scalar) -> Tensor {
      Tensor(u.scalars.map { Surrogate.arctan().derivative(at: $0 - threshold) }, shape: u.shape)
    }
    for t in 0..<Self.steps {
      let x = Self.spikes.slice(t..<t + 1).reshaped(to: [2, 3])
      u1 = u1 * 0.8 + matmul(x, first.weight) + first.bias - (u1 .> 1)
      let s1 = u1 .> 1
      u2 = u2 * 0.8 + matmul(s1, second.weight) + second.bias - (u2 .> 0.5) * 0.5
      trace1 = trace1 * 0.8 + x
      trace2 = trace2 * 0.8 + s1
      let g2 = Tensor([1, -2]) * slope(u2, 0.5)
      let g1 = matmul(g2, second.weight.transposed()) * slope(u1, 1)
      expected.0 += matmul(trace1.transposed(), g1)
      expected.1 += matmul(trace2.transposed(), g2)
    }
    expectClose(try #require(sum["0.linear.weight"]), expected.0, relative: 1e-4, absolute: 1e-5)
    expectClose(try #require(sum["1.linear.weight"]), expected.1, relative: 1e-4, absolute: 1e-5)
  }

  /// The layer below receives the gradient of the step alone.
  @Test(arguments: [OnlineRule.ottt(decay: 0.8), .rtrl, .eprop(readoutDecay: 0.9)])
  func theInputsGradientIsThatOfTheStep(_ rule: OnlineRule) throws {
    let model = OnlineNeurons(Self.linear(3, 5, seed: 1), Leaky(beta: 0.8), rule)
    let step = Self.spikes.slice(0..<1)
    func gradient(_ layer: some Layer) throws -> Tensor {
      try #require(
        valueWithGradient(at: DrivenLayer(layer, input: step)) {
          ($0.output * Self.weights.slice(0..<1)).sum()
        }.gradients["input"])
    }
    expectClose(
      try gradient(model), try gradient(Sequential([model.linear, model.neurons])),
      relative: rounding)
  }
}
