import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct GoldenEncoderTests {
  /// snnTorch stretches by the longest time it finds in the tensor; here the caller says it.
  @Test func logarithmicLatency() throws {
    let fixture = try Fixture("encode_latency_log", in: .module)
    let input = try fixture["input"]
    let threshold: Scalar = 0.01
    let times = input.scalars.map { 5 * log(max($0, threshold + 1e-7) / ($0 - threshold)) }
    let longest = try #require(times.max())
    let encoder = LatencyEncoder(
      steps: 20, curve: .logarithmic(tau: 5, threshold: threshold, longest: longest))
    #expect(encoder.answer(to: input) == (try fixture["spikes"]))
  }

  @Test func linearLatency() throws {
    let fixture = try Fixture("encode_latency_linear", in: .module)
    let encoder = LatencyEncoder(steps: 20, curve: .linear(threshold: 0.01))
    #expect(encoder.answer(to: try fixture["input"]) == (try fixture["spikes"]))
  }

  @Test func delta() throws {
    let fixture = try Fixture("encode_delta", in: .module)
    let encoder = DeltaEncoder(threshold: 0.15, start: .held, falls: .marked)
    #expect(encoder.answer(to: try fixture["input"]) == (try fixture["spikes"]))
  }
}
