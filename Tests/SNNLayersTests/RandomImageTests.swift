import SNNLayers
import SNNTestSupport
import Testing

@Suite struct RandomImageTests {
  private func answer(
    _ layer: some Layer, _ images: Tensor, seed: UInt64 = 1, samples: [Int] = []
  ) -> Tensor {
    var context = Context(mode: .training, key: RandomKey(seed: seed), samples: samples)
    return layer(images, &context)
  }

  /// Images whose pixels all differ and are not 0: 1, 2, 3, …
  private func counting(_ shape: Shape) -> Tensor {
    Tensor((0..<shape.elementCount).map { Scalar($0 + 1) }, shape: shape)
  }

  /// Every image that moving one image by (dy, dx) can give, by the definition.
  private func moved(_ image: Tensor, _ dy: Int, _ dx: Int) -> [Scalar] {
    let (height, width) = (image.shape[2], image.shape[3])
    return (0..<image.shape[1]).flatMap { channel in
      (0..<height).flatMap { i in
        (0..<width).map { j in
          0..<height ~= i - dy && 0..<width ~= j - dx ? image[0, channel, i - dy, j - dx] : 0
        }
      }
    }
  }

  @Test func shiftsAreThoseOfTheDefinitionAndEquallyLikely() throws {
    let image = counting([1, 2, 3, 4])
    let count = 5000
    let images = Tensor.concatenated(Array(repeating: image, count: count))
    let result = answer(RandomShift(2), images)
    let size = image.count
    var found: [[Int]: Int] = [:]
    for sample in 0..<count {
      let part = Array(result.scalars[sample * size..<(sample + 1) * size])
      let offsets = (-2...2).flatMap { dy in (-2...2).map { [dy, $0] } }
      let offset = try #require(offsets.first { moved(image, $0[0], $0[1]) == part })
      found[offset, default: 0] += 1
    }
    #expect(found.count == 25)
    // 200 of each on average, deviation 13.9.
    #expect(found.values.allSatisfy { (140...260).contains($0) })
  }

  @Test func aShiftBeyondTheImageLeavesNothing() {
    let result = answer(RandomShift(50), counting([200, 1, 2, 2]))
    let empty = (0..<200).count { sample in
      result.scalars[sample * 4..<sample * 4 + 4].allSatisfy { $0 == 0 }
    }
    #expect(empty > 150)
  }

  @Test(arguments: RandomFlip.Direction.allCases)
  func halfOfTheImagesAreMirrored(_ direction: RandomFlip.Direction) {
    let image = counting([1, 2, 2, 3])
    let images = Tensor.concatenated(Array(repeating: image, count: 1000))
    let mirrored: [Scalar] =
      direction == .horizontal
      ? [3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10] : [4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9]
    let result = answer(RandomFlip(direction), images)
    var count = 0
    for sample in 0..<1000 {
      let part = Array(result.scalars[sample * 12..<(sample + 1) * 12])
      #expect(part == mirrored || part == image.scalars)
      if part == mirrored { count += 1 }
    }
    // Binomial: mean 500, deviation 15.8.
    #expect((430...570).contains(count))
  }

  static let layers: [any Layer] = [
    RandomShift(2), RandomFlip(.horizontal), RandomFlip(.vertical),
  ]

  @Test(arguments: layers.indices) func drawsBelongToTheSample(_ index: Int) {
    let layer = Self.layers[index]
    let images = counting([40, 1, 5, 5])
    let order = (0..<40).map { ($0 * 7 + 3) % 40 }
    let whole = answer(layer, images, samples: Array(0..<40))
    let mixed = answer(layer, images.gathering(order), samples: order)
    #expect(mixed == whole.gathering(order))
    let parts = [0..<13, 13..<40].map { range in
      answer(layer, images.slice(range), samples: Array(range))
    }
    #expect(Tensor.concatenated(parts) == whole)
    #expect(whole != images && answer(layer, images) == whole)
    #expect(answer(layer, images, seed: 2) != whole)
  }

  /// One draw for a sample: every step is what the step would be as a batch of still images.
  @Test(arguments: layers.indices) func sequencesAreVariedAsAWhole(_ index: Int) {
    let layer = Self.layers[index]
    let sequences = counting([3, 40, 2, 4, 5])
    let result = answer(layer, sequences, samples: Array(100..<140))
    #expect(result.shape == sequences.shape && result != sequences)
    for step in 0..<3 {
      let images = sequences.slice(step..<step + 1).reshaped(to: [40, 2, 4, 5])
      #expect(
        result.slice(step..<step + 1).reshaped(to: [40, 2, 4, 5])
          == answer(layer, images, samples: Array(100..<140)))
    }
    #expect(layer(sequences, key: RandomKey(seed: 1)) == sequences)
  }

  @Test(arguments: layers.indices) func inferenceChangesNothing(_ index: Int) {
    let images = counting([3, 1, 5, 5])
    #expect(Self.layers[index](images, key: RandomKey(seed: 1)) == images)
    #expect(answer(RandomShift(0), images) == images)
  }

  /// The map is linear: its gradient for Σ w·y is what it gives for every unit image, weighted.
  @Test(arguments: layers.indices, [[3, 2, 3, 4], [2, 3, 1, 3, 4]] as [Shape])
  func gradientsGoBackWhereTheyCameFrom(_ index: Int, _ shape: Shape) {
    let layer = Self.layers[index]
    let weights = Tensor.uneven(shape)
    let gradient = valueWithGradient(at: counting(shape)) { images in
      var context = Context(mode: .training, key: RandomKey(seed: 5))
      return (layer(images, &context) * weights).sum()
    }.gradients.tensors[0]
    for place in 0..<shape.elementCount {
      var unit = [Scalar](repeating: 0, count: shape.elementCount)
      unit[place] = 1
      let expected = (answer(layer, Tensor(unit, shape: shape), seed: 5) * weights).sum().scalar
      #expect(gradient.scalars[place] == expected)
    }
  }

  @Test func unflattenUndoesFlatten() {
    let rows = Tensor.uneven([5, 2, 24])
    let images = Unflatten(into: [2, 3, 4])(rows, key: RandomKey(seed: 0))
    #expect(images.shape == [5, 2, 2, 3, 4] && images.scalars == rows.scalars)
    #expect(Flatten()(images, key: RandomKey(seed: 0)) == rows)
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case limit, shiftRank, flipRank, unflatten

    var message: String {
      switch self {
      case .limit: "RandomShift: a limit of -1 pixels"
      case .shiftRank:
        "RandomShift: input [2, 9], expected [B, C, H, W] or [T, B, C, H, W]"
      case .flipRank:
        "RandomFlip: input [1, 4, 2, 1, 3, 3], expected [B, C, H, W] or [T, B, C, H, W]"
      case .unflatten: "Unflatten: input [2, 9], expected […, 784] for [1, 28, 28]"
      }
    }

    func commit() {
      var context = Context(mode: .training, key: RandomKey(seed: 1))
      switch self {
      case .limit: _ = RandomShift(-1)
      case .shiftRank: _ = RandomShift(1)(.ones([2, 9]), &context)
      case .flipRank: _ = RandomFlip(.vertical)(.ones([1, 4, 2, 1, 3, 3]), &context)
      case .unflatten: _ = Unflatten(into: [1, 28, 28])(.ones([2, 9]), &context)
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    expectSentence(result, misuse.message)
  }
}
