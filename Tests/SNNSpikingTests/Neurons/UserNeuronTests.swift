import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct UserNeuronTests {
  /// Bellec et al., 2018: τ_m 20, τ_a 200, b 0.2 and the current 0.12 for 120 steps.
  @Test func firesWhereThePaperSays() {
    let neurons = SpikingLayer(
      UserAdaptiveModel(),
      coefficients: [
        .fixed(Scalar(exp(-1.0 / 20))), .fixed(Scalar(exp(-1.0 / 200))), 0.2,
      ])
    let input = Tensor(repeating: 0.12, shape: [120, 1, 1])
    let spikes = neurons.answer(to: input).scalars
    #expect(spikes.indices.filter { spikes[$0] == 1 } == [10, 24, 39, 56, 74, 94, 116])
    expectClose(
      Tensor([neurons.emittingMembrane.answer(to: input).scalars[10]]), [1.040_914_982_75])
  }

  /// Two classes of noisy patterns of spikes, inside `Sequential` through the `Layer` API alone.
  @Test func learns() throws {
    var generator = RandomKey(seed: 3).generator
    var model = Sequential {
      Linear(6, 12, using: &generator)
      SpikingLayer(
        UserAdaptiveModel(),
        coefficients: [.learned(0.9), .learned(0.97, neurons: 12), .learned(0.2)])
      Linear(12, 2, using: &generator)
      LeakyReadout(beta: 0.9)
    }
    let labels = (0..<8).map { $0 % 2 }
    // Inputs of the own class fire in seven steps of ten, the others in three.
    let own = Tensor.concatenated(
      [Tensor](repeating: .oneHot(labels, classes: 2), count: 3), alongAxis: 1)
    let input = Tensor.sample([10, 8, 6], in: 0...1) .< (own * 0.4 + 0.3)
    var optimizer = Optimizer(Adam(learningRate: 1e-2))
    var losses: [Scalar] = []
    for _ in 0..<25 {
      let (loss, gradients) = valueWithGradient(at: model) {
        MeanMembraneCrossEntropy()($0.answer(to: input), labels)
      }
      losses.append(loss.scalar)
      #expect(gradients.paths.count == 7)
      #expect(try #require(gradients["1.beta"]).scalar != 0)
      optimizer.update(&model, along: gradients)
    }
    let (first, last) = (try #require(losses.first), try #require(losses.last))
    #expect(last < 0.2 * first)
    #expect(accuracy(SpikeDecoder.meanMembrane.scores(of: model.answer(to: input)), labels) == 1)
  }
}
