import SNNLayers
import SNNTestSupport
import Testing

@Suite struct DropoutTests {
  /// What a layer makes of ones, `[T, B, F]`: the mask.
  private func mask(
    _ shape: Shape, seed: UInt64 = 1, samples: [Int] = [], probability: Scalar = 0.3
  ) -> Tensor {
    var context = Context(mode: .training, key: RandomKey(seed: seed), samples: samples)
    return Dropout(probability)(.ones(shape), &context)
  }

  @Test func oneMaskPerSequence() {
    let sequence = mask([5, 4, 100])
    let first = sequence.slice(0..<1)
    for t in 1..<5 { #expect(sequence.slice(t..<t + 1) == first) }
  }

  @Test func keptFeaturesAreScaled() {
    let kept: Scalar = 1 / (1 - 0.3)
    let values = mask([1, 20, 1000]).scalars
    #expect(values.allSatisfy { $0 == 0 || $0 == kept })
    let dropped = Double(values.count { $0 == 0 })
    // Binomial: mean n·p, variance n·p·(1 − p).
    #expect(abs(dropped - 6000) < 4 * (20_000 * 0.3 * 0.7).squareRoot())
  }

  @Test func maskBelongsToTheSampleNotToItsPlace() {
    let mixed = mask([2, 3, 50], samples: [7, 3, 9])
    let sorted = mask([2, 3, 50], samples: [3, 7, 9])
    let alone = mask([2, 1, 50], samples: [9])
    func row(_ tensor: Tensor, _ place: Int) -> Tensor {
      tensor.slice(place..<place + 1, alongAxis: 1)
    }
    #expect(row(mixed, 0) == row(sorted, 1))
    #expect(row(mixed, 1) == row(sorted, 0))
    #expect(row(mixed, 2) == alone)
    #expect(row(mixed, 0) != row(mixed, 1))
    #expect(mask([2, 3, 50]) == mask([2, 3, 50], samples: [0, 1, 2]))
  }

  @Test func sameKeySameMask() {
    #expect(mask([2, 3, 50]) == mask([2, 3, 50]))
    #expect(mask([2, 3, 50]) != mask([2, 3, 50], seed: 2))
  }

  @Test func eachLayerOfACallDrawsItsOwn() {
    var context = Context(mode: .training, key: RandomKey(seed: 1))
    let first = Dropout(0.5)(.ones([1, 2, 50]), &context)
    let second = Dropout(0.5)(.ones([1, 2, 50]), &context)
    #expect(first != second)
  }

  @Test func inferenceChangesNothing() {
    let input = Tensor.uneven([5, 4, 3])
    #expect(Dropout(0.9)(input, key: RandomKey(seed: 1)) == input)
    #expect(mask([5, 4, 3], probability: 0) == .ones([5, 4, 3]))
  }

  @Test func shapes() {
    #expect(mask([5, 4]).shape == [5, 4])
    #expect(mask([5, 4, 3, 2]).shape == [5, 4, 3, 2])
    #expect(mask([5, 0, 3]).shape == [5, 0, 3])
    #expect(mask([1, 4, 3]).shape == [1, 4, 3])
  }
}
