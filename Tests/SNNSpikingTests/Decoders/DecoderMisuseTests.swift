import SNNSpiking
import SNNTestSupport
import Testing

/// Outputs and scores that cannot be read stop the program with a sentence that names their shape.
@Suite struct DecoderMisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case noSteps, noBatch, unevenGroups, noGroups, labelCount, scoresOfOneSample

    var message: String {
      switch self {
      case .noSteps: "SpikeDecoder.count: output [0, 3, 4], expected [T, B, C] with T ≥ 1"
      case .noBatch: "SpikeDecoder.firstSpike: output [5, 4], expected [T, B, C] with T ≥ 1"
      case .unevenGroups: "summedGroups: shape [2, 1, 6] does not divide into 4 classes"
      case .noGroups: "summedGroups: shape [2, 1, 6] does not divide into 0 classes"
      case .labelCount: "accuracy: scores [1, 2] for 2 labels"
      case .scoresOfOneSample: "accuracy: scores [2] for 2 labels"
      }
    }

    func commit() {
      switch self {
      case .noSteps: _ = SpikeDecoder.count.scores(of: .zeros([0, 3, 4]))
      case .noBatch: _ = SpikeDecoder.firstSpike.scores(of: .zeros([5, 4]))
      case .unevenGroups: _ = Tensor.zeros([2, 1, 6]).summedGroups(classes: 4)
      case .noGroups: _ = Tensor.zeros([2, 1, 6]).summedGroups(classes: 0)
      case .labelCount: _ = accuracy([[1, 2]], [0, 1])
      case .scoresOfOneSample: _ = accuracy([1, 2], [0, 1])
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    expectSentence(result, misuse.message)
  }
}
