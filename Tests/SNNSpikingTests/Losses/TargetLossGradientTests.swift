import SNNSpiking
import SNNTestSupport
import Testing

/// A loss against tensors, with a target for two samples of three neurons and five steps.
struct NamedTargetLoss: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let loss: any TargetLoss<Tensor>
  let target: Tensor
  /// The axis of the target that numbers the samples.
  let sampleAxis: Int

  init(_ name: String, _ loss: any TargetLoss<Tensor>, target: Tensor) {
    testDescription = name
    self.loss = loss
    self.target = target
    sampleAxis = target.rank - 2
  }

  private static let trains = Tensor.sample([5, 2, 3], in: 0...1, seed: 4) .> 0.6
  private static let labels: Tensor = [[1, 0, 0.3], [0, 0, 1]]
  private static let numbers = Tensor.sample([2, 3], seed: 5)

  static let all = [
    NamedTargetLoss("van Rossum", .vanRossum(timeConstant: 2), target: trains),
    NamedTargetLoss("labels from counts", .countBinaryCrossEntropy(), target: labels),
    NamedTargetLoss(
      "labels from counts, weighted", .countBinaryCrossEntropy(positiveWeights: [1, 3, 0.5]),
      target: labels),
    NamedTargetLoss("labels from membranes", .membraneBinaryCrossEntropy(), target: labels),
    NamedTargetLoss("regression of the mean", .membraneRegression(.mean), target: numbers),
    NamedTargetLoss("regression of the last", .membraneRegression(.last), target: numbers),
    NamedTargetLoss("regression, steady", .membraneRegression(.everyStep), target: numbers),
    NamedTargetLoss(
      "regression of every step", .membraneRegression(.everyStep),
      target: .sample([5, 2, 3], seed: 6)),
  ]
}

@Suite struct TargetLossGradientTests {
  @Test(arguments: NamedTargetLoss.all)
  func gradientIsTheDifference(_ named: NamedTargetLoss) {
    checkGradient(at: [.sample([5, 2, 3], in: 0.1...0.9)]) { named.loss($0[0], named.target) }
  }

  @Test(arguments: NamedTargetLoss.all)
  func theMeanOverTheBatch(_ named: NamedTargetLoss) {
    let output = Tensor.sample([5, 2, 3], in: 0...1)
    let parts = (0..<2).map { sample in
      named.loss(
        output.slice(sample..<sample + 1, alongAxis: 1),
        named.target.slice(sample..<sample + 1, alongAxis: named.sampleAxis))
    }
    let together = named.loss(output, named.target)
    #expect(together.shape == [])
    expectClose(together, (parts[0] + parts[1]) * 0.5)
    #expect(parts[0] != parts[1])
  }

  @Test(arguments: NamedTargetLoss.all)
  func staysFiniteForLongSequences(_ named: NamedTargetLoss) {
    guard named.target.rank == 2 || named.testDescription == "van Rossum" else { return }
    let shape: Shape = [1000, 2, 3]
    for fill: Scalar in [0, 1] {
      let target = named.target.rank == 2 ? named.target : .zeros(shape)
      let (value, gradients) = valueWithGradient(at: Tensor(repeating: fill, shape: shape)) {
        named.loss($0, target)
      }
      #expect(value.isFinite && gradients.tensors[0].isFinite)
    }
  }

  /// Groups of neurons vote under any target.
  @Test func populationsTakeAnyTarget() {
    let loss = PopulationLoss(VanRossumDistance(timeConstant: 2), classes: 3)
    let pairs = Tensor.sample([5, 2, 6], in: 0...0.4)
    let target = Tensor.zeros([5, 2, 3])
    #expect(loss(pairs, target) == loss.base(pairs.summedGroups(classes: 3), target))
    checkGradient(at: [pairs]) { loss($0[0], target) }
  }
}
