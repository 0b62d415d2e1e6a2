import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct CoefficientTests {
  private let input = Tensor.sample([6, 2, 3], in: 0...1)

  @Test func aBareNumberIsFixedAndShared() {
    let coefficient: Coefficient = 0.5
    #expect(coefficient.role == .fixed && coefficient.values == 0.5)
    #expect(Leaky(beta: 0.9).parameterCount == 0)
    #expect(Leaky(beta: .learned(0.9), threshold: .learned(1, neurons: 4)).parameterCount == 5)
    #expect(Coefficient.learned(1, neurons: 4).values == [1, 1, 1, 1])
  }

  @Test func fixedCoefficientsMayDifferByNeuron() {
    let neurons = Leaky(beta: .fixed(perNeuron: [0.5, 0.8, 0.95]))
    let together = neurons.emittingMembrane.answer(to: input)
    for (index, beta) in ([0.5, 0.8, 0.95] as [Scalar]).enumerated() {
      let alone = Leaky(beta: .fixed(beta)).emittingMembrane
        .answer(to: input.slice(index..<index + 1, alongAxis: 2))
      #expect(together.slice(index..<index + 1, alongAxis: 2) == alone)
    }
    #expect(neurons.parameterCount == 0)
  }

  /// Neurons whose decay training has moved, with a threshold that is learned too.
  private func moved(_ beta: Coefficient, to values: Tensor) -> Leaky {
    var neurons = Leaky(beta: beta, threshold: .learned(1))
    neurons.coefficients[0].values = values
    return neurons
  }

  /// A learned decay that training has moved out of 0...1 is held at the nearer end for the call.
  /// A loss that falls towards the inside moves it back; one that rises leaves it there.
  @Test(arguments: [(1.25, 1), (-0.5, 0)] as [(Scalar, Scalar)])
  func aLearnedDecayOutsideIsHeld(beta: Scalar, end: Scalar) throws {
    let outside = DrivenLayer(moved(.learned(0.5), to: Tensor(beta)), input: input)
    let inside = DrivenLayer(Leaky(beta: .learned(end), threshold: .learned(1)), input: input)
    #expect(outside.output == inside.output)
    for sign in [1, -1] as [Scalar] {
      let gradients = valueWithGradient(at: outside) { ($0.output * Tensor(sign)).sum() }.gradients
      let reference = valueWithGradient(at: inside) { ($0.output * Tensor(sign)).sum() }.gradients
      let slope = try #require(reference["layer.beta"]).scalar
      #expect(slope != 0)
      let leadsBack = beta > 1 ? slope > 0 : slope < 0
      #expect(gradients["layer.beta"]?.scalar == (leadsBack ? slope : 0))
      #expect(gradients["input"] == reference["input"])
      #expect(gradients["layer.threshold"] == reference["layer.threshold"])
    }
  }

  /// Training that has pushed a decay over 1 can bring it back: no gradient is lost for ever.
  @Test func aLearnedDecayComesBack() {
    var neurons = moved(.learned(0.5), to: 1.05)
    var optimizer = Optimizer(SGD(learningRate: 0.01))
    for _ in 0..<20 {
      let (_, gradients) = valueWithGradient(at: neurons) {
        $0.emittingMembrane.answer(to: input).squared().sum()
      }
      optimizer.update(&neurons, along: gradients)
    }
    #expect(neurons.coefficients[0].values.scalar < 1)
  }

  /// Each neuron's decay is held by itself, and the membrane can still be watched.
  @Test func holdingIsPerNeuron() throws {
    let neurons = moved(.learned(perNeuron: [0.5, 0.5, 0.5]), to: [1.25, 0.5, -0.5])
    let gradient = try #require(
      valueWithGradient(at: neurons) { $0.answer(to: input).sum() }.gradients["beta"])
    #expect(gradient.scalars[0] > 0 && gradient.scalars[1] != 0 && gradient.scalars[2] == 0)
    #expect(
      neurons.emittingMembrane.answer(to: input)
        == Leaky(beta: .fixed(perNeuron: [1, 0.5, 0])).emittingMembrane.answer(to: input))
  }

  @Test func aThresholdIsNeverClamped() {
    let neurons = Leaky(beta: 0.5, threshold: .learned(7))
    #expect(neurons.answer(to: Tensor([6, 7.5], shape: [1, 1, 2])).scalars == [0, 1])
  }
}
