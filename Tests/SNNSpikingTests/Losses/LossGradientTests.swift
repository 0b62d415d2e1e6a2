import SNNSpiking
import SNNTestSupport
import Testing

/// A loss under a name.
struct NamedLoss: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let loss: any Loss

  init(_ name: String, _ loss: any Loss) {
    testDescription = name
    self.loss = loss
  }

  static let all = [
    NamedLoss("CountCrossEntropy", .countCrossEntropy),
    NamedLoss("RateCrossEntropy", .rateCrossEntropy),
    NamedLoss("MaximumMembraneCrossEntropy", .maximumMembraneCrossEntropy),
    NamedLoss("MeanMembraneCrossEntropy", .meanMembraneCrossEntropy),
    NamedLoss("FirstSpikeCrossEntropy", .firstSpikeCrossEntropy),
    NamedLoss("InverseFirstSpikeCrossEntropy", .inverseFirstSpikeCrossEntropy),
    NamedLoss("TemporalEfficientLoss", .temporalEfficient(lambda: 0.3, target: 0.8)),
    NamedLoss("smoothed RateCrossEntropy", .rateCrossEntropy(.labelSmoothing(0.2))),
    NamedLoss("CountSquaredError", .countSquaredError(correctRate: 0.75, incorrectRate: 0.25)),
    NamedLoss("MembraneSquaredError", .membraneSquaredError(onTarget: 1.05, offTarget: 0.2)),
    NamedLoss("FirstSpikeSquaredError", .firstSpikeSquaredError(onTime: 1, offTime: 3)),
    NamedLoss("PopulationLoss", PopulationLoss(CountCrossEntropy(), classes: 3)),
  ]
}

@Suite struct LossGradientTests {
  /// Numbers in 0...1 serve as spikes and membranes alike; far enough apart for the maximum.
  @Test(arguments: NamedLoss.all)
  func gradientIsTheDifference(_ named: NamedLoss) {
    let output = Tensor.sample([5, 2, 6], in: 0.1...0.9)
    checkGradient(at: [output]) { named.loss($0[0], [2, 0]) }
  }

  @Test(arguments: NamedLoss.all)
  func oneStepOfOneSample(_ named: NamedLoss) {
    checkGradient(at: [.uneven([1, 1, 3], in: 0.1...0.9)]) { named.loss($0[0], [2]) }
  }

  @Test(arguments: NamedLoss.all)
  func theMeanOverTheBatch(_ named: NamedLoss) {
    let output = Tensor.sample([5, 2, 6], in: 0...1) .> 0.6
    let (first, second) = (
      output.slice(0..<1, alongAxis: 1), output.slice(1..<2, alongAxis: 1)
    )
    let together = named.loss(output, [2, 0])
    #expect(together.shape == [])
    expectClose(together, (named.loss(first, [2]) + named.loss(second, [0])) * 0.5)
    #expect(together != named.loss(output, [0, 2]))
  }

  @Test(arguments: NamedLoss.all)
  func staysFiniteForLongSequences(_ named: NamedLoss) {
    for fill: Scalar in [0, 1] {
      let output = Tensor(repeating: fill, shape: [1000, 1, 6])
      let (value, gradients) = valueWithGradient(at: output) { named.loss($0, [1]) }
      #expect(value.isFinite && gradients.tensors[0].isFinite)
    }
  }
}
