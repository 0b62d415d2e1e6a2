import SNNLayers
import SNNTestSupport
import Testing

@Suite struct ConvolutionTests {
  static let key = RandomKey(seed: 1)

  /// Worked by hand: the kernel is not flipped.
  @Test func handNumbers() {
    let layer = Conv2d(weight: [[[[1, 2], [3, 4]]]], bias: [10])
    #expect(layer([[[1, 0, 0], [0, 0, 5]]], key: Self.key) == [[[11, 30]]])
    let line = Conv1d(weight: [[[1, 2]]], bias: nil, padding: 1)
    #expect(line([[[3, 5]]], key: Self.key) == [[[6, 13, 5]]])
  }

  /// A sequence is its images one by one, to the last bit.
  @Test func allLeadingAxesAreFolded() {
    var generator = Self.key.generator
    let layer = Conv2d(2, 3, kernel: 3, stride: 2, padding: 1, using: &generator)
    let images = Tensor.uneven([2, 5, 2, 6, 5])
    let together = layer(images, key: Self.key)
    #expect(together.shape == [2, 5, 3, 3, 3])
    let apart = (0..<2).map { step in
      Tensor.stacked(
        (0..<5).map { sample in
          let image = images.slice(step..<step + 1)
            .slice(sample..<sample + 1, alongAxis: 1)
          return layer(image, key: Self.key).reshaped(to: [3, 3, 3])
        })
    }
    #expect(together == .stacked(apart))
    #expect(layer(.ones([2, 6, 5]), key: Self.key).shape == [3, 3, 3])
  }

  /// PyTorch's default: weights and biases uniform in ±1/√(C/groups·kh·kw).
  @Test func initialisation() {
    var generator = Self.key.generator
    let layer = Conv2d(8, 64, kernel: Extent(2, 4), groups: 4, using: &generator)
    #expect(layer.weight.shape == [64, 2, 2, 4])
    let line = Conv1d(2, 64, kernel: 8, using: &generator)
    #expect(line.weight.shape == [64, 2, 8])
    for parameter in [layer.weight, layer.bias, line.weight, line.bias].compactMap({ $0 }) {
      let largest = parameter.magnitude().scalars.max() ?? 0
      #expect(largest <= 0.250_001)
      #expect(largest > 0.23)
      #expect(abs(parameter.mean().scalar) < 0.05)
    }
  }

  @Test func parameters() {
    var generator = Self.key.generator
    var layer = Conv2d(2, 3, kernel: 3, using: &generator)
    #expect(layer.parameterCount == 2 * 3 * 9 + 3)
    #expect(layer.withoutBias.parameterCount == 2 * 3 * 9)
    #expect(layer.withoutBias.weight == layer.weight)
    #expect(Conv1d(2, 3, kernel: 5, using: &generator).withoutBias.parameterCount == 2 * 3 * 5)
    var names = SequentialTests.PathCollector()
    layer.visitParameters(&names)
    #expect(names.paths == ["weight", "bias"])
    let address = layer.bias?.storageAddress
    var doubling = SequentialTests.Doubling()
    layer.visitParameters(&doubling)
    #expect(layer.bias?.storageAddress == address)
  }

  @Test func globalAverage() {
    let image: Tensor = [[[1, 2], [3, 6]], [[0, 0], [0, -4]]]
    #expect(GlobalAveragePool2d()(image, key: Self.key) == [3, -1])
    #expect(GlobalAveragePool2d()(.ones([4, 3, 2, 5, 7]), key: Self.key).shape == [4, 3, 2])
  }

  /// A NaN must not vanish in a maximum, nor a window of nothing but −∞ fall outside its image.
  @Test func maximaOfUnusualNumbers() {
    let pool = MaxPool2d(2)
    #expect(pool(Tensor([1, .nan, 3, 2], shape: [1, 2, 2]), key: Self.key).scalar.isNaN)
    let nothing = Tensor(repeating: -.infinity, shape: [1, 2, 2])
    #expect(pool(nothing, key: Self.key) == [[[Tensor(-Scalar.infinity)]]])
  }
}
