import SNNSpiking
import SNNTestSupport
import Testing

/// The neuron that fires is the neuron that is reset, whenever the reset is made.
@Suite struct ResetConsistencyTests {
  /// A neuron of one convention and inputs that make it fire.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let range: ClosedRange<Scalar>
    let neurons: @Sendable (Convention) -> any Layer

    static let all: [Case] = [
      Case(testDescription: "Leaky", range: -0.5...1.5) { Leaky(beta: 0.8, convention: $0) },
      Case(testDescription: "Synaptic", range: -0.5...1) {
        Synaptic(alpha: 0.5, beta: 0.8, convention: $0)
      },
      Case(testDescription: "IntegrateAndFire", range: -0.5...1) {
        IntegrateAndFire(convention: $0)
      },
      Case(testDescription: "Lapicque", range: -0.5...1.5) {
        Lapicque(resistance: 2, capacitance: 1, convention: $0)
      },
      Case(testDescription: "ParametricLeaky", range: -0.5...2) {
        ParametricLeaky(convention: $0)
      },
      Case(testDescription: "RectifiedLeaky", range: -0.5...2) { RectifiedLeaky(convention: $0) },
      Case(testDescription: "Adaptive without strength", range: -0.5...1.5) {
        Adaptive(beta: 0.8, rho: 0.9, strength: 0, convention: $0)
      },
      Case(testDescription: "Quadratic", range: -0.5...1.5) { Quadratic(convention: $0) },
      Case(testDescription: "Exponential", range: -0.5...2) {
        Exponential(rheobase: 0.9, convention: $0)
      },
      Case(testDescription: "ResonateAndFire", range: -1...1) {
        ResonateAndFire(decay: 0.95, turn: 0.6, threshold: 0.5, convention: $0)
      },
      Case(testDescription: "AdaptiveExponential", range: -0.5...3) {
        AdaptiveExponential(
          rate: 0.5, rest: 0, sharpness: 1, rheobase: 0.9, coupling: 0.3, adaptationRate: 0.1,
          jump: 0.1, threshold: 1, resetPotential: -0.1, convention: $0)
      },
    ]
  }

  /// To put the membrane back at the end of one step or at the start of the next is the same.
  @Test(arguments: Case.all)
  func aResetToAPotentialMayWaitForTheNextStep(_ neuron: Case) {
    let input = Tensor.sample([200, 2, 3], in: neuron.range)
    let key = RandomKey(seed: 0)
    func answer(_ timing: ResetTiming) -> Tensor {
      let layer = neuron.neurons(Convention(reset: .zero, timing: timing))
      return layer(input, key: key)
    }
    let (now, later) = (answer(.sameStep), answer(.nextStep))
    #expect(now == later)
    #expect(now.scalars.contains(1) && now.scalars.contains(0))
  }

  /// On a grid, too, each spike is followed by one reset: with β = 1 the membrane is the input less
  /// θ for each spike, when all three lie on the grid.
  @Test(arguments: [ResetTiming.nextStep, .sameStep], [3, 5, 8])
  func aQuantizedMembraneIsResetForItsSpikes(_ timing: ResetTiming, bits: Int) {
    let neurons = Leaky(beta: 1, convention: Convention(timing: timing))
      .quantized(bits: bits, limit: Scalar((1 << (bits - 1)) - 1))
    let input = Tensor.sample([300, 1, 4], in: -0.4...1.4)
    let membranes = neurons.emittingMembrane.answer(to: input)
    let spikes = neurons.answer(to: input)
    #expect(spikes.scalars.contains(1) && spikes.scalars.contains(0))
    var membrane = [Scalar](repeating: 0, count: 4), last = membrane
    for t in 0..<300 {
      for n in 0..<4 {
        let place = t * 4 + n
        let charged = (membrane[n] + input.scalars[place] - (timing == .nextStep ? last[n] : 0))
          .rounded(.toNearestOrEven)
        last[n] = charged > 1 ? 1 : 0
        membrane[n] = timing == .nextStep ? charged : charged - last[n]
        #expect(spikes.scalars[place] == last[n])
        #expect(membranes.scalars[place] == membrane[n])
      }
    }
  }

  /// 1.4 becomes 1, which is not above θ = 1: no spike, no reset.  1.6 becomes 2, which is.
  @Test func aQuantizedMembraneFiresAsItIsKept() {
    let neurons = Leaky(beta: 1).quantized(bits: 3, limit: 3)
    let input = Tensor([1.4, 0, 0, 0.6, 0], shape: [5, 1, 1])
    #expect(neurons.answer(to: input).scalars == [0, 0, 0, 1, 0])
    #expect(neurons.emittingMembrane.answer(to: input).scalars == [1, 1, 1, 2, 1])
    let options = Leaky(beta: 1).refractory(steps: 0).clamped(below: -9).graded(by: 1)
      .quantized(bits: 3, limit: 3)
    #expect(options.answer(to: input).scalars == [0, 0, 0, 1, 0])
  }

  /// The membrane that is seen is the one that fires, at its peak of 30 mV and on the grid.
  @Test func aQuantizedIzhikevichNeuronFiresAsItIsKept() {
    let neurons = Izhikevich(integration: .published).quantized(bits: 8, limit: 127)
    let input = Tensor(repeating: 40, shape: [300, 1, 1])
    let spikes = neurons.answer(to: input)
    let membranes = neurons.emittingMembrane.answer(to: input).scalars
    #expect(spikes.sum().scalar > 2)
    for (spike, membrane) in zip(spikes.scalars, membranes) {
      #expect(membrane == membrane.rounded())
      #expect((spike == 1) == (membrane >= 30))
    }
  }

  /// A held neuron is out of the competition: while A rests for two steps, B may fire.
  @Test func aRefractoryNeuronDoesNotWin() {
    let neurons = Leaky(beta: 1, convention: Convention(timing: .sameStep)).refractory(steps: 2)
    let input = Tensor([1.5, 0.6, 1.5, 0.6, 1.5, 0.6], shape: [3, 1, 2])
    #expect(WinnerTakesAll(neurons).answer(to: input).scalars == [1, 0, 0, 1, 0, 0])
  }

  /// Eight coefficients of a neuron's own leave room for those of its options.
  @Test func optionsFitTheLargestNeurons() {
    let input = Tensor.sample([6, 2, 3], in: 0...2)
    let plain = GatedLeaky(threshold: 0.8)
    let sized = SelfRecurrent(plain.clamped(below: -99).graded(by: 2), weight: 0)
    #expect(sized.answer(to: input) == plain.answer(to: input) * 2)
    #expect(plain.answer(to: input).scalars.contains(1))
  }
}
