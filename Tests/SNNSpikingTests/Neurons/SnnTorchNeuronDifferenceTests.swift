import SNNSpiking
import SNNTestSupport
import Testing

/// The right behaviour of neurons where snnTorch 1.0.0 has another, each named in a comment.
@Suite struct SnnTorchNeuronDifferenceTests {
  private func sequence(_ values: [Scalar]) -> Tensor {
    Tensor(values, shape: [values.count, 1, 1])
  }

  /// `Lapicque(beta=0.9)` leaks by 1 + ln 0.9 = 0.8946.  Here R·C = 10 steps leaks by 1 − 1/10, and
  /// a decay of 0.9 is `Leaky`'s.
  @Test func aLeakIsTheLeakThatWasAskedFor() {
    let input = sequence([0.5, 0, 0])
    let lapicque = Lapicque(resistance: 10, capacitance: 1).emittingMembrane
    expectClose(Tensor(lapicque.answer(to: input).scalars), [0.5, 0.45, 0.405])
    let leaky = Leaky(beta: 0.9).emittingMembrane
    expectClose(Tensor(leaky.answer(to: input).scalars), [0.5, 0.45, 0.405])
  }

  /// The levels of `state_quant(num_bits=2)` are −1, −0.267, 0.467 and 1.2: a neuron at rest drifts.
  /// Here zero is a level at any width.
  @Test(arguments: 2...24)
  func aQuantizedNeuronAtRestStaysThere(_ bits: Int) {
    let neurons = Synaptic(alpha: 0.9, beta: 0.8).quantized(bits: bits, limit: 1.2)
    #expect(neurons.emittingMembrane.answer(to: sequence([0, 0, 0])).scalars == [0, 0, 0])
  }

  /// The derivative of its sigmoid is ∞/∞ = NaN far from the threshold.  Here it is 0.
  @Test func aSigmoidIsFiniteFarFromTheThreshold() {
    let input = Tensor([-1000, -50, 50, 1000], shape: [1, 1, 4])
    let gradient = valueWithGradient(at: input) {
      Leaky(beta: 0.9, surrogate: .sigmoid(slope: 25)).answer(to: $0).sum()
    }.gradients.tensors[0]
    #expect(gradient.scalars.allSatisfy { $0.isFinite && $0 < 1e-6 })
  }

  /// Its `DeltaLeaky` ignores the threshold's options and takes any β.
  @Test func anyNeuronTakesOptions() {
    let neurons = DeltaLeaky(beta: 0.5, threshold: 0.75)
    let input = sequence([2, 0, 0, 2])
    #expect(neurons.graded(by: 3).answer(to: input).scalars == [3, 3, 0, 3])
    // Held at 2 for a step, it moves by 1 in the next and is held again.
    #expect(neurons.refractory(steps: 1).answer(to: input).scalars == [1, 0, 1, 0])
  }

  /// `lif(x)` without a state goes on from the last call.  Here each call begins at rest.
  @Test func aCallBeginsAtRest() {
    let neurons = Leaky(beta: 0.9)
    let input = sequence([0.7, 0, 0])
    #expect(neurons.answer(to: input) == neurons.answer(to: input))
    #expect(neurons.emittingMembrane.answer(to: sequence([0])).scalars == [0])
  }

  /// `Alpha(learn_alpha=True)` raises a TypeError.
  @Test func bothDecaysOfAlphaLearn() throws {
    let neurons = Alpha(alpha: .learned(0.9), beta: .learned(0.8), threshold: 0.5)
    let gradients = valueWithGradient(at: neurons) {
      $0.emittingMembrane.answer(to: sequence([0.7, 0, 0])).sum()
    }.gradients
    #expect(try #require(gradients["alpha"]).scalar != 0)
    #expect(try #require(gradients["beta"]).scalar != 0)
  }

  /// `GradedSpikes(2, …)` multiplies `[1, 2]` to `[2, 2]`.  Here a size belongs to a neuron.
  @Test func sizesBelongToNeurons() {
    let neurons = Leaky(beta: 0.5).graded(by: .fixed(perNeuron: [2, 3]))
    #expect(neurons.answer(to: .ones([1, 3, 2]) * 2) == [[[2, 3], [2, 3], [2, 3]]])
  }
}
