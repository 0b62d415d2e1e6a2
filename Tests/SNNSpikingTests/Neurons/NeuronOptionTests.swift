import SNNLayers
import SNNSpiking
import SNNTestSupport
import Testing

/// What can be added to any neuron, on traces worked out by hand.
@Suite struct NeuronOptionTests {
  private func sequence(_ values: [Scalar]) -> Tensor {
    Tensor(values, shape: [values.count, 1, 1])
  }

  /// β = 1, I = 0.75: fires at 1.5 and then rests for two steps; 0.5 + 0.75 = 1.25 fires again, and
  /// after two more steps 0.25 + 0.75 = 1 does not.
  @Test func refractory() {
    let neurons = Leaky(beta: 1, convention: Convention(timing: .sameStep)).refractory(steps: 2)
    let input = sequence([Scalar](repeating: 0.75, count: 8))
    #expect(neurons.answer(to: input).scalars == [0, 1, 0, 0, 1, 0, 0, 0])
    #expect(
      neurons.emittingMembrane.answer(to: input).scalars
        == [0.75, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 1])
    let none = Leaky(beta: 1).refractory(steps: 0)
    #expect(none.answer(to: input) == Leaky(beta: 1).answer(to: input))
  }

  @Test func clamped() {
    let neurons = Leaky(beta: 1).clamped(below: -0.5)
    let input = sequence([-2, 1.75, 0, 0])
    #expect(neurons.emittingMembrane.answer(to: input).scalars == [-0.5, 1.25, 0.25, 0.25])
    #expect(neurons.answer(to: input).scalars == [0, 1, 0, 0])
  }

  /// The size is what is handed on; the membrane loses θ and not the size.
  @Test func graded() throws {
    let neurons = Leaky(beta: 1).graded(by: .learned(2.5))
    let input = sequence([1.5, 0, 0.75])
    #expect(neurons.answer(to: input).scalars == [2.5, 0, 2.5])
    #expect(
      neurons.emittingMembrane.answer(to: input)
        == Leaky(beta: 1).emittingMembrane.answer(to: input))
    let gradients = valueWithGradient(at: neurons) { $0.answer(to: input).sum() }.gradients
    #expect(try #require(gradients["size"]) == 2)
  }

  /// Three bits up to 0.75: −0.75, −0.5, …, 0.75.
  @Test func quantized() {
    let neurons = Leaky(beta: 1, threshold: 9).quantized(bits: 3, limit: 0.75)
    let membranes = neurons.emittingMembrane.answer(to: sequence([0.3, 0.2, 0.4, -5, 0.13, 0]))
    #expect(membranes.scalars == [0.25, 0.5, 0.75, -0.75, -0.5, -0.5])
    let rest = neurons.emittingMembrane.answer(to: sequence([0, 0, 0]))
    #expect(rest.scalars == [0, 0, 0])
    let gradient = valueWithGradient(at: sequence([0.3, 0.2, 0.4])) {
      neurons.emittingMembrane.answer(to: $0).slice(2..<3).sum()
    }.gradients.tensors[0]
    #expect(gradient.scalars == [1, 1, 1])
  }

  /// −6, −4, …, 6: ALIF fires at 1.5, which becomes 2; the spike it remembers takes 1 from it, where
  /// one rounded to the grid would take nothing; and 1 becomes 0, halves to even.
  @Test func quantizedSpikesStayWhole() {
    let neurons = Adaptive(beta: 1, rho: 1, strength: 0).quantized(bits: 3, limit: 6)
    #expect(neurons.emittingMembrane.answer(to: sequence([1.5, 0])).scalars == [2, 0])
  }

  @Test func optionsCombine() {
    let neurons = Leaky(beta: 1, convention: Convention(timing: .sameStep))
      .clamped(below: 0).refractory(steps: 1).graded(by: 3)
    let input = sequence([-1, 1.5, 1, 1])
    #expect(neurons.answer(to: input).scalars == [0, 3, 0, 3])
  }

  /// Two winners of three that would fire; the loser is reset all the same.
  @Test func severalWinners() {
    let neurons = WinnerTakesAll(Leaky(beta: 0.5), winners: 2)
    let input = Tensor([1.5, 2, 1.25, 0.5], shape: [1, 1, 4])
    #expect(neurons.answer(to: input).scalars == [1, 1, 0, 0])
    let everyone = WinnerTakesAll(Leaky(beta: 0.5), winners: 9)
    #expect(everyone.answer(to: input) == Leaky(beta: 0.5).answer(to: input))
    let equal = WinnerTakesAll(Leaky(beta: 0.5), winners: 2)
    #expect(equal.answer(to: .ones([1, 1, 3]) * 2).scalars == [1, 1, 0])
  }

  /// Neurons of images compete within their sample, across channels and places.
  @Test func winnersOfImages() {
    let flat = Tensor.sample([4, 3, 12], in: 0...3)
    for winners in [1, 3] {
      let neurons = WinnerTakesAll(Leaky(beta: 0.5), winners: winners)
      let images = neurons.answer(to: flat.reshaped(to: [4, 3, 2, 2, 3]))
      #expect(images.shape == [4, 3, 2, 2, 3])
      #expect(images.scalars == neurons.answer(to: flat).scalars)
    }
  }

  /// With one neuron in a channel both ways to say it are the same.
  @Test func neuronsAndChannelsAreToldApart() {
    let images = Tensor.sample([5, 1, 2, 1, 1], in: 0...1.5)
    let perChannel = Leaky(beta: .learned(0.5, channels: 2)).answer(to: images)
    #expect(perChannel == Leaky(beta: .learned(0.5, neurons: 2)).answer(to: images))
  }

  /// e^(−Δt/τ) for each neuron, fixed or learned.
  @Test func timeConstantsPerNeuron() {
    let fixed = Coefficient.decay(taus: [1, 2], dt: 1)
    expectClose(fixed.values, [0.367_879_44, 0.606_530_66])
    #expect(fixed.role == .fixed && fixed.learned.role == .trained)
    #expect(fixed.learned.values == fixed.values)
    #expect(Coefficient.decay(taus: [1, 2], dt: 1, by: .euler).values == [0, 0.5])
  }

  /// The draws do not depend on the batch a sample is in; the mean of many is nought, their
  /// deviation what was asked for.
  @Test func noise() {
    func noisy(_ mode: Context.Mode, _ scope: GaussianNoise.Scope, samples: [Int]) -> Tensor {
      var context = Context(mode: mode, key: RandomKey(seed: 3), samples: samples)
      return GaussianNoise(0.5, during: scope)(.zeros([200, samples.count, 25]), &context)
    }
    let both = noisy(.training, .training, samples: [4, 7])
    #expect(
      noisy(.training, .training, samples: [7]) == both.slice(1..<2, alongAxis: 1))
    #expect(abs(both.mean().scalar) < 0.02)
    #expect(abs((both * both).mean().scalar - 0.25) < 0.01)
    #expect(noisy(.inference, .training, samples: [4]) == .zeros([200, 1, 25]))
    #expect(noisy(.inference, .always, samples: [4, 7]) == both)
    let pieces = TimeWindow.cut(steps: 200, every: 70).map { window in
      var context = Context(
        mode: .training, key: RandomKey(seed: 3), samples: [4, 7], window: window)
      return GaussianNoise(0.5)(.zeros([window.steps.count, 2, 25]), &context)
    }
    #expect(Tensor.concatenated(pieces) == both)
  }

  /// Neurons [2, 1, 3] with a decay for each of two channels, against each channel alone.
  @Test func coefficientsPerChannel() throws {
    let input = Tensor.sample([5, 2, 2, 1, 3], in: 0...1.5)
    let neurons = Leaky(beta: .learned(perChannel: [0.5, 0.9]))
    let together = DrivenLayer(neurons, input: input)
    let gradients = valueWithGradient(at: together) { $0.output.sum() }.gradients
    var expected: [Scalar] = []
    for (channel, beta) in ([0.5, 0.9] as [Scalar]).enumerated() {
      let part = input.slice(channel..<channel + 1, alongAxis: 2)
      let alone = DrivenLayer(Leaky(beta: .learned(beta)), input: part)
      #expect(together.output.slice(channel..<channel + 1, alongAxis: 2) == alone.output)
      expected.append(
        try #require(valueWithGradient(at: alone) { $0.output.sum() }.gradients["layer.beta"])
          .scalar)
    }
    expectClose(try #require(gradients["layer.beta"]), Tensor(expected))
  }
}
