import SNNSpiking
import SNNTestSupport
import Testing

/// Traces worked out by hand or printed by the peer each convention is taken from.
@Suite struct HandTraceTests {
  struct Trace: Sendable, CustomTestStringConvertible {
    let reset: Reset
    let timing: ResetTiming
    let spikes: [Scalar]
    let membranes: [Scalar]
    var testDescription: String { "\(reset) \(timing)" }
  }

  private func sequence(_ values: [Scalar]) -> Tensor {
    Tensor(values, shape: [values.count, 1, 1])
  }

  /// β = 0.5, θ = 1 and the inputs 3, 0, 0, 0; the first three steps are snnTorch's.
  @Test(arguments: [
    Trace(
      reset: .subtract, timing: .nextStep, spikes: [1, 0, 0, 0], membranes: [3, 0.5, 0.25, 0.125]),
    Trace(reset: .zero, timing: .nextStep, spikes: [1, 0, 0, 0], membranes: [3, 0, 0, 0]),
    Trace(
      reset: .none, timing: .nextStep, spikes: [1, 1, 0, 0], membranes: [3, 1.5, 0.75, 0.375]),
    Trace(
      reset: .subtract, timing: .sameStep, spikes: [1, 0, 0, 0], membranes: [2, 1, 0.5, 0.25]),
    Trace(reset: .zero, timing: .sameStep, spikes: [1, 0, 0, 0], membranes: [0, 0, 0, 0]),
    Trace(
      reset: .none, timing: .sameStep, spikes: [1, 1, 0, 0], membranes: [3, 1.5, 0.75, 0.375]),
  ])
  func leaky(_ trace: Trace) {
    let neurons = Leaky(beta: 0.5, convention: Convention(reset: trace.reset, timing: trace.timing))
    let input = sequence([3, 0, 0, 0])
    #expect(neurons.answer(to: input).scalars == trace.spikes)
    #expect(neurons.emittingMembrane.answer(to: input).scalars == trace.membranes)
  }

  /// What is left above θ by a reset in the same step is compared with 2θ in the next one:
  /// 3.5 fires to 2.5; 2.5 > 2 fires to 1.5; 1.5 < 2 stays; 1.5 + 0.75 > 2 fires to 1.25.
  /// Without a memory of its current, α = 0, a synaptic neuron is a leaky one.
  @Test func sameStepResetAboveTwoThresholds() {
    let input = sequence([3.5, 0, 0, 0.75, 0])
    let spikes: [Scalar] = [1, 1, 0, 1, 0]
    let membranes: [Scalar] = [2.5, 1.5, 1.5, 1.25, 1.25]
    let leaky = Leaky(beta: 1, convention: Convention(timing: .sameStepOwing))
    #expect(leaky.answer(to: input).scalars == spikes)
    #expect(leaky.emittingMembrane.answer(to: input).scalars == membranes)
    let synaptic = Synaptic(alpha: 0, beta: 1, convention: Convention(timing: .sameStepOwing))
    #expect(synaptic.answer(to: input).scalars == spikes)
    #expect(synaptic.emittingMembrane.answer(to: input).scalars == membranes)
  }

  /// β = 0.9 and I = 0.3 throughout: fires at the steps 3 and 8.
  @Test func leakyUnderConstantCurrent() {
    let neurons = Leaky(beta: 0.9)
    let input = sequence([Scalar](repeating: 0.3, count: 9))
    expectClose(
      neurons.emittingMembrane.answer(to: input),
      sequence([
        0.3, 0.57, 0.813, 1.0317, 0.22853, 0.505677, 0.7551093, 0.97959837, 1.181638533,
      ]))
    #expect(neurons.answer(to: input).scalars == [0, 0, 0, 1, 0, 0, 0, 0, 1])
  }

  /// From U = 2 with the input 0.7, as snnTorch's Leaky and its other neurons do.
  @Test func zeroResetsKeepOrDiscardTheInput() {
    let input = sequence([2, 0.7])
    let leaky = Leaky(beta: 0.5, convention: Convention(reset: .zero)).emittingMembrane
    #expect(leaky.answer(to: input).scalars == [2, 0.7])
    let kept = Synaptic(alpha: 0, beta: 0.5, convention: Convention(reset: .zero))
    #expect(kept.emittingMembrane.answer(to: input).scalars == [2, 0.7])
    let discarded = Synaptic(
      alpha: 0, beta: 0.5, convention: .snnTorch(reset: .zeroDiscardingInput))
    #expect(discarded.emittingMembrane.answer(to: input).scalars == [2, 0])
  }

