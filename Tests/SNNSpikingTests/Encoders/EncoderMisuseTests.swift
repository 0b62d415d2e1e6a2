import SNNSpiking
import SNNTestSupport
import Testing

/// Codes that cannot be, and features they cannot take, stop the program with a sentence that says
/// which number or shape it was.
@Suite struct EncoderMisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case rateSteps, latencySteps, phaseSteps, burstSteps, repeatSteps, sequenceSteps, directSteps
    case latencyTau, latencyThreshold, thresholdTau, period, longPeriod, weightingPeriod
    case burstSpikes, burstIntervals, deltaThreshold, deltaNotANumber, fields, fieldRange, fieldBeta
    case rateNaN, evenRateNaN, latencyNaN, phaseNaN, burstNaN, deltaNaN
    case latencyAbove, phaseBelow, burstAbove
    case rateSequence, latencyRow, repeatSequence, fieldsRow, directSequence, directPixels

    var message: String {
      switch self {
      case .rateSteps: "RateEncoder: -1 steps"
      case .latencySteps: "LatencyEncoder: 0 steps"
      case .phaseSteps: "PhaseEncoder: 0 steps, period 8; expected steps"
      case .burstSteps: "BurstEncoder: 0 steps, at most 5 spikes, intervals 2...10"
      case .repeatSteps: "RepeatEncoder: 0 steps"
      case .sequenceSteps: "SequenceEncoder: 0 steps"
      case .directSteps: "DirectEncoder: 0 steps"
      case .latencyTau: "LatencyEncoder: tau 0.0, threshold 0.5 and longest must be positive"
      case .latencyThreshold: "LatencyEncoder: tau 1.0, threshold 0.0 and longest must be positive"
      case .thresholdTau: "LatencyEncoder: tau -1.0 is not positive"
      case .period: "PhaseEncoder: 8 steps, period 0; expected steps, and a period in 1...24"
      case .longPeriod: "PhaseEncoder: 8 steps, period 25; expected steps, and a period in 1...24"
      case .weightingPeriod: "PhaseWeighting: period 0 is not in 1...24"
      case .burstSpikes: "BurstEncoder: 8 steps, at most 0 spikes, intervals 2...10"
      case .burstIntervals:
        "BurstEncoder: 8 steps, at most 5 spikes, intervals 0...4; all must be positive"
      case .deltaThreshold: "DeltaEncoder: threshold 0.0 is not positive"
      case .deltaNotANumber: "DeltaEncoder: threshold nan is not positive"
      case .fields: "ReceptiveFields: 2 fields over 0.0...1.0 with beta 1.5, expected 3 or more"
      case .fieldRange: "ReceptiveFields: 8 fields over 1.0...1.0 with beta 1.5"
      case .fieldBeta: "ReceptiveFields: 8 fields over 0.0...1.0 with beta 0.0"
      case .rateNaN, .evenRateNaN: "RateEncoder: input holds a NaN, which has no rate"
      case .latencyNaN: "LatencyEncoder: value nan is outside 0...1"
      case .phaseNaN: "PhaseEncoder: value nan is outside 0...1"
      case .burstNaN: "BurstEncoder: value nan is outside 0...1"
      case .deltaNaN: "DeltaEncoder: the input holds a NaN"
      case .latencyAbove: "LatencyEncoder: value 1.25 is outside 0...1; scale the features"
      case .phaseBelow: "PhaseEncoder: value -0.25 is outside 0...1"
      case .burstAbove: "BurstEncoder: value 1024.0 is outside 0...1"
      case .rateSequence: "RateEncoder: input [1, 1, 1], expected [B, F]"
      case .latencyRow: "LatencyEncoder: input [1], expected [B, F]"
      case .repeatSequence: "RepeatEncoder: input [1, 1, 1], expected [B, F]"
      case .fieldsRow: "ReceptiveFields: input [1], expected [B, F]"
      case .directSequence:
        "DirectEncoder: input [3, 2, 1], expected [B, …] with 1 axes per sample"
      case .directPixels: "DirectEncoder: input [3, 1, 1], expected [B, …] with 3 axes per sample"
      }
    }

    func commit() {
      let linear = Linear(weight: [[1]], bias: [0])
      let convolution = Conv2d(weight: .ones([1, 1, 1, 1]), bias: nil)
      let neurons = Leaky(beta: 0.5)
      let nothing = Tensor.row([.nan])
      switch self {
      case .rateSteps: _ = RateEncoder(steps: -1)
      case .latencySteps: _ = LatencyEncoder(steps: 0)
      case .phaseSteps: _ = PhaseEncoder(steps: 0)
      case .burstSteps: _ = BurstEncoder(steps: 0)
      case .repeatSteps: _ = RepeatEncoder(steps: 0)
      case .sequenceSteps: _ = SequenceEncoder(steps: 0)
      case .directSteps: _ = DirectEncoder(steps: 0, linear: linear, neurons: neurons)
      case .latencyTau: _ = LatencyEncoder(steps: 8, curve: .logarithmic(tau: 0, threshold: 0.5))
      case .latencyThreshold:
        _ = LatencyEncoder(steps: 8, curve: .logarithmic(tau: 1, threshold: 0))
      case .thresholdTau: _ = LatencyEncoder(steps: 8, curve: .dynamicThreshold(tau: -1))
      case .period: _ = PhaseEncoder(steps: 8, period: 0)
      case .longPeriod: _ = PhaseEncoder(steps: 8, period: 25)
      case .weightingPeriod: _ = PhaseWeighting(period: 0)
      case .burstSpikes: _ = BurstEncoder(steps: 8, maximumSpikes: 0)
      case .burstIntervals: _ = BurstEncoder(steps: 8, intervals: 0...4)
      case .deltaThreshold: _ = DeltaEncoder(threshold: 0)
      case .deltaNotANumber: _ = DeltaEncoder(threshold: .nan)
      case .fields: _ = ReceptiveFields(count: 2)
      case .fieldRange: _ = ReceptiveFields(range: 1...1)
      case .fieldBeta: _ = ReceptiveFields(beta: 0)
      case .rateNaN: _ = RateEncoder(steps: 4).answer(to: .row([0.5, .nan]))
      case .evenRateNaN: _ = RateEncoder(steps: 4, sampling: .deterministic).answer(to: nothing)
      case .latencyNaN: _ = LatencyEncoder(steps: 4).answer(to: nothing)
      case .phaseNaN: _ = PhaseEncoder(steps: 4).answer(to: nothing)
      case .burstNaN: _ = BurstEncoder(steps: 4).answer(to: nothing)
      case .deltaNaN: _ = DeltaEncoder(threshold: 1).answer(to: nothing)
      case .latencyAbove: _ = LatencyEncoder(steps: 4).answer(to: [[0.5, 1.25]])
      case .phaseBelow: _ = PhaseEncoder(steps: 4).answer(to: [[-0.25]])
      case .burstAbove: _ = BurstEncoder(steps: 4).answer(to: [[1024]])
      case .rateSequence: _ = RateEncoder(steps: 4).answer(to: [[[0.5]]])
      case .latencyRow: _ = LatencyEncoder(steps: 4).answer(to: [0.5])
      case .repeatSequence: _ = RepeatEncoder(steps: 4).answer(to: [[[0.5]]])
      case .fieldsRow: _ = ReceptiveFields().answer(to: [0.5])
      case .directSequence:
        _ = DirectEncoder(steps: 2, linear: linear, neurons: neurons).answer(to: .ones([3, 2, 1]))
      case .directPixels:
        _ = DirectEncoder(steps: 2, linear: convolution, neurons: neurons).answer(
          to: .ones([3, 1, 1]))
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
