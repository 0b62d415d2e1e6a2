import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct DeltaEncoderTests {
  private let signal = Tensor([1, 2, 0, 2, 2.9])

  /// Differences 1, 1, −2, 2, 0.9 from zero, or 0 first when the signal is held; inclusive.
  @Test func byHand() {
    #expect(
      DeltaEncoder(threshold: 1, falls: .marked).answer(to: signal) == [1, 1, -1, 1, 0])
    #expect(
      DeltaEncoder(threshold: 1, start: .held, falls: .marked).answer(to: signal)
        == [0, 1, -1, 1, 0])
    #expect(DeltaEncoder(threshold: 1).answer(to: signal) == [1, 1, 0, 1, 0])
  }

  /// Time is the first axis, whatever follows.
  @Test func manySignals() {
    let signals = Tensor([0, 0, 1, 0, 1, 1, 0, 1], shape: [4, 1, 2])
    #expect(
      DeltaEncoder(threshold: 0.5, falls: .marked).answer(to: signals)
        == Tensor([0, 0, 1, 0, 0, 1, -1, 0], shape: [4, 1, 2]))
  }

  @Test func shortSignals() {
    #expect(DeltaEncoder(threshold: 1).answer(to: [2]) == [1])
    #expect(DeltaEncoder(threshold: 1, start: .held).answer(to: [2]) == [0])
    #expect(DeltaEncoder().answer(to: .zeros([0, 3])) == .zeros([0, 3]))
  }
}
