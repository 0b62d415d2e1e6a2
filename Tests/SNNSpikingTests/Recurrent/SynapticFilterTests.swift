import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct SynapticFilterTests {
  private let spike = Tensor([0, 1, 0, 0, 1], shape: [5, 1, 1])

  @Test func aSpikeFades() {
    #expect(SynapticFilter(alpha: 0.5).answer(to: spike).scalars == [0, 1, 0.5, 0.25, 1.125])
    #expect(
      SynapticFilter(alpha: 0.5, inputGain: .leak).answer(to: spike).scalars
        == [0, 0.5, 0.25, 0.125, 0.5625])
  }

  /// The ends of the range: nothing is kept, or everything.
  @Test func withoutAndWithPerfectMemory() {
    for gain in InputGain.allCases {
      #expect(SynapticFilter(alpha: 0, inputGain: gain).answer(to: spike) == spike)
    }
    #expect(SynapticFilter(alpha: 1).answer(to: spike).scalars == [0, 1, 1, 1, 2])
    #expect(SynapticFilter(alpha: 1, inputGain: .leak).answer(to: spike).sum() == 0)
  }

  @Test func aConstantCurrentPassesUnchanged() {
    let current = Tensor(repeating: 3, shape: [400, 1, 2])
    let filtered = SynapticFilter(alpha: .fixed(perNeuron: [0.5, 0.9]), inputGain: .leak)
      .answer(to: current)
    expectClose(filtered.slice(399..<400), current.slice(0..<1))
  }

  /// It is the synapse of snnTorch's `Synaptic` neuron, with any reset.
  @Test func isTheCurrentOfASynapticNeuron() throws {
    let fixture = try Fixture("synaptic_subtract", in: .module)
    expectClose(
      SynapticFilter(alpha: .single(0.8)).answer(to: try fixture["input"]),
      try fixture["current"])
  }

  /// A filter before `Leaky` is a `Synaptic` neuron.
  @Test func beforeALeakyNeuron() {
    let input = Tensor.sample([20, 2, 3], in: 0...1)
    let model = Sequential {
      SynapticFilter(alpha: 0.5)
      Leaky(beta: 0.75)
    }
    #expect(model.answer(to: input) == Synaptic(alpha: 0.5, beta: 0.75).answer(to: input))
    var state = ModelState.rest
    let first = model(input.slice(0..<7), key: RandomKey(seed: 0), state: &state)
    let second = model(input.slice(7..<20), key: RandomKey(seed: 0), state: &state)
    #expect(Tensor.concatenated([first, second]) == model.answer(to: input))
  }
}
