import SNNLayers
import SNNTestSupport
import Testing

/// Inputs a normalisation cannot take stop the program with a sentence that names both shapes.
@Suite struct NormalizationMisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case channels, layout, noSteps, oneNumber, oneNumberPerStep, size, momentum, epsilon
    case stepsThroughTime, stepsTemporal, noTimeAxis, sizeThroughTime, sizeTemporal
    case groups, groupChannels, noSamples, features, noFeatures, emptyRows

    var message: String {
      switch self {
      case .channels: "BatchNorm: input [5, 2, 4, 8, 8], expected 3 channels in images"
      case .layout: "BatchNorm: input [5, 3], expected 3 channels in images"
      case .noSteps:
        "BatchNorm: input [0, 2, 3, 8, 8], expected 3 channels in images, no axis empty"
      case .oneNumber: "BatchNorm: a single number per channel has no variance"
      case .oneNumberPerStep: "BatchNorm: a single number per channel has no variance"
      case .size: "BatchNorm: 0 channels"
      case .momentum: "BatchNorm: momentum 1.5 and epsilon"
      case .epsilon: "BatchNorm: momentum 0.1 and epsilon 0.0"
      case .stepsThroughTime: "BatchNormThroughTime: input [5, 2, 3], made for [4, …, 3, …]"
      case .stepsTemporal: "TemporalEffectiveBatchNorm: input [5, 2, 3], made for [4, …, 3, …]"
      case .noTimeAxis: "BatchNormThroughTime: input [3], made for [3, …, 3, …]"
      case .sizeThroughTime: "BatchNormThroughTime: 3 channels, 0 steps"
      case .sizeTemporal: "TemporalEffectiveBatchNorm: 0 steps"
      case .groups: "GroupNorm: 4 channels in 3 groups"
      case .groupChannels: "GroupNorm: input [2, 6, 5], expected 4 channels in sequences"
      case .noSamples: "GroupNorm: input [2, 0, 4, 5], expected 4 channels in sequences"
      case .features: "LayerNorm: input [2, 3], made for […] + [4]"
      case .noFeatures: "LayerNorm: features []"
      case .emptyRows: "LayerNorm: input [0, 4], made for […] + [4], no axis empty"
      }
    }

    func commit() {
      var context = Context(mode: .training, key: RandomKey(seed: 1))
      let images = BatchNorm(3, in: .images)
      switch self {
      case .channels: _ = images(.ones([5, 2, 4, 8, 8]), &context)
      case .layout: _ = images(.ones([5, 3]), &context)
      case .noSteps: _ = images(.ones([0, 2, 3, 8, 8]), &context)
      case .oneNumber: _ = images(.ones([1, 1, 3, 1, 1]), &context)
      case .oneNumberPerStep:
        _ = BatchNormThroughTime(3, steps: 4, in: .features)(.ones([4, 1, 3]), &context)
      case .size: _ = BatchNorm(0, in: .features)
      case .momentum: _ = BatchNorm(1, in: .features, momentum: 1.5)
      case .epsilon: _ = BatchNorm(1, in: .features, epsilon: 0)
      case .stepsThroughTime:
        _ = BatchNormThroughTime(3, steps: 4, in: .features)(.ones([5, 2, 3]), &context)
      case .stepsTemporal:
        _ = TemporalEffectiveBatchNorm(3, steps: 4, in: .features)(.ones([5, 2, 3]), &context)
      case .noTimeAxis:
        _ = BatchNormThroughTime(3, steps: 3, in: .features)(.ones([3]), &context)
      case .sizeThroughTime: _ = BatchNormThroughTime(3, steps: 0, in: .features)
      case .sizeTemporal: _ = TemporalEffectiveBatchNorm(3, steps: 0, in: .features)
      case .groups: _ = GroupNorm(3, channels: 4, in: .features)
      case .groupChannels:
        _ = GroupNorm(2, channels: 4, in: .sequences)(.ones([2, 6, 5]), &context)
      case .noSamples:
        _ = GroupNorm(2, channels: 4, in: .sequences)(.ones([2, 0, 4, 5]), &context)
      case .features: _ = LayerNorm([4])(.ones([2, 3]), &context)
      case .noFeatures: _ = LayerNorm([])
      case .emptyRows: _ = LayerNorm([4])(.ones([0, 4]), &context)
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
