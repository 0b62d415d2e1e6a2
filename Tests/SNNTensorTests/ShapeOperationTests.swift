import SNNTensor
import SNNTestSupport
import Testing

@Suite struct ShapeOperationTests {
  static let matrix: Tensor = [[1, 2, 3], [4, 5, 6]]
  static let cube = Tensor((1...24).map { Scalar($0) }, shape: [2, 3, 4])

  @Test func reshapingKeepsTheOrder() {
    #expect(Self.matrix.reshaped(to: [3, 2]) == [[1, 2], [3, 4], [5, 6]])
    #expect(Tensor([7]).reshaped(to: []) == 7)
    #expect(Tensor.zeros([0, 5]).reshaped(to: [2, 0]).shape == [2, 0])
    #expect(Self.cube.flattened().shape == [24])
    #expect(Self.cube.flattened(fromAxis: 1).shape == [2, 12])
    #expect(Self.cube.flattened(fromAxis: -1) == Self.cube)
    #expect(Self.cube.flattened(fromAxis: 3).shape == [2, 3, 4, 1])
    #expect(Tensor(7).flattened() == [7])
    #expect(Tensor.zeros([2, 0, 3]).flattened(fromAxis: 1).shape == [2, 0])
  }

  @Test func transposing() {
    #expect(Self.matrix.transposed() == [[1, 4], [2, 5], [3, 6]])
    #expect(Self.matrix.transposed([0, 1]) == Self.matrix)
    #expect(Tensor([1, 2]).transposed() == [1, 2])
    #expect(Tensor(1).transposed() == 1)
    #expect(Tensor.zeros([3, 0]).transposed().shape == [0, 3])
    let turned = Self.cube.transposed([2, 0, 1])
    #expect(turned.shape == [4, 2, 3])
    for i in 0..<2 {
      for j in 0..<3 {
        for k in 0..<4 { #expect(turned[k, i, j] == Self.cube[i, j, k]) }
      }
    }
  }

  @Test(arguments: [1, 3, 17, 64, 1000])
  func transposingSizes(_ size: Int) {
    let matrix = Tensor.whole([3, size])
    let expected = (0..<size).flatMap { column in (0..<3).map { matrix[$0, column] } }
    #expect(matrix.transposed() == Tensor(expected, shape: [size, 3]))
  }

  @Test func slicing() {
    #expect(Self.matrix.slice(1..<2) == [[4, 5, 6]])
    #expect(Self.matrix.slice(1..<3, alongAxis: 1) == [[2, 3], [5, 6]])
    #expect(Self.matrix.slice(0..<1, alongAxis: -1) == [[1], [4]])
    #expect(Self.matrix.slice(0..<2) == Self.matrix)
    #expect(Self.matrix.slice(2..<2).shape == [0, 3])
    #expect(Self.cube.slice(1..<2, alongAxis: 1) == [[[5, 6, 7, 8]], [[17, 18, 19, 20]]])
  }

  @Test func joining() {
    #expect(Tensor.concatenated([[1, 2], [3]]) == [1, 2, 3])
    #expect(Tensor.concatenated([Self.matrix, [[7, 8, 9]]]).shape == [3, 3])
    #expect(
      Tensor.concatenated([Self.matrix, [[7], [8]]], alongAxis: 1)
        == [[1, 2, 3, 7], [4, 5, 6, 8]])
    #expect(Tensor.concatenated([Self.matrix, [[7], [8]]], alongAxis: -1).shape == [2, 4])
    #expect(Tensor.concatenated([.zeros([0, 3]), Self.matrix]) == Self.matrix)
    #expect(Tensor.concatenated([Self.matrix]) == Self.matrix)
    #expect(Tensor.stacked([[1, 2], [3, 4]]) == [[1, 2], [3, 4]])
    #expect(Tensor.stacked([1, 2]) == [1, 2])
    #expect(Tensor.stacked([Self.matrix]).shape == [1, 2, 3])
  }

  @Test func slicesJoinedAreTheWhole() {
    for axis in 0..<3 {
      let size = Self.cube.shape[axis]
      let parts = (0..<size).map { Self.cube.slice($0..<$0 + 1, alongAxis: axis) }
      #expect(Tensor.concatenated(parts, alongAxis: axis) == Self.cube)
    }
  }

  @Test func indexing() {
    #expect(Self.matrix.gathering([1, 0, 1]) == [[4, 5, 6], [1, 2, 3], [4, 5, 6]])
    #expect(Self.matrix.gathering([]).shape == [0, 3])
    #expect(Tensor([5, 6, 7]).gathering([2, 2]) == [7, 7])
    #expect(Self.matrix.picking([2, 0]) == [3, 4])
    #expect(Tensor([5, 6, 7]).picking([1]) == 6)
    #expect(Self.cube.picking([0, 1, 2, 3, 0, 1]) == [[1, 6, 11], [16, 17, 22]])
    #expect(Tensor.zeros([0, 3]).picking([]).shape == [0])
  }

  @Test func matrixProducts() {
    let right: Tensor = [[1, 0], [2, 1], [0, -1]]
    // [1 2 3; 4 5 6]·[1 0; 2 1; 0 −1]
    #expect(matmul(Self.matrix, right) == [[5, -1], [14, -1]])
    #expect(matmul(Self.matrix, right, adding: [10, 20]) == [[15, 19], [24, 19]])
    #expect(matmul([1, 2, 3], right) == [5, -1])
    let sequence = Tensor.stacked([Self.matrix, -Self.matrix])
    #expect(matmul(sequence, right) == [[[5, -1], [14, -1]], [[-5, 1], [-14, 1]]])
    #expect(matmul(.zeros([2, 0]), .zeros([0, 3])) == .zeros([2, 3]))
    #expect(
      matmul(.zeros([2, 0]), .zeros([0, 3]), adding: [1, 2, 3]) == [[1, 2, 3], [1, 2, 3]])
    #expect(matmul(.zeros([5, 0, 3]), right).shape == [5, 0, 2])
    #expect(matmul(Self.matrix, .zeros([3, 0])).shape == [2, 0])
  }
}
