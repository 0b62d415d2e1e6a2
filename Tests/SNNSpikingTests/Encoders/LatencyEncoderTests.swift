import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct LatencyEncoderTests {
  private func steps(_ encoder: LatencyEncoder, _ values: [Scalar]) -> [Int?] {
    values.map(encoder.step)
  }

  /// 4·(1 − x) = 3.92, 2, 0; silent below the threshold, at it not.
  @Test func linear() {
    let encoder = LatencyEncoder(steps: 5, curve: .linear())
    #expect(steps(encoder, [0.02, 0.5, 1]) == [4, 2, 0])
    #expect(steps(encoder, [0, 0.0099, 0.01]) == [nil, nil, 4])
  }

  /// 2·(1 − 0.25) = 1.5 and 2·(1 − 0.75) = 0.5 are rounded to even, 2 and 0.
  @Test func halvesAreRoundedToEven() {
    #expect(steps(LatencyEncoder(steps: 3), [0.25, 0.75]) == [2, 0])
  }

  /// ln(0.02/0.01) = 0.6931 stretched to 4, the others 0.1166 and 0.0580.
  @Test func logarithmicStretched() {
    let encoder = LatencyEncoder(
      steps: 5, curve: .logarithmic(tau: 1, longest: 0.693_147_2))
    #expect(steps(encoder, [0.02, 0.5, 1, 0.005]) == [4, 0, 0, nil])
  }

  /// τ = 5: 3.4657, 0.1010, 0.0503; τ = 1 at the threshold ln(0.0100001/1e-7) = 11.5.
  @Test func logarithmic() {
    let slow = LatencyEncoder(steps: 5, curve: .logarithmic(tau: 5))
    #expect(steps(slow, [0.02, 0.5, 1]) == [3, 0, 0])
    let fast = LatencyEncoder(steps: 13, curve: .logarithmic(tau: 1))
    #expect([11, 12].contains(steps(fast, [0.01])[0]))
  }

  /// Times beyond the last step are no spike: 3.4657 rounds to 3.
  @Test func tooLateIsSilent() {
    #expect(steps(LatencyEncoder(steps: 4, curve: .logarithmic(tau: 5)), [0.02]) == [3])
    #expect(steps(LatencyEncoder(steps: 3, curve: .logarithmic(tau: 5)), [0.02]) == [nil])
  }

  /// x > e^(−t/6), strictly; 0 stays silent.
  @Test func dynamicThreshold() {
    let encoder = LatencyEncoder(steps: 100, curve: .dynamicThreshold(tau: 6))
    #expect(steps(encoder, [1, 0.9, 0.5, 0.2, 0.01, 0]) == [1, 1, 5, 10, 28, nil])
    let short = LatencyEncoder(steps: 28, curve: .dynamicThreshold(tau: 6))
    #expect(steps(short, [0.01]) == [nil])
  }

  @Test(arguments: [
    LatencyEncoder.Curve.linear(), .logarithmic(tau: 5), .dynamicThreshold(tau: 2),
  ])
  func atMostOneSpikeAndTheStrongerTheEarlier(curve: LatencyEncoder.Curve) {
    let encoder = LatencyEncoder(steps: 12, curve: curve)
    let values = (0...40).map { Scalar($0) / 40 }
    let spikes = encoder.answer(to: .row(values))
    #expect(spikes.sum(alongAxis: 0).scalars.allSatisfy { $0 <= 1 })
    for (index, value) in values.enumerated() {
      let fired = (0..<12).first { spikes[$0, 0, index] == 1 }
      #expect(fired == encoder.step(of: value))
    }
    let times = values.map { encoder.step(of: $0) ?? 12 }
    #expect(times == times.sorted(by: >) && Set(times).count > 3)
  }
}
