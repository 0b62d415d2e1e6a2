import SNNTensor
import SNNTestSupport
import Testing

@Suite struct InitializerTests {
  /// An initialiser with the bound and the variance its formula gives for `[100, 50]`.
  struct Case: Sendable {
    let initializer: Initializer
    let bound: Double
    let variance: Double
  }

  @Test(arguments: [
    // U(a) has the variance a²/3.
    Case(initializer: .kaimingUniform(), bound: 0.1, variance: 0.01 / 3),
    Case(initializer: .kaimingUniform(gain: 2), bound: 0.346_410_2, variance: 0.04),
    Case(initializer: .xavierUniform(), bound: 0.2, variance: 0.04 / 3),
    Case(initializer: .xavierUniform(gain: 0.5), bound: 0.1, variance: 0.01 / 3),
    Case(initializer: .kaimingNormal(), bound: .infinity, variance: 0.02),
    Case(initializer: .kaimingNormal(gain: 1), bound: .infinity, variance: 0.01),
    Case(initializer: .xavierNormal(), bound: .infinity, variance: 2.0 / 150),
    Case(initializer: .xavierNormal(gain: 3), bound: .infinity, variance: 18.0 / 150),
  ])
  func boundsAndVariance(_ expected: Case) {
    var generator = SplitMix64(seed: 5)
    let weights = expected.initializer.weights(inputs: 100, outputs: 50, using: &generator)
    #expect(weights.shape == [100, 50])
    let (mean, variance) = moments(weights)
    let largest = weights.scalars.map { Double(abs($0)) }.max() ?? 0
    #expect(largest <= expected.bound * 1.000_001)
    if expected.bound.isFinite { #expect(largest > expected.bound * 0.99) }
    #expect(abs(mean) < 4 * (expected.variance / 5000).squareRoot())
    // √(2/n) is the relative standard error of a normal variance, the largest of these.
    #expect(abs(variance / expected.variance - 1) < 4 * (2.0 / 5000).squareRoot())
  }

  @Test(arguments: [(7, 3), (3, 7), (5, 5), (1, 1), (64, 17), (1, 9)])
  func orthogonal(_ inputs: Int, _ outputs: Int) {
    var generator = SplitMix64(seed: 6)
    let q = Initializer.orthogonal(gain: 2).weights(
      inputs: inputs, outputs: outputs, using: &generator)
    #expect(q.shape == [inputs, outputs])
    // The shorter side's vectors are orthonormal; the gain of 2 is in them twice.
    let product = inputs >= outputs ? matmul(q.transposed(), q) : matmul(q, q.transposed())
    let identity = Tensor.oneHot(Array(0..<min(inputs, outputs)), classes: min(inputs, outputs))
    expectClose(product, identity * 4, absolute: 1e-5)
  }

  /// With R's diagonal positive no sign is preferred, so that the draw is uniform over rotations.
  @Test func orthogonalSignsAreEven() {
    var generator = SplitMix64(seed: 7)
    let signs = (0..<400).map { _ in
      Initializer.orthogonal().weights(inputs: 3, outputs: 3, using: &generator)[0, 0] > 0
    }
    #expect(abs(signs.filter { $0 }.count - 200) < 4 * 10)
  }

  @Test func sameSeedSameBits() {
    var (first, second) = (SplitMix64(seed: 8), SplitMix64(seed: 8))
    for initializer in [Initializer.kaimingUniform(), .kaimingNormal(), .orthogonal()] {
      #expect(
        initializer.weights(inputs: 4, outputs: 3, using: &first)
          == initializer.weights(inputs: 4, outputs: 3, using: &second))
    }
  }
}
