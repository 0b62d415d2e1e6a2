import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

/// The right behaviour where snnTorch 1.0.0 has another, each named in a comment.
@Suite struct SnnTorchDifferenceTests {
  /// Neurons given by their spike times, one sample, `[T, 1, C]`.
  private func trains(_ times: [Set<Int>], steps: Int) -> Tensor {
    let scalars = (0..<steps).flatMap { step in
      times.map { $0.contains(step) ? 1 : 0 as Scalar }
    }
    return Tensor(scalars, shape: [steps, 1, times.count])
  }

  /// `mse_temporal_loss()`: its default `off_target = −1` is lost, so that all targets are time 0 and
  /// all neurons firing at once has loss 0.  Here that answer costs, and the right one costs nothing.
  @Test func allAtOnceIsNotTheAnswer() {
    let loss = FirstSpikeSquaredError()
    #expect(loss(trains([[0], [0], [0]], steps: 5), [1]).scalar > 0.5)
    #expect(loss(trains([[], [0], []], steps: 5), [1]) == 0)
  }

  /// `mse_temporal_loss(multi_spike=True)`: taking out the n-th spike blanks the whole step, so that
  /// spikes at 1, 2 and at 2, 6 are read as second times 7, 6.  Here neurons are apart: the distance
  /// of two neurons is the mean of their own distances, and 0 for those very trains.
  @Test func severalSpikesOfOneNeuronLeaveOthersAlone() {
    let loss = VanRossumDistance(timeConstant: 2)
    let target = trains([[1, 2], [2, 6]], steps: 7)
    #expect(loss(target, target) == 0)
    // The second spike of neuron 0, one step late: 1 − e^(−1/2), halved over two neurons.
    expectClose(
      loss(trains([[1, 3], [2, 6]], steps: 7), target), Tensor(Scalar((1 - exp(-0.5)) / 2)))
    // Neuron 1's, the same.
    expectClose(
      loss(trains([[1, 2], [2, 5]], steps: 7), target), Tensor(Scalar((1 - exp(-0.5)) / 2)))
  }

  /// Class weights with a squared error: snnTorch multiplies `[B, C]` by `weight[y]` `[B]` along the
  /// classes, an error unless B = C and then wrong.  Here a weight belongs to a sample, also for
  /// B = C, where a mistake of axis would not show in the shapes.
  @Test func aClassWeightBelongsToASample() {
    let counts = Tensor([3, 0, 1, 2], shape: [1, 2, 2])
    let weighted = CountCrossEntropy(.classWeights([1, 3]))
    func alone(_ sample: Int, _ label: Int) -> Tensor {
      CountCrossEntropy()(counts.slice(sample..<sample + 1, alongAxis: 1), [label])
    }
    expectClose(weighted(counts, [0, 1]), (alone(0, 0) + alone(1, 1) * 3) / 4)
    expectClose(weighted(counts, [1, 0]), (alone(0, 1) * 3 + alone(1, 0)) / 4)
  }

  /// `ce_rate_loss` with a population code raises without weights and ignores the groups with them.
  /// Here neurons c·g ..< (c + 1)·g vote for class c at every step.
  @Test func groupsVoteAtEveryStep() {
    let loss = PopulationLoss(RateCrossEntropy(), classes: 2)
    // Step 0: two votes to none; step 1: one to two.
    let votes = Tensor([1, 1, 0, 0, 1, 0, 1, 1], shape: [2, 1, 4])
    func cost(_ margin: Double) -> Double { log(1 + exp(-margin)) }
    expectClose(loss(votes, [0]), Tensor(Scalar((cost(2) + cost(-1)) / 2)))
    #expect(loss(votes, [0]).scalar < loss(votes, [1]).scalar)
  }

  /// A neuron that never fires counts as firing in the last step there; here it is later.
  @Test(arguments: [
    NamedLoss("FirstSpikeCrossEntropy", .firstSpikeCrossEntropy),
    NamedLoss("InverseFirstSpikeCrossEntropy", .inverseFirstSpikeCrossEntropy),
  ])
  func silenceIsLaterThanTheLastStep(_ named: NamedLoss) {
    let (late, silent) = (trains([[3], [2]], steps: 4), trains([[], [2]], steps: 4))
    #expect(named.loss(silent, [1]).scalar < named.loss(late, [1]).scalar)
  }
}
