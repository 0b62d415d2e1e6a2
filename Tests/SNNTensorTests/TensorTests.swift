import SNNTensor
import SNNTestSupport
import Testing

/// What a tensor is: shape, elements, literals, description.
@Suite struct TensorTests {
  @Test func shapesAndElements() {
    let tensor = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(tensor.rank == 2)
    #expect(tensor.count == 6)
    #expect(tensor[0, 0] == 1)
    #expect(tensor[1, 0] == 4)
    #expect(tensor[1, 2] == 6)
    #expect(tensor.shape[0] == 2)
    #expect(tensor.shape[-1] == 3)
    #expect(Tensor([1, 2]).shape == [2])
    #expect(Tensor(3).shape == [])
    #expect(Tensor(3)[] == 3)
    #expect(Tensor(3).scalar == 3)
    #expect(Tensor([]).shape == [0])
    #expect(Tensor([], shape: [3, 0]).count == 0)
  }

  @Test func filledTensors() {
    #expect(Tensor.zeros([2, 1]).scalars == [0, 0])
    #expect(Tensor.ones([3]).scalars == [1, 1, 1])
    #expect(Tensor(repeating: 2.5, shape: [2]).scalars == [2.5, 2.5])
    #expect(Tensor.zeros([0, 4]).scalars == [])
    #expect(Tensor.oneHot([2, 0], classes: 3) == [[0, 0, 1], [1, 0, 0]])
    #expect(Tensor.oneHot([], classes: 3).shape == [0, 3])
  }

  @Test func literals() {
    let number: Tensor = 2
    let fraction: Tensor = -0.5
    let matrix: Tensor = [[1, 2, 3], [4, 5, 6]]
    let cube: Tensor = [[[1], [2]], [[3], [4]], [[5], [6]]]
    let empty: Tensor = []
    let emptyRows: Tensor = [[], []]
    #expect(number == Tensor([2], shape: []))
    #expect(fraction == Tensor([-0.5], shape: []))
    #expect(matrix == Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3]))
    #expect(cube == Tensor([1, 2, 3, 4, 5, 6], shape: [3, 2, 1]))
    #expect(empty == Tensor([], shape: [0]))
    #expect(emptyRows == Tensor([], shape: [2, 0]))
  }

  @Test func equalityIsOfShapeAndNumbers() {
    #expect([1, 2] as Tensor != [[1, 2]])
    #expect([1, 2] as Tensor != [1, 3])
    #expect([1, 2] as Tensor == [1, 2])
    let broken = Tensor([.nan])
    let same = broken
    #expect(broken != same)
    #expect(broken != Tensor([.nan]))
    #expect([0] as Tensor == Tensor([-0.0]))
  }

  @Test func descriptions() {
    #expect("\(Tensor(2.5))" == "2.5")
    #expect("\([1, 2.5] as Tensor)" == "[1.0, 2.5] [2]")
    #expect("\([[1, 2], [3, 4]] as Tensor)" == "[[1.0, 2.0],\n [3.0, 4.0]] [2, 2]")
    #expect("\(Tensor.zeros([0]))" == "[] [0]")
    #expect("\(Tensor.zeros([2, 0]))" == "[[],\n []] [2, 0]")
    let eight = "[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0] [8]"
    #expect("\(Tensor.zeros([8]))" == eight)
    let long = Tensor((0..<1000).map { Scalar($0) })
    #expect("\(long)" == "[0.0, 1.0, 2.0, …, 997.0, 998.0, 999.0] [1000]")
    #expect("\(Tensor.ones([2, 1, 1]))" == "[[[1.0]],\n [[1.0]]] [2, 1, 1]")
    #expect("\([2, 0, 3] as Shape)" == "[2, 0, 3]")
    #expect("\([] as Shape)" == "[]")
  }

  @Test func finiteness() {
    #expect(Tensor([1, -2]).isFinite)
    #expect(Tensor([]).isFinite)
    #expect(!Tensor([1, .nan]).isFinite)
    #expect(!Tensor([1, .infinity]).isFinite)
  }

  @Test func valuesAreIndependent() {
    let original: Tensor = [1, 2, 3]
    var copy = original
    copy.updateScalars { $0[1] = 9 }
    copy += 1
    #expect(original == [1, 2, 3])
    #expect(copy == [2, 10, 4])
  }
}
