import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct StreamingTests {
  static let steps = 13

  static let models: [NamedLayer] = {
    var generator = RandomKey(seed: 5).generator
    return [
      NamedLayer("Leaky", Leaky(beta: 0.8)),
      NamedLayer(
        "Leaky sameStep", Leaky(beta: 0.8, convention: Convention(reset: .zero, timing: .sameStep))),
      NamedLayer("Synaptic", Synaptic(alpha: 0.6, beta: 0.8)),
      NamedLayer("LeakyReadout", LeakyReadout(beta: 0.8)),
      NamedLayer("a user's neuron", adaptiveNeurons(surrogate: .arctan())),
      NamedLayer("WinnerTakesAll", WinnerTakesAll(Leaky(beta: 0.8), winners: 2)),
      NamedLayer("IntegrateAndFire", IntegrateAndFire()),
      NamedLayer("Lapicque", Lapicque(resistance: 2, capacitance: 1)),
      NamedLayer("Alpha", Alpha(alpha: 0.9, beta: 0.5, threshold: 0.5)),
      NamedLayer("Adaptive", Adaptive(beta: 0.8, rho: 0.9, strength: 0.2)),
      NamedLayer("ParametricLeaky", ParametricLeaky(tau: 3, threshold: 0.4)),
      NamedLayer("GatedLeaky", GatedLeaky(threshold: 0.6)),
      NamedLayer("Quadratic", Quadratic(start: 0.1)),
      NamedLayer("Exponential", Exponential(start: 0.1)),
      NamedLayer(
        "AdaptiveExponential",
        AdaptiveExponential(
          rate: 0.5, rest: 0, sharpness: 1, rheobase: 0.9, coupling: 0.1, adaptationRate: 0.1,
          jump: 0.1, threshold: 1, resetPotential: -0.1)),
      NamedLayer("IntegerLeaky", IntegerLeaky(beta: 0.9)),
      NamedLayer("TwoCompartment", TwoCompartment(threshold: 0.9)),
      NamedLayer("ResonateAndFire", ResonateAndFire(decay: 0.9, turn: 0.5, threshold: 0.3)),
      NamedLayer("DeltaLeaky", DeltaLeaky(beta: 0.8, threshold: 0.3)),
      NamedLayer("SigmaDelta", SigmaDelta(threshold: 0.3)),
      NamedLayer(
        "Izhikevich",
        Sequential {
          Linear(weight: Tensor(repeating: 12, shape: [3, 3]), bias: [0, 2, 4])
          Izhikevich(integration: .euler(timeStep: 1))
        }),
      NamedLayer("refractory", Leaky(beta: 0.8).refractory(steps: 2)),
      NamedLayer("quantized", Leaky(beta: 0.8).quantized(bits: 4, limit: 4)),
      NamedLayer(
        "two layers",
        Sequential {
          Linear(3, 20, using: &generator)
          Synaptic(alpha: 0.6, beta: 0.8, threshold: 0.3)
          Linear(20, 4, using: &generator)
          Leaky(beta: 0.9, threshold: 0.2)
        }),
    ]
  }()

  static let chunkings = [
    [13], [6, 7], [1, 12], [12, 1], [4, 4, 5], [Int](repeating: 1, count: 13),
  ]

  private let input = Tensor.sample([Self.steps, 2, 3], in: 0...1.5)

  @Test(arguments: models, chunkings)
  func piecesAreTheWholeBitForBit(_ named: NamedLayer, chunks: [Int]) {
    let whole = named.layer.answer(to: input)
    #expect(whole.scalars.contains { $0 > 0 })
    var state = ModelState.rest
    var pieces: [Tensor] = []
    var start = 0
    for length in chunks {
      pieces.append(
        named.layer(
          input.slice(start..<start + length), key: RandomKey(seed: 0), state: &state))
      #expect(!state.isRest)
      start += length
    }
    #expect(Tensor.concatenated(pieces) == whole)
  }

  /// The second piece alone is another thing, or the test above could not fail.
  @Test(arguments: models)
  func withoutStateEveryCallStartsFromRest(_ named: NamedLayer) {
    let whole = named.layer.answer(to: input)
    #expect(named.layer.answer(to: input) == whole)
    let tail = named.layer.answer(to: input.slice(6..<Self.steps))
    #expect(tail != whole.slice(6..<Self.steps))
  }

  /// A neuron that rests elsewhere than at zero starts there, and only there.
  @Test func restingState() {
    let neurons = SpikingLayer(Restless(), coefficients: [])
    let input = Tensor.zeros([3, 2, 1])
    #expect(neurons.answer(to: input).scalars == [0.5, 0.5, 0.25, 0.25, 0.125, 0.125])
    #expect(neurons.emittingMembrane.answer(to: input) == neurons.answer(to: input))
    var state = ModelState.rest
    _ = neurons(input, key: RandomKey(seed: 0), state: &state)
    #expect(
      neurons(input.slice(0..<1), key: RandomKey(seed: 0), state: &state).scalars
        == [0.0625, 0.0625])
  }
}

/// Halves its membrane at every step, from 1.
private struct Restless: NeuronModel {
  static let stateNames = ["membrane"]
  static let coefficientNames: [String] = []
  static var stateCount: Int { 1 }
  static var coefficientCount: Int { 0 }
  static var spikes: Bool { false }
  var restingState: [Scalar] { [1] }

  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    state[0] = 0.5 * state[0] + input
    return state[0]
  }
}
