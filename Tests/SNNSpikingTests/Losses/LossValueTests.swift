import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

/// Values worked out by hand for two classes and three steps.
@Suite struct LossValueTests {
  /// Class 0 fires at 0 and 2, class 1 at 1.
  private let spikes = Tensor([1, 0, 0, 1, 1, 0], shape: [3, 1, 2])

  /// −ln σ(margin), the cross-entropy of two scores.
  private func crossEntropy(margin: Double) -> Tensor {
    Tensor(Scalar(log(1 + exp(-margin))))
  }

  @Test func crossEntropies() {
    // Counts 2 and 1; first spikes at 0 and 1.
    expectClose(CountCrossEntropy()(spikes, [0]), crossEntropy(margin: 1))
    expectClose(CountCrossEntropy()(spikes, [1]), crossEntropy(margin: -1))
    expectClose(FirstSpikeCrossEntropy()(spikes, [0]), crossEntropy(margin: 1))
    // Leads by 1 in two steps, trails by 1 in one.
    expectClose(
      RateCrossEntropy()(spikes, [0]),
      (crossEntropy(margin: 1) * 2 + crossEntropy(margin: -1)) / 3)
    let membranes = Tensor([0.5, 2, 1, -1, 3, 0.5], shape: [3, 1, 2])
    expectClose(MaximumMembraneCrossEntropy()(membranes, [0]), crossEntropy(margin: 1))
    expectClose(MeanMembraneCrossEntropy()(membranes, [0]), crossEntropy(margin: 1))
  }

  /// A share of a hundred steps is what whole numbers say, though 100·0.53 in Float is below 53.
  @Test(arguments: [7, 50, 75, 100, 150, 200])
  func countsAreNotLostToRounding(_ steps: Int) {
    for percent in 0...100 {
      let target = steps * percent / 100
      let spikes = Tensor((0..<steps).map { $0 < target ? 1 : 0 }, shape: [steps, 1, 1])
      let loss = CountSquaredError(correctRate: Scalar(percent) / 100)
      #expect(loss(spikes, [0]) == 0, "\(percent) % of \(steps) steps")
    }
  }

  @Test func countSquaredError() {
    // Targets ⌊3·0.7⌋ = 2 and ⌊3·0.4⌋ = 1 are met; swapped, both are off by 1: (1 + 1)/2/3.
    let loss = CountSquaredError(correctRate: 0.7, incorrectRate: 0.4)
    #expect(loss(spikes, [0]) == 0)
    expectClose(loss(spikes, [1]), Tensor(1.0 / 3))
    // All and none by default: off by 1 each.
    expectClose(CountSquaredError()(spikes, [0]), Tensor(1.0 / 3))
  }

  @Test func membraneSquaredError() {
    // Membranes 1, 0, 1 against 1 and 0, 1, 0 against 0: two of six are off by 1.
    expectClose(MembraneSquaredError()(spikes, [0]), Tensor(1.0 / 3))
    // Off target −1, which snnTorch loses: 0, 1, 0 against 1 and 1, 2, 1 … (1 + 1 + 4 + 1)/6.
    expectClose(MembraneSquaredError(offTarget: -1)(spikes, [0]), Tensor(7.0 / 6))
  }

  @Test func firstSpikeSquaredError() {
    // t₁ = 0 and 1 of T = 3; by default 0 and 3 are wanted: (2/3)²/2.
    expectClose(FirstSpikeSquaredError()(spikes, [0]), Tensor(2.0 / 9))
    // 1 and 2 are wanted: two times (1/3)².
    expectClose(FirstSpikeSquaredError(onTime: 1, offTime: 2)(spikes, [0]), Tensor(1.0 / 9))
  }

  /// Groups {0, 1} and {2, 3}: counts 3 and 1.
  @Test func population() {
    let spikes = Tensor([1, 1, 0, 1, 0, 1, 0, 0], shape: [2, 1, 4])
    expectClose(
      PopulationLoss(CountCrossEntropy(), classes: 2)(spikes, [0]), crossEntropy(margin: 2))
  }

  @Test func decoders() {
    let decoders = NamedLoss.all.map(\.loss.decoder)
    #expect(
      decoders == [
        .count, .count, .maximumMembrane, .meanMembrane, .firstSpike, .firstSpike, .meanMembrane,
        .count, .count, .meanMembrane, .firstSpike, .count,
      ])
  }
}