  /// α = β = 0.5, θ = 1, inputs 1, 1, 0, 0: the current runs 1, 1.5, 0.75, 0.375 whatever the reset.
  @Test(arguments: [
    // V = 1; 0.5 + 1.5 = 2 fires; 1 + 0.75 − 1 = 0.75; 0.375 + 0.375.
    Trace(
      reset: .subtract, timing: .nextStep, spikes: [0, 1, 0, 0], membranes: [1, 2, 0.75, 0.75]),
    Trace(
      reset: .zeroDiscardingInput, timing: .nextStep, spikes: [0, 1, 0, 0],
      membranes: [1, 2, 0, 0.375]),
    // … 2; 1 + 0.75 = 1.75 fires; 0.875 + 0.375 = 1.25 fires.
    Trace(
      reset: .none, timing: .nextStep, spikes: [0, 1, 1, 1], membranes: [1, 2, 1.75, 1.25]),
    // 2 fires to 1; 0.5 + 0.75 = 1.25 fires to 0.25; 0.125 + 0.375.
    Trace(
      reset: .subtract, timing: .sameStep, spikes: [0, 1, 1, 0], membranes: [1, 1, 0.25, 0.5]),
    // 2 fires to 0; 0.75; 0.375 + 0.375.
    Trace(reset: .zero, timing: .sameStep, spikes: [0, 1, 0, 0], membranes: [1, 0, 0.75, 0.75]),
    Trace(
      reset: .none, timing: .sameStep, spikes: [0, 1, 1, 1], membranes: [1, 2, 1.75, 1.25]),
  ])
  func synaptic(_ trace: Trace) {
    let neurons = Synaptic(
      alpha: 0.5, beta: 0.5, convention: Convention(reset: trace.reset, timing: trace.timing))
    let input = sequence([1, 1, 0, 0])
    #expect(neurons.answer(to: input).scalars == trace.spikes)
    #expect(neurons.emittingMembrane.answer(to: input).scalars == trace.membranes)
  }

  @Test func readout() {
    let input = sequence([1, 0, 2, 0])
    #expect(LeakyReadout(beta: 0.5).answer(to: input).scalars == [1, 0.5, 2.25, 1.125])
  }

  /// Of the membranes 1.5 and 2 only the second may fire, but both are reset in the next step.
  @Test func losersOfWinnerTakesAllAreResetToo() {
    let neurons = Leaky(beta: 0.5)
    let input = Tensor([1.5, 2, 0, 0, 1.5, 0.25], shape: [3, 1, 2])
    #expect(WinnerTakesAll(neurons).answer(to: input).scalars == [0, 1, 0, 0, 1, 0])
    #expect(
      neurons.emittingMembrane.answer(to: input).scalars == [1.5, 2, -0.25, 0, 1.375, 0.25])
  }

  /// A neuron that has reset in the step it fired still wins it, and distance from its own threshold
  /// counts, not the membrane.
  @Test(arguments: ResetTiming.allCases, [Reset.subtract, .zero])
  func theWinnerIsFurthestAboveItsThreshold(_ timing: ResetTiming, _ reset: Reset) {
    let input = Tensor([1.2, 0.9, 1.4], shape: [1, 1, 3])
    let neurons = Leaky(
      beta: 0.5, threshold: .fixed(perNeuron: [1, 1, 1.3]),
      convention: Convention(reset: reset, timing: timing))
    #expect(WinnerTakesAll(neurons).answer(to: input).scalars == [1, 0, 0])
  }

  /// Below the threshold nobody fires, winner or not.
  @Test func winnerTakesAllNeedsTheThreshold() {
    let input = Tensor([0.5, 0.75], shape: [1, 1, 2])
    #expect(WinnerTakesAll(Leaky(beta: 0.5)).answer(to: input).scalars == [0, 0])
  }

  @Test func neuronsOfManyShapesAreAllAlike() {
    let values = Tensor.sample([7, 37], in: 0...1)
    let flat = Leaky(beta: 0.8).answer(to: values.reshaped(to: [7, 37, 1]))
    for shape in [[7, 1, 37], [7, 37]] as [Shape] {
      #expect(Leaky(beta: 0.8).answer(to: values.reshaped(to: shape)).scalars == flat.scalars)
    }
    #expect(flat.scalars.contains(1))
  }
}
