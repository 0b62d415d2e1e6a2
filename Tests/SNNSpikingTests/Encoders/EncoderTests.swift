import SNNSpiking
import SNNTestSupport
import Testing

/// What holds for every encoder.
@Suite struct EncoderTests {
  private static func encoders(steps: Int) -> [NamedLayer] {
    [
      NamedLayer("rate", RateEncoder(steps: steps)),
      NamedLayer("deterministic rate", RateEncoder(steps: steps, sampling: .deterministic)),
      NamedLayer("latency", LatencyEncoder(steps: steps)),
      NamedLayer("phase", PhaseEncoder(steps: steps)),
      NamedLayer("burst", BurstEncoder(steps: steps)),
      NamedLayer(
        "direct",
        DirectEncoder(
          steps: steps, linear: Linear(weight: .ones([3, 3]), bias: .zeros([3])),
          neurons: Leaky(beta: 0.9))),
    ]
  }

  @Test(arguments: encoders(steps: 5))
  func timeComesFirst(_ encoder: NamedLayer) {
    let spikes = encoder.layer.answer(to: .sample([2, 3], in: 0.5...1))
    #expect(spikes.shape == [5, 2, 3])
    #expect(spikes.scalars.allSatisfy { $0 == 0 || $0 == 1 } && spikes.scalars.contains(1))
  }

  @Test(arguments: encoders(steps: 1))
  func oneStep(_ encoder: NamedLayer) {
    #expect(encoder.layer.answer(to: .ones([2, 3])) == .ones([1, 2, 3]))
    #expect(encoder.layer.answer(to: .zeros([2, 3])) == .zeros([1, 2, 3]))
  }

  @Test(arguments: encoders(steps: 5))
  func anEmptyBatch(_ encoder: NamedLayer) {
    #expect(encoder.layer.answer(to: .zeros([0, 3])) == .zeros([5, 0, 3]))
  }

  /// A feature's spikes do not depend on its neighbours.
  @Test(arguments: encoders(steps: 9).filter { !["rate", "direct"].contains($0.testDescription) })
  func everyFeatureOnItsOwn(_ encoder: NamedLayer) {
    let input = Tensor.sample([4, 3], in: 0...1)
    let whole = encoder.layer.answer(to: input)
    for row in 0..<4 {
      for column in 0..<3 {
        let alone = encoder.layer.answer(to: .row([input[row, column]]))
        #expect(alone.scalars == (0..<9).map { whole[$0, row, column] })
      }
    }
  }

  /// The short names make what the long ones do.
  @Test func shortNames() {
    let encoders: [any Encoder] = [
      .rate(steps: 3), .rate(steps: 3, sampling: .deterministic), .latency(steps: 3),
      .phase(steps: 3), .burst(steps: 3),
    ]
    #expect(encoders.map(\.steps) == [3, 3, 3, 3, 3])
    #expect((encoders[1] as? RateEncoder)?.sampling == .deterministic)
  }
}
