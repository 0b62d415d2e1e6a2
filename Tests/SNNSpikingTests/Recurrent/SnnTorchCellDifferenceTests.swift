import SNNSpiking
import SNNTestSupport
import Testing

/// The right behaviour of coupled layers where snnTorch 1.0.0 has another, each named in a comment.
@Suite struct SnnTorchCellDifferenceTests {
  /// `SLSTM` compares its state with the shape of the input: where the sizes differ, 8 → 4, it starts
  /// from zeros at every step, and nothing depends on what came before.
  @Test(arguments: [(8, 4), (4, 8), (1, 3), (5, 5)])
  func anLSTMRemembersWhateverItsSizes(_ inputs: Int, _ hidden: Int) {
    var generator = RandomKey(seed: 4).generator
    let layer = SpikingLSTM(inputs, hidden, using: &generator).emittingMembrane
    let input = Tensor.sample([6, 2, inputs])
    let other = Tensor.concatenated([-input.slice(0..<1), input.slice(1..<6)])
    let difference = (layer.answer(to: input) - layer.answer(to: other)).magnitude()
    // In every step and sample.
    #expect(difference.max(alongAxis: 2).scalars.allSatisfy { $0 > 1e-5 })
  }

  /// `SLSTM` fires where |h| < 1 exceeds a threshold of 1 by default: never.  Here the default fires,
  /// and a threshold of 1 is as silent as it must be.
  @Test func theDefaultThresholdCanBeReached() {
    var generator = RandomKey(seed: 4).generator
    let layer = SpikingLSTM(8, 16, using: &generator)
    let input = Tensor.sample([20, 4, 8], in: -3...3)
    #expect((0.1...0.6).contains(layer.answer(to: input).mean().scalar))
    var deaf = layer
    deaf.cell.neurons.coefficients[0] = 1
    #expect(deaf.answer(to: input).sum() == 0)
  }

  /// `RSynaptic(reset_delay=False)` crashes without an explicit state, and with one does not reset:
  /// the membrane stays 3.  Here, as in its own `RLeaky`, it is 2.
  @Test func aSynapticNeuronResetsInTheSameStep() {
    let silent = Linear(weight: [[0]], bias: [0])
    let input = Tensor([3], shape: [1, 1, 1])
    let synaptic = Recurrent(
      Synaptic(alpha: 0.5, beta: 0.5, convention: Convention(timing: .sameStep)), through: silent)
    #expect(synaptic.answer(to: input).scalars == [1])
    #expect(synaptic.emittingMembrane.answer(to: input).scalars == [2])
    let leaky = Recurrent(
      Leaky(beta: 0.5, convention: Convention(timing: .sameStep)), through: silent)
    #expect(leaky.emittingMembrane.answer(to: input).scalars == [2])
  }

  /// `detach_hidden` and `reset_hidden` of `RSynaptic` forget the last spikes (issue 323).  Here they
  /// are part of the state: what a piece begins with is all of it, or nothing.
  @Test func theLastSpikeIsCarried() {
    let layer = Recurrent(
      Leaky(beta: 0, convention: Convention(reset: .none)),
      through: Linear(weight: [[2]], bias: [0]))
    let (push, nothing) = (Tensor([2], shape: [1, 1, 1]), Tensor([0], shape: [1, 1, 1]))
    var state = ModelState.rest
    #expect(layer(push, key: RandomKey(seed: 0), state: &state).scalars == [1])
    #expect(layer(nothing, key: RandomKey(seed: 0), state: &state).scalars == [1])
    #expect(layer.answer(to: nothing).scalars == [0])
  }
}
