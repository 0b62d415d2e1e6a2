import SNNSpiking
import SNNTestSupport
import Testing

/// The reverse pass derived from `step`, against central differences.
@Suite struct DerivedGradientTests {
  @Test(arguments: Reset.allCases, [Surrogate.arctan(), .sigmoid(), .gaussian()])
  func oneState(reset: Reset, surrogate: Surrogate) {
    checkNeurons(
      SmoothedLeaky(reset: reset, surrogate: surrogate), shared: [0.8, 0.9],
      perNeuron: [[0.5, 0.8, 0.95], [0.7, 1, 1.2]])
  }

  @Test(arguments: Reset.allCases, [Surrogate.arctan(), .sigmoid(), .gaussian()])
  func twoStates(reset: Reset, surrogate: Surrogate) {
    checkNeurons(
      SmoothedSynaptic(reset: reset, surrogate: surrogate), shared: [0.6, 0.8, 0.9],
      perNeuron: [[0.4, 0.6, 0.7], [0.5, 0.8, 0.95], [0.7, 1, 1.2]])
  }

  /// Inputs of either sign, away from the step at 0; the sample also keeps clear of the kinks of the
  /// other operations by more than the differences reach.
  @Test func everyOperation() {
    let input = Tensor.sample([2, 6, 3], in: 0.3...1.5, seed: 1)
    let signs = (Tensor.sample([2, 6, 3], seed: 2) .> 0) * 2 - 1
    checkNeurons(
      EveryOperation(), shared: [0.7], perNeuron: [[0.5, 0.7, 0.9]], input: input * signs)
  }

  /// The same neurons with their coefficients shared and one per neuron: two lane groups' worth of
  /// neurons, so that a full and a part-filled group take part.
  private func checkNeurons<Model: NeuronModel>(
    _ model: Model, shared: [Scalar], perNeuron: [[Scalar]],
    input: Tensor = .sample([4, 6, 3], in: -0.5...1.5),
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for values in [shared.map { [$0] }, perNeuron] {
      let coefficients = values.map {
        $0.count == 1 ? Tensor($0[0]) : Tensor($0)
      }
      checkGradient(at: [input] + coefficients, sourceLocation: sourceLocation) { inputs in
        var layer = SpikingLayer(
          model, coefficients: values.map { .learned(perNeuron: $0) })
        for index in layer.coefficients.indices {
          layer.coefficients[index].values = inputs[index + 1]
        }
        return layer.answer(to: inputs[0])
      }
    }
  }

  /// A network of two layers of smoothed neurons, from its first weight to its last.
  @Test func wholeNetwork() {
    let input = Tensor.sample([5, 4, 3], in: 0...1)
    let weights = [
      Tensor.sample([3, 5], in: -0.5...1, seed: 2), Tensor.sample([5], in: 0...0.3, seed: 3),
      Tensor.sample([5, 2], in: -0.5...1, seed: 4), Tensor.sample([2], in: 0...0.3, seed: 5),
    ]
    checkGradient(at: weights) { weights in
      Sequential {
        Linear(weight: weights[0], bias: weights[1])
        SpikingLayer(
          SmoothedSynaptic(reset: .subtract, surrogate: .arctan()), coefficients: [0.5, 0.8, 1])
        Linear(weight: weights[2], bias: weights[3])
        SpikingLayer(
          SmoothedLeaky(reset: .zero, surrogate: .arctan()), coefficients: [0.9, 1])
      }.answer(to: input)
    }
  }
}
