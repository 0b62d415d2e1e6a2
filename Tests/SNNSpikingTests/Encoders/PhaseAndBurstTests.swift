import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct PhaseEncoderTests {
  /// The binary digits of x, most significant first, and what they add up to.
  @Test(
    arguments: [
      (0.75, "11000000", 0.75), (0.003_906_25, "00000001", 0.003_906_25), (0.5, "10000000", 0.5),
      (0.6, "10011001", 0.597_656_25), (0.1, "00011001", 0.097_656_25), (0, "00000000", 0),
      (1, "11111111", 0.996_093_75),
    ] as [(Scalar, String, Scalar)])
  func binaryDigits(value: Scalar, digits: String, decoded: Scalar) {
    let spikes = PhaseEncoder(steps: 16, period: 8).answer(to: .row([value]))
    let expected = digits.map { $0 == "1" ? 1 : 0 } as [Scalar]
    #expect(spikes.scalars == expected + expected)
    let weighted = PhaseWeighting(period: 8).answer(to: spikes)
    #expect(weighted.slice(0..<8).sum().scalar == decoded)
    #expect(weighted.sum().scalar == 2 * decoded)
    #expect(PhaseWeighting(period: 8, gain: 3).answer(to: spikes).sum().scalar == 6 * decoded)
  }

  @Test func shorterThanAPeriod() {
    #expect(PhaseEncoder(steps: 3, period: 8).answer(to: [[0.6]]).scalars == [1, 0, 0])
    #expect(PhaseEncoder(steps: 5, period: 2).answer(to: [[0.5]]).scalars == [1, 0, 1, 0, 1])
  }

  @Test func weightingPassesGradientsOn() {
    checkGradient(at: [.sample([5, 2, 3])]) { PhaseWeighting(period: 3).answer(to: $0[0]) }
  }
}

@Suite struct BurstEncoderTests {
  private func times(_ encoder: BurstEncoder, _ value: Scalar) -> [Int] {
    let spikes = encoder.answer(to: .row([value])).scalars
    return spikes.indices.filter { spikes[$0] == 1 }
  }

  @Test(
    arguments: [
      (0, []), (0.1, [0]), (0.25, [0, 8]), (0.5, [0, 6, 12]), (0.7, [0, 5, 10, 15]),
      (1, [0, 2, 4, 6, 8]),
    ] as [(Scalar, [Int])])
  func fiveSpikesTwoToTenSteps(value: Scalar, expected: [Int]) {
    #expect(times(BurstEncoder(steps: 20), value) == expected)
  }

  @Test(
    arguments: [
      (0.1, [0]), (0.25, [0, 76]), (0.5, [0, 51]), (0.7, [0, 32, 64, 96]), (1, [0, 2, 4, 6, 8]),
    ] as [(Scalar, [Int])])
  func longIntervalsLoseWhatIsBeyondTheEnd(value: Scalar, expected: [Int]) {
    #expect(times(BurstEncoder(steps: 100, intervals: 2...100), value) == expected)
  }
}
