import SNNSpiking
import SNNTestSupport
import Testing

/// Losses that cannot be, and outputs and targets that do not belong together, stop the program with
/// a sentence that names both.
@Suite struct LossMisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case label, negativeLabel, tooFewLabels, oneLabelForAllRows, noBatch, noSamples
    case trainShape, trainSteps, timeConstant, labelShape, labelSteps, width, yesSteps
    case regressionShape, regressionSteps, steadyOnly, lambda

    var message: String {
      switch self {
      case .label: "CountCrossEntropy: label 3 of 3 classes"
      case .negativeLabel: "MembraneSquaredError: label -1 of 3 classes"
      case .tooFewLabels:
        "RateCrossEntropy: output [4, 2, 3] with 1 labels, expected [T, B, C] with T ≥ 1 and B "
          + "labels"
      case .oneLabelForAllRows: "CountSquaredError: output [4, 2, 3] with 1 labels, expected"
      case .noBatch: "CountCrossEntropy: output [4, 3] with 1 labels, expected [T, B, C]"
      case .noSamples: "crossEntropy: no rows to take the mean of"
      case .trainShape:
        "VanRossumDistance: output [4, 2, 3], target [2, 3], expected [T, B, C] of both, T ≥ 1"
      case .trainSteps: "VanRossumDistance: output [0, 2, 3], target [0, 2, 3], expected [T, B, C]"
      case .timeConstant: "VanRossumDistance: time constant 0.0"
      case .labelShape: "binaryCrossEntropy: scores [2, 3], targets [3]"
      case .labelSteps, .yesSteps: "mean: axis 0 of shape [0, 2, 3] is empty"
      case .width: "CountBinaryCrossEntropy: width 0.0"
      case .regressionShape: "MembraneRegression.everyStep: target [4, 3] for output [4, 2, 3]"
      case .regressionSteps: "MembraneRegression: output [0, 2, 3], expected [T, B, K] with T ≥ 1"
      case .steadyOnly: "MembraneRegression.mean: target [4, 2, 3] for output [4, 2, 3]"
      case .lambda: "TemporalEfficientLoss: lambda 1.5"
      }
    }

    func commit() {
      let (output, none) = (Tensor.zeros([4, 2, 3]), Tensor.zeros([0, 2, 3]))
      switch self {
      case .label: _ = CountCrossEntropy()(output, [0, 3])
      case .negativeLabel: _ = MembraneSquaredError()(output, [-1, 0])
      case .tooFewLabels: _ = RateCrossEntropy()(output, [0])
      case .oneLabelForAllRows: _ = CountSquaredError()(output, [0])
      case .noBatch: _ = CountCrossEntropy()(.zeros([4, 3]), [0])
      case .noSamples: _ = CountCrossEntropy()(.zeros([4, 0, 3]), [])
      case .trainShape: _ = VanRossumDistance(timeConstant: 1)(output, .zeros([2, 3]))
      case .trainSteps: _ = VanRossumDistance(timeConstant: 1)(none, none)
      case .timeConstant: _ = VanRossumDistance(timeConstant: 0)
      case .labelShape: _ = CountBinaryCrossEntropy()(output, .zeros([3]))
      case .labelSteps: _ = CountBinaryCrossEntropy()(none, .zeros([2, 3]))
      case .yesSteps: _ = MembraneBinaryCrossEntropy()(none, .zeros([2, 3]))
      case .width: _ = CountBinaryCrossEntropy(width: 0)
      case .regressionShape: _ = MembraneRegression(.everyStep)(output, .zeros([4, 3]))
      case .regressionSteps: _ = MembraneRegression(.everyStep)(none, none)
      case .steadyOnly: _ = MembraneRegression(.mean)(output, output)
      case .lambda: _ = TemporalEfficientLoss(lambda: 1.5)
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    expectSentence(result, misuse.message)
  }

  /// A sum over no steps would be a number, and nothing that a network has done.
  @Test(arguments: NamedLoss.all.indices) func noStepsAtAll(_ index: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [index] in _ = NamedLoss.all[index].loss(.zeros([0, 2, 3]), [2, 0]) }
    expectSentence(result, ": output [0, 2, 3] with 2 labels, expected [T, B, C] with T ≥ 1")
  }
}
