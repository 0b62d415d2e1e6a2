import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct RateEncoderTests {
  private func spikes(
    of input: Tensor, _ encoder: RateEncoder, key: RandomKey = RandomKey(seed: 1),
    samples: [Int] = []
  ) -> Tensor {
    var context = Context(mode: .training, key: key, samples: samples)
    return encoder(input, &context)
  }

  /// u ← u + 0.375, fire and lose 1 at 1.
  @Test func integratorByHand() {
    let encoder = RateEncoder(steps: 8, sampling: .deterministic)
    #expect(encoder.answer(to: [[0.375]]).scalars == [0, 0, 1, 0, 0, 1, 0, 1])
    #expect(encoder.answer(to: [[0, 1]]).sum(alongAxis: 0) == [[0, 8]])
  }

  /// k spikes for k/T, also where k/T is stored a little short; evenly spread.
  @Test(arguments: [1, 7, 10, 49, 100])
  func integratorCount(steps: Int) {
    let encoder = RateEncoder(steps: steps, sampling: .deterministic)
    let counts = (0...steps).map(Scalar.init)
    let spikes = encoder.answer(to: .row(counts.map { $0 / Scalar(steps) }))
    #expect(spikes.sum(alongAxis: 0).scalars == counts)
    for (index, count) in counts.enumerated() where count > 1 {
      let times = (0..<steps).filter { spikes[$0, 0, index] == 1 }
      let intervals = zip(times.dropFirst(), times).map { $0 - $1 }
      #expect((intervals.max() ?? 0) - (intervals.min() ?? 0) <= 1)
    }
  }

  @Test func gainAndOffset() {
    let encoder = RateEncoder(steps: 8, sampling: .deterministic, gain: 0.5, offset: 0.25)
    // p = 0.25, 0.5, 0.75, and 0 and 1 where the line leaves 0...1.
    #expect(
      encoder.answer(to: [[0, 0.5, 1, -2, 3]]).sum(alongAxis: 0) == [[2, 4, 6, 0, 8]])
    let drawn = RateEncoder(steps: 8, gain: 0.5, offset: 0.25)
    #expect(spikes(of: [[-2, 3]], drawn).sum(alongAxis: 0) == [[0, 8]])
  }

  /// |mean − p| < 4·√(p(1 − p)/T), exact at 0 and 1.
  @Test func bernoulliMeans() {
    let rates: [Scalar] = [0, 0.05, 0.3, 0.5, 0.9, 1]
    let steps = 4000
    let result = spikes(of: .row(rates), RateEncoder(steps: steps))
    #expect(result.scalars.allSatisfy { $0 == 0 || $0 == 1 })
    for (p, mean) in zip(rates, result.mean(alongAxis: 0).scalars) {
      let deviation = (p * (1 - p) / Scalar(steps)).squareRoot()
      #expect(abs(mean - p) <= 4 * deviation, "p = \(p)")
    }
  }

  /// Steps are independent: a spike follows a spike with probability p, not more or less often.
  @Test func bernoulliStepsAreIndependent() {
    let train = spikes(of: [[0.5]], RateEncoder(steps: 4000)).scalars
    let pairs = zip(train, train.dropFirst()).filter { $0 == 1 && $1 == 1 }.count
    #expect(abs(Double(pairs) / 3999 - 0.25) < 4 * (0.1875 / 3999).squareRoot())
  }

  @Test func aSampleHasItsSpikesWhereverItStands() {
    let encoder = RateEncoder(steps: 20)
    let rows = Tensor(repeating: 0.5, shape: [3, 4])
    let forward = spikes(of: rows, encoder, samples: [7, 3, 5])
    let backward = spikes(of: rows, encoder, samples: [5, 3, 7])
    let alone = spikes(of: rows.slice(0..<1), encoder, samples: [3])
    func sample(_ index: Int, _ spikes: Tensor) -> Tensor {
      spikes.slice(index..<index + 1, alongAxis: 1)
    }
    #expect(sample(0, forward) == sample(2, backward))
    #expect(sample(2, forward) == sample(0, backward))
    #expect(sample(1, forward) == alone && sample(1, backward) == alone)
    #expect(sample(0, forward) != sample(1, forward))
  }

  @Test func drawsDependOnTheKey() {
    let encoder = RateEncoder(steps: 20)
    let input = Tensor(repeating: 0.5, shape: [1, 4])
    let first = spikes(of: input, encoder, key: RandomKey(seed: 1))
    #expect(first == spikes(of: input, encoder, key: RandomKey(seed: 1)))
    #expect(first != spikes(of: input, encoder, key: RandomKey(seed: 2)))
  }
}
