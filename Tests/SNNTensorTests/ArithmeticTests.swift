import SNNTensor
import SNNTestSupport
import Testing

@Suite struct ArithmeticTests {
  @Test func handNumbers() {
    let a: Tensor = [[1, 2], [3, 4]]
    let b: Tensor = [10, 20]
    #expect(a + b == [[11, 22], [13, 24]])
    #expect(b + a == [[11, 22], [13, 24]])
    #expect(a - b == [[-9, -18], [-7, -16]])
    #expect(b - a == [[9, 18], [7, 16]])
    #expect(a * b == [[10, 40], [30, 80]])
    #expect(b / a == Tensor([10, 10, 10 / 3, 5], shape: [2, 2]))
    #expect(-a == [[-1, -2], [-3, -4]])
    #expect(1 - a == [[0, -1], [-2, -3]])
    #expect(a / 2 == [[0.5, 1], [1.5, 2]])
    #expect(([[1], [2]] as Tensor) * b == [[10, 20], [20, 40]])
    #expect((1 / Tensor([0, -2])).scalars == [.infinity, -0.5])
    #expect((0 / Tensor([0])).scalars[0].isNaN)
  }

  /// Each pair of shapes with the shape NumPy's rules give it.
  static let broadcasts: [(Shape, Shape, Shape)] = [
    ([], [], []), ([], [3], [3]), ([17], [], [17]), ([1], [3], [3]), ([1, 1], [3], [1, 3]),
    ([3], [1, 1], [1, 3]), ([17], [3, 17], [3, 17]), ([3, 1], [1, 64], [3, 64]),
    ([2, 3, 1], [3, 17], [2, 3, 17]), ([2, 1, 17], [3, 1], [2, 3, 17]),
    ([1, 3, 1, 2], [4, 1, 5, 1], [4, 3, 5, 2]), ([64, 1], [1000], [64, 1000]),
    ([0, 3], [1, 3], [0, 3]), ([1], [0], [0]), ([0], [], [0]), ([2, 0], [2, 1], [2, 0]),
    ([3, 1], [0], [3, 0]), ([1, 17, 1], [1, 1, 17], [1, 17, 17]),
  ]

  @Test(arguments: broadcasts)
  func broadcastingAgreesWithALoop(_ left: Shape, _ right: Shape, _ expected: Shape) {
    let (a, b) = (Tensor.whole(left), Tensor.whole(right, from: 5))
    let result = a - b
    #expect(result.shape == expected)
    var loop: [Scalar] = []
    for place in 0..<expected.elementCount {
      loop.append(stretched(a, at: place, of: expected) - stretched(b, at: place, of: expected))
    }
    #expect(result.scalars == loop)
    #expect(b.broadcast(to: (a + b).shape).scalars == (b + .zeros(expected)).scalars)
  }

  /// The element of `tensor` that lies beside the result's element number `place`.
  private func stretched(_ tensor: Tensor, at place: Int, of target: Shape) -> Scalar {
    var (rest, offset, stride) = (place, 0, 1)
    for axis in 1...max(1, target.rank) where axis <= target.rank {
      let index = rest % target[-axis]
      rest /= target[-axis]
      guard axis <= tensor.rank else { continue }
      if tensor.shape[-axis] > 1 { offset += index * stride }
      stride *= tensor.shape[-axis]
    }
    return tensor.scalars[offset]
  }

  @Test(arguments: [0, 1, 3, 17, 64, 1000])
  func sizesOfTheSameShape(_ count: Int) {
    let (a, b) = (Tensor.whole([count]), Tensor.whole([count], from: 8))
    #expect((a + b).scalars == (0..<count).map { a.scalars[$0] + b.scalars[$0] })
    #expect((a * b).scalars == (0..<count).map { a.scalars[$0] * b.scalars[$0] })
    #expect((a - 3).scalars == a.scalars.map { $0 - 3 })
  }

  @Test func masks() {
    let a: Tensor = [1, 2, 3]
    #expect((a .> 2) == [0, 0, 1])
    #expect((a .>= 2) == [0, 1, 1])
    #expect((a .< 2) == [1, 0, 0])
    #expect((a .<= 2) == [1, 1, 0])
    #expect((a .== 2) == [0, 1, 0])
    #expect((a .> [[0], [2]]) == [[1, 1, 1], [0, 0, 1]])
    let broken = Tensor([.nan])
    for mask in [broken .> 0, broken .>= 0, broken .< 0, broken .<= 0, broken .== broken] {
      #expect(mask == [0])
    }
  }

  @Test func inPlaceGivesTheSameAsTheOperator() {
    let a: Tensor = [[1, 2], [3, 4]]
    for b in [[[5, 6], [7, 8]], [9, 10], [[2], [4]], 3, [3], [[[3]]], [[[1, 2], [3, 4]]]]
      as [Tensor]
    {
      var (sum, difference, product, quotient) = (a, a, a, a)
      sum += b
      difference -= b
      product *= b
      quotient /= b
      #expect(sum == a + b)
      #expect(difference == a - b)
      #expect(product == a * b)
      #expect(quotient == a / b)
    }
    var doubled = a
    doubled += doubled
    #expect(doubled == [[2, 4], [6, 8]])
  }

  @Test func inPlaceDoesNotCopy() {
    var tensor = Tensor.ones([1000])
    let other = Tensor.whole([1000])
    let address = tensor.storageAddress
    tensor += other
    tensor -= 0.5
    tensor *= other
    tensor /= 3
    tensor.updateScalars { $0[7] = 1 }
    #expect(tensor.storageAddress == address)
  }

  @Test func inPlaceCopiesWhatIsShared() {
    var tensor = Tensor.ones([1000])
    let kept = tensor
    tensor += 1
    #expect(kept == .ones([1000]))
    #expect(tensor.storageAddress != kept.storageAddress)
  }
}
