import SNNTensor
import SNNTestSupport
import Testing

@Suite struct RandomTests {
  /// The published sequence of SplitMix64 for seed 0.
  @Test func splitMix64() {
    var generator = SplitMix64(seed: 0)
    #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
    #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
    #expect(generator.next() == 0x06C4_5D18_8009_454F)
  }

  /// The top 24 bits as a fraction: the same number in both number types.
  @Test func uniformIsTheTopOfTheWord() {
    var generator = SplitMix64(seed: 0)
    #expect(generator.uniform() == Scalar(0xE220A8) / 0x1p24)
    #expect(generator.uniform() == Scalar(0x6E789E) / 0x1p24)
  }

  @Test func sameKeySameBits() {
    func draws(_ key: RandomKey) -> [UInt64] {
      var generator = key.generator
      return (0..<4).map { _ in generator.next() }
    }
    #expect(draws(RandomKey(seed: 7)["noise"][3]) == draws(RandomKey(seed: 7)["noise"][3]))
    let keys = [
      RandomKey(seed: 7), RandomKey(seed: 8), RandomKey(seed: 7)["noise"],
      RandomKey(seed: 7)["shuffle"], RandomKey(seed: 7)[0], RandomKey(seed: 7)[1],
      RandomKey(seed: 7)[-1], RandomKey(seed: 7)["noise"][0], RandomKey(seed: 7)["noise"][1],
      RandomKey(seed: 7)[0]["noise"], RandomKey(seed: 7)["noise"]["noise"],
      RandomKey(seed: 7)[0][0], RandomKey(seed: 7)[""], RandomKey(seed: 0)[0],
    ]
    #expect(Set(keys).count == keys.count)
    #expect(Set(keys.map(draws)).count == keys.count)
  }

  /// Streams of neighbouring indices must not be shifted copies of each other.
  @Test func neighbouringStreamsAreUnrelated() {
    var seen = Set<UInt64>()
    for index in 0..<100 {
      var generator = RandomKey(seed: 1)[index].generator
      for _ in 0..<100 { seen.insert(generator.next()) }
    }
    #expect(seen.count == 10_000)
  }

  @Test func uniformMoments() {
    var generator = SplitMix64(seed: 11)
    let count = 20_000
    let sample = Tensor.uniform([count], using: &generator)
    #expect(sample.scalars.allSatisfy { (0..<1).contains($0) })
    // Mean 1/2, variance 1/12; the variance of (x − 1/2)² is 1/80 − 1/144 = 1/180.
    let (mean, variance) = moments(sample)
    #expect(abs(mean - 0.5) < 4 * (1 / 12 / Double(count)).squareRoot())
    #expect(abs(variance - 1 / 12) < 4 * (1 / 180 / Double(count)).squareRoot())
    let shifted = Tensor.uniform([1000], in: -3...(-1), using: &generator)
    #expect(shifted.scalars.allSatisfy { (-3...(-1)).contains($0) })
    #expect(shifted.scalars.contains { $0 < -2.9 } && shifted.scalars.contains { $0 > -1.1 })
  }

  @Test func normalMoments() {
    var generator = SplitMix64(seed: 12)
    let count = 20_000
    let sample = Tensor.normal([count], mean: 3, standardDeviation: 2, using: &generator)
    // Standard errors: σ/√n for the mean, σ²·√(2/n) for the variance.
    let (mean, variance) = moments(sample)
    #expect(abs(mean - 3) < 4 * 2 / Double(count).squareRoot())
    #expect(abs(variance - 4) < 4 * 4 * (2 / Double(count)).squareRoot())
    // 4.55 % lie beyond two standard deviations.
    let tails = sample.scalars.filter { abs($0 - 3) > 4 }.count
    let expected = 0.0455 * Double(count)
    #expect(abs(Double(tails) - expected) < 4 * (expected * 0.9545).squareRoot())
  }

  @Test func shapesOfRandomTensors() {
    var generator = SplitMix64(seed: 1)
    #expect(Tensor.uniform([2, 3], using: &generator).shape == [2, 3])
    #expect(Tensor.normal([0, 3], using: &generator).shape == [0, 3])
    #expect(Tensor.normal([], using: &generator).shape == [])
  }
}

/// Mean and variance, summed in `Double`.
func moments(_ sample: Tensor) -> (mean: Double, variance: Double) {
  let numbers = sample.scalars.map { Double($0) }
  let mean = numbers.reduce(0, +) / Double(numbers.count)
  let squares = numbers.map { ($0 - mean) * ($0 - mean) }
  return (mean, squares.reduce(0, +) / Double(numbers.count))
}
