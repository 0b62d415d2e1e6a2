import SNNLayers
import SNNTestSupport
import Testing

@Suite struct LinearTests {
  static let key = RandomKey(seed: 1)
  static let layer = Linear(weight: [[1, 2, 0], [0, -1, 3]], bias: [10, 20, 30])

  @Test func handNumbers() {
    #expect(Self.layer([[1, 2]], key: Self.key) == [[11, 20, 36]])
    #expect(Self.layer([[0, 0], [2, 0]], key: Self.key) == [[10, 20, 30], [12, 24, 30]])
  }

  @Test func aSequenceIsItsStepsOneByOne() {
    let steps = [Tensor.uneven([4, 2]), .uneven([4, 2], from: 9), .uneven([4, 2], from: 20)]
    #expect(
      Self.layer(.stacked(steps), key: Self.key)
        == .stacked(steps.map { Self.layer($0, key: Self.key) }))
  }

  @Test(
    arguments: [
      ([2], [3]), ([5, 2], [5, 3]), ([7, 5, 2], [7, 5, 3]), ([1, 5, 2], [1, 5, 3]),
      ([7, 0, 2], [7, 0, 3]), ([0, 2], [0, 3]), ([4, 3, 2, 2], [4, 3, 2, 3]),
    ] as [(Shape, Shape)])
  func shapes(_ input: Shape, _ output: Shape) {
    #expect(Self.layer(.ones(input), key: Self.key).shape == output)
  }

  /// PyTorch's default: weights and biases uniform in ±1/√inputs.
  @Test func initialisation() {
    var generator = SplitMix64(seed: 2)
    let layer = Linear(16, 200, using: &generator)
    #expect(layer.weight.shape == [16, 200])
    #expect(layer.bias.shape == [200])
    for parameter in [layer.weight, layer.bias] {
      let largest = parameter.magnitude().max(alongAxis: 0).scalars.max() ?? 0
      #expect(largest <= 0.250_001)
      #expect(largest > 0.24)
      #expect(abs(parameter.mean().scalar) < 0.05)
    }
  }

  @Test func initialiserIsUsed() {
    var generator = SplitMix64(seed: 2)
    let layer = Linear(3, 3, initializer: .orthogonal(), using: &generator)
    expectClose(
      matmul(layer.weight, layer.weight.transposed()), .oneHot([0, 1, 2], classes: 3),
      absolute: 1e-5)
  }

  @Test func otherLayers() {
    #expect(ReLU()([-1, 0, 2], key: Self.key) == [0, 0, 2])
    #expect(Flatten()(.ones([5, 4, 3, 2]), key: Self.key).shape == [5, 4, 6])
    #expect(Flatten()(.ones([5, 4]), key: Self.key).shape == [5, 4, 1])
    #expect(Flatten(fromAxis: 1)(.ones([5, 4, 3]), key: Self.key).shape == [5, 12])
    #expect(Flatten()(.ones([5, 0, 3, 2]), key: Self.key).shape == [5, 0, 6])
  }

  @Test func losses() {
    // Scores ln 1, ln 2, ln 5: probabilities 1/8, 2/8, 5/8.
    let scores: Tensor = [[0, 0.693_147_181, 1.609_437_912], [0, 0, 0]]
    expectClose(crossEntropy(scores.slice(0..<1), [2]), 0.470_003_629)
    expectClose(crossEntropy(scores, [0, 1]), Tensor((2.079_441_542 + 1.098_612_289) / 2))
    #expect(meanSquaredError([1, 2], [0, 4]) == 2.5)
    #expect(meanSquaredError([[1, 2], [3, 4]], [1, 2]) == 2)
    #expect(meanSquaredError([[1, 2]], [[1, 2]]) == 0)
  }
}
