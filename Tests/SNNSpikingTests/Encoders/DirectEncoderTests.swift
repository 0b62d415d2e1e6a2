import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct DirectEncoderTests {
  /// u ← λ·u + (1 − λ)·I with λ = 0.5, the factor 1 − λ folded into the weight, and I = 1.5.
  @Test func constantCurrentByHand() throws {
    let encoder = DirectEncoder(
      steps: 6, linear: Linear(weight: [[0.5]], bias: [0]),
      neurons: Leaky(beta: 0.5, convention: Convention(timing: .sameStep)))
    var context = Context(mode: .inference, key: RandomKey(seed: 0), recording: [.membrane])
    let spikes = encoder([[1.5]], &context)
    #expect(spikes.shape == [6, 1, 1])
    #expect(spikes.scalars == [0, 1, 0, 1, 0, 1])
    #expect(
      try #require(context.recordings.first).values.scalars
        == [0.75, 0.125, 0.8125, 0.15625, 0.828125, 0.1640625])
  }

  /// Weights, biases and the neurons' decay learn; the gradient is that of the same current given
  /// at every step.
  @Test func gradientsReachTheWeights() throws {
    var generator = RandomKey(seed: 2).generator
    let encoder = DirectEncoder(
      steps: 8, linear: Linear(3, 4, using: &generator), neurons: Leaky(beta: .learned(0.8)))
    let input = Tensor.sample([5, 3], in: 0...2)
    let weights = unevenWeights([8, 5, 4])
    let gradients = valueWithGradient(at: encoder) {
      ($0.answer(to: input) * weights).sum()
    }.gradients
    #expect(gradients.paths == ["linear.weight", "linear.bias", "neurons.beta"])
    let unrolled = Sequential {
      encoder.linear
      encoder.neurons
    }
    let expected = valueWithGradient(at: unrolled) {
      ($0.answer(to: input.broadcast(to: [8, 5, 3])) * weights).sum()
    }.gradients
    for (gradient, reference) in zip(gradients.tensors, expected.tensors) {
      #expect(gradient.scalars.contains { $0 != 0 })
      expectClose(gradient, reference)
    }
    #expect(encoder.answer(to: input) == unrolled.answer(to: input.broadcast(to: [8, 5, 3])))
  }

  /// A convolution of still images is the same as one of the images shown at every step.
  @Test func imagesAreConvolvedOnce() throws {
    var generator = RandomKey(seed: 2).generator
    let encoder = DirectEncoder(
      steps: 4, linear: Conv2d(2, 3, kernel: 3, using: &generator), neurons: Leaky(beta: 0.8))
    let images = Tensor.sample([5, 2, 6, 5], in: 0...3)
    let weights = unevenWeights([4, 5, 3, 4, 3])
    let unrolled = Sequential {
      encoder.linear
      encoder.neurons
    }
    let shown = images.broadcast(to: [4, 5, 2, 6, 5])
    #expect(encoder.answer(to: images) == unrolled.answer(to: shown))
    let gradients = valueWithGradient(at: encoder) {
      ($0.answer(to: images) * weights).sum()
    }.gradients
    let expected = valueWithGradient(at: unrolled) {
      ($0.answer(to: shown) * weights).sum()
    }.gradients
    #expect(gradients.paths == ["linear.weight", "linear.bias"])
    for (gradient, reference) in zip(gradients.tensors, expected.tensors) {
      #expect(gradient.scalars.contains { $0 != 0 })
      expectClose(gradient, reference)
    }
  }
}
