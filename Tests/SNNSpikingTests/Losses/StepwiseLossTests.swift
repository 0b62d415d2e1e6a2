import SNNSpiking
import SNNTestSupport
import Testing

/// What `StepwiseLoss` promises: windows add up to the whole, whatever their lengths.
@Suite struct StepwiseLossTests {
  static let losses: [any StepwiseLoss] = [
    RateCrossEntropy(), RateCrossEntropy(.labelSmoothing(0.1)),
    RateCrossEntropy(.classWeights([1, 2, 0.5, 1])),
    MembraneSquaredError(onTarget: 0.9, offTarget: -0.2),
    TemporalEfficientLoss(lambda: 0.3, target: 0.7),
    PopulationLoss(RateCrossEntropy(), classes: 2),
  ]

  private let output = Tensor.sample([7, 3, 4])
  private let labels = [1, 0, 1]

  @Test(arguments: 0..<losses.count, [1, 2, 3, 7])
  func windowsAddUp(index: Int, length: Int) {
    let loss = Self.losses[index]
    let parts = TimeWindow.cut(steps: 7, every: length).map {
      loss(output.slice($0.steps), labels).scalar * $0.share
    }
    expectClose(Tensor(parts.reduce(0, +)), loss(output, labels))
  }

  /// The answer is read from the sum over time, as a training run in windows does.
  @Test(arguments: 0..<losses.count) func answersAreReadFromTheSum(index: Int) {
    let loss = Self.losses[index]
    let sum = output.sum(alongAxis: 0, keepingAxis: true)
    #expect(answers(loss.scores(of: sum)) == answers(loss.scores(of: output)))
  }
}
