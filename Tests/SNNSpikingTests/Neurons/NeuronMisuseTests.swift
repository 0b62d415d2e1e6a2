import SNNSpiking
import SNNTestSupport
import Testing

/// Neurons that cannot be, and inputs and states they cannot take, stop the program with a sentence
/// that names the coefficient or both shapes.
@Suite struct NeuronMisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case beta, negativeBeta, betaNaN, learnedBeta, learnedBetaNaN, oneOfTwoBetas, alpha, readoutBeta
    case leakGate, alphaBelowBeta, parametricTau, capacitance, noTau, eulerStep
    case coefficientCount, tooManyCoefficients, perNeuron, perChannel, neuronsOfImages,
      resetOfQuadratic
    case noSteps, noConstantSteps, noFilterSteps, noReadoutSteps, rank
    case batch, stateOfMoreLayers, stateOfFewerLayers
    case refractorySteps, bits, integerSpikes, winners, winnersOfOneSample, winnersOfNoSteps
    case noise, noiseSteps

    var message: String {
      switch self {
      case .beta: "LeakyModel<Surrogate>: beta = 1.5 is not in 0.0...1.0"
      case .negativeBeta: "LeakyModel<Surrogate>: beta = -0.25 is not in 0.0...1.0"
      case .betaNaN: "LeakyModel<Surrogate>: beta = nan is not in 0.0...1.0"
      case .learnedBeta: "LeakyModel<Surrogate>: beta = 1.25 is not in 0.0...1.0"
      case .learnedBetaNaN: "LeakyModel<Surrogate>: beta = nan is not in 0.0...1.0"
      case .oneOfTwoBetas: "SynapticModel<Surrogate>: beta = 1.5 is not in 0.0...1.0"
      case .alpha: "SynapticModel<Surrogate>: alpha = 1.25 is not in 0.0...1.0"
      case .readoutBeta: "LeakyReadoutModel: beta = 2.0 is not in 0.0...1.0"
      case .leakGate: "GatedLeakyModel<Surrogate>: leakGate = -0.5 is not in 0.0...1.0"
      case .alphaBelowBeta: "Alpha: alpha [0.5] and beta [0.75], expected 0 < beta < alpha < 1"
      case .parametricTau: "ParametricLeaky: tau = 1.0 steps, must exceed 1"
      case .capacitance: "Lapicque: a step of 2.0 with R·C = 1.0; Euler's rule needs 0 < Δt ≤ R·C"
      case .noTau: "decay: tau 0.0 and dt 0.5 must be positive"
      case .eulerStep: "decay: a step of 2.0 exceeds tau 1.0; Euler's rule needs dt ≤ tau"
      case .coefficientCount:
        #"LeakyModel<Surrogate>: 1 coefficients, expected ["beta", "threshold"]"#
      case .tooManyCoefficients: "2 states and 13 coefficients, at most 12 of each fit"
      case .perNeuron: "LeakyModel<Surrogate>: 2 values of beta for 3 neurons"
      case .perChannel: "LeakyModel<Surrogate>: 2 values of beta for 3 channels"
      case .neuronsOfImages: "LeakyModel<Surrogate>: 2 values of beta for 32 neurons"
      case .resetOfQuadratic: "Quadratic: reset .subtract; its membrane runs off by itself"
      case .noSteps: "LeakyModel<Surrogate>: input [0, 2, 3], expected [T, B, …] with T ≥ 1"
      case .noConstantSteps: "LeakyModel<Surrogate>: constant current [2, 3] for 0 steps"
      case .noFilterSteps: "SynapticFilterModel: input [0, 2, 3], expected [T, B, …] with T ≥ 1"
      case .noReadoutSteps: "LeakyReadoutModel: input [0, 2, 3], expected [T, B, …] with T ≥ 1"
      case .rank: "LeakyModel<Surrogate>: input [3], expected [T, B, …] with T ≥ 1"
      case .batch: "state: part 0 is [2, 3, 5], its input needs [2, 2, 5]"
      case .stateOfMoreLayers: "state: it holds 2 parts, this model has 1"
      case .stateOfFewerLayers: "state: it holds 1 parts, this model has more"
      case .refractorySteps: "refractory: -1 steps"
      case .bits: "quantized: 1 bits up to 1.0; expected 2...24 bits and a positive limit"
      case .integerSpikes: "IntegerSpike: at most 0 spikes in a step, not even one"
      case .winners: "WinnerTakesAll: 0 winners"
      case .winnersOfOneSample: "WinnerTakesAll: input [4, 3], expected [T, B, …, F] with T ≥ 1"
      case .winnersOfNoSteps: "WinnerTakesAll: input [0, 2, 3], expected [T, B, …, F] with T ≥ 1"
      case .noise: "GaussianNoise: deviation -1.0"
      case .noiseSteps: "GaussianNoise: input [0, 2, 3], expected [T, B, …] with T ≥ 1"
      }
    }

    func commit() {
      let key = RandomKey(seed: 0)
      let neurons = Leaky(beta: 0.5)
      let none = Tensor.zeros([0, 2, 3])
      let two = Sequential {
        neurons
        neurons
      }
      switch self {
      case .beta: _ = Leaky(beta: 1.5)
      case .negativeBeta: _ = Leaky(beta: .fixed(-0.25))
      case .betaNaN: _ = Leaky(beta: .fixed(.nan))
      case .learnedBeta: _ = Leaky(beta: .learned(1.25))
      case .learnedBetaNaN: _ = Leaky(beta: .learned(.nan))
      case .oneOfTwoBetas: _ = Synaptic(alpha: 0.5, beta: .learned(perNeuron: [0.5, 1.5]))
      case .alpha: _ = Synaptic(alpha: 1.25, beta: .fixed(perNeuron: [0.5, 0.5]))
      case .readoutBeta: _ = LeakyReadout(beta: 2)
      case .leakGate: _ = GatedLeaky(leakGate: .learned(perNeuron: [0.5, -0.5]))
      case .alphaBelowBeta: _ = Alpha(alpha: 0.5, beta: 0.75)
      case .parametricTau: _ = ParametricLeaky(tau: 1)
      case .capacitance: _ = Lapicque(resistance: 1, capacitance: 1, timeStep: 2)
      case .noTau: _ = Coefficient.decay(tau: 0, dt: 0.5)
      case .eulerStep: _ = Coefficient.decay(tau: 1, dt: 2, by: .euler)
      case .coefficientCount:
        _ = SpikingLayer(LeakyModel(surrogate: Surrogate.arctan()), coefficients: [0.5])
      case .tooManyCoefficients:
        _ = GatedLeaky().graded(by: 1).graded(by: 1).graded(by: 1).graded(by: 1).graded(by: 1)
      case .perNeuron:
        _ = Leaky(beta: .learned(perNeuron: [0.5, 0.6])).answer(to: .zeros([4, 2, 3]))
      case .perChannel:
        _ = Leaky(beta: .fixed(perChannel: [0.5, 0.9])).answer(to: .zeros([1, 1, 3, 2, 2]))
      case .neuronsOfImages:
        _ = Leaky(beta: .learned(0.5, neurons: 2)).answer(to: .zeros([1, 1, 2, 4, 4]))
      case .resetOfQuadratic: _ = Quadratic(convention: .snnTorch())
      case .noSteps: _ = neurons.answer(to: none)
      case .noConstantSteps:
        var context = Context(mode: .inference, key: key)
        _ = neurons(constant: .zeros([2, 3]), steps: 0, &context)
      case .noFilterSteps: _ = SynapticFilter(alpha: 0.5).answer(to: none)
      case .noReadoutSteps: _ = LeakyReadout(beta: 0.5).answer(to: none)
      case .rank: _ = neurons.answer(to: .zeros([3]))
      case .batch:
        let neurons = Synaptic(alpha: 0.5, beta: 0.5)
        stream([4, 3, 5], through: neurons, then: [4, 2, 5], through: neurons)
      case .stateOfMoreLayers: stream([1, 2, 3], through: two, then: [1, 2, 3], through: neurons)
      case .stateOfFewerLayers: stream([4, 3, 5], through: neurons, then: [4, 3, 5], through: two)
      case .refractorySteps: _ = neurons.refractory(steps: -1)
      case .bits: _ = neurons.quantized(bits: 1, limit: 1)
      case .integerSpikes: _ = IntegerLeaky(beta: 0.5, maximum: 0)
      case .winners: _ = WinnerTakesAll(neurons, winners: 0)
      case .winnersOfOneSample: _ = WinnerTakesAll(neurons).answer(to: .zeros([4, 3]))
      case .winnersOfNoSteps: _ = WinnerTakesAll(neurons).answer(to: none)
      case .noise: _ = GaussianNoise(-1)
      case .noiseSteps: _ = GaussianNoise(1, during: .always).answer(to: none)
      }

      func stream(
        _ first: Shape, through one: some Layer, then second: Shape, through other: some Layer
      ) {
        var state = ModelState.rest
        _ = one(.zeros(first), key: key, state: &state)
        _ = other(.zeros(second), key: key, state: &state)
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    expectSentence(result, misuse.message)
  }
}
