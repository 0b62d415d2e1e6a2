import SNNTensor
import SNNTestSupport
import Testing

@Suite struct ReductionTests {
  static let cube = Tensor((1...24).map { Scalar($0) }, shape: [2, 3, 4])

  @Test func sums() {
    let matrix: Tensor = [[1, 2, 3], [4, 5, 6]]
    #expect(matrix.sum() == 21)
    #expect(matrix.sum(alongAxis: 0) == [5, 7, 9])
    #expect(matrix.sum(alongAxis: 1) == [6, 15])
    #expect(matrix.sum(alongAxis: -1) == [6, 15])
    #expect(matrix.sum(alongAxis: 0, keepingAxis: true) == [[5, 7, 9]])
    #expect(matrix.sum(alongAxis: 1, keepingAxis: true) == [[6], [15]])
    #expect(matrix.mean() == 3.5)
    #expect(matrix.mean(alongAxis: 0) == [2.5, 3.5, 4.5])
    #expect(matrix.mean(alongAxis: 1, keepingAxis: true) == [[2], [5]])
    #expect(Self.cube.sum(alongAxis: 1) == [[15, 18, 21, 24], [51, 54, 57, 60]])
    #expect(Self.cube.sum(alongAxes: [0, 2]) == [68, 100, 132])
    #expect(Self.cube.sum(alongAxes: [-1, 1, 0]) == 300)
    #expect(Self.cube.sum(alongAxes: [2, -1]) == Self.cube.sum(alongAxis: 2))
    #expect(Self.cube.sum(alongAxes: []) == Self.cube)
  }

  @Test func emptySums() {
    #expect(Tensor([]).sum() == 0)
    #expect(Tensor.zeros([0, 3]).sum(alongAxis: 0) == [0, 0, 0])
    #expect(Tensor.zeros([3, 0]).sum(alongAxis: 0).shape == [0])
    #expect(Tensor.zeros([3, 0]).mean(alongAxis: 0).shape == [0])
    #expect(Tensor.zeros([0, 3]).max(alongAxis: 1).shape == [0])
    #expect(Tensor.zeros([0, 3]).argMax(alongAxis: 1) == [])
  }

  @Test func extrema() {
    let matrix: Tensor = [[3, 1, 3], [-5, -2, -9]]
    #expect(matrix.max(alongAxis: 0) == [3, 1, 3])
    #expect(matrix.max(alongAxis: 1) == [3, -2])
    #expect(matrix.min(alongAxis: 0) == [-5, -2, -9])
    #expect(matrix.min(alongAxis: -1) == [1, -9])
    #expect(matrix.argMax(alongAxis: 0) == [0, 0, 0])
    #expect(matrix.argMax(alongAxis: 1) == [0, 1])
    #expect(Self.cube.max(alongAxis: 1) == [[9, 10, 11, 12], [21, 22, 23, 24]])
    #expect(Self.cube.min(alongAxis: 1) == [[1, 2, 3, 4], [13, 14, 15, 16]])
    #expect(Tensor([-.infinity, -.infinity]).max(alongAxis: 0) == Tensor(-Scalar.infinity))
    #expect(Tensor([1, .nan, 7, .nan]).argMax(alongAxis: 0) == [1])
  }

  /// One of several equals gets the whole gradient, and it is the first.
  @Test func tiesGoToTheFirst() {
    let tied: Tensor = [[2, 2, 1], [0, 0, 0]]
    func gradient(_ body: (Tensor) -> Tensor) -> Tensor {
      valueWithGradient(at: tied) { body($0).sum() }.gradients.tensors[0]
    }
    #expect(gradient { $0.max(alongAxis: 1) } == [[1, 0, 0], [1, 0, 0]])
    #expect(gradient { $0.min(alongAxis: 1) } == [[0, 0, 1], [1, 0, 0]])
  }

  @Test func softmaxHandNumbers() {
    // e⁰ : e^ln 2 : e^ln 5 = 1 : 2 : 5
    let scores: Tensor = [[0, 0.693_147_181, 1.609_437_912], [0, 0, 0]]
    let third: Tensor = [0.333_333_333, 0.333_333_333, 0.333_333_333]
    let logOfThird: Tensor = [-1.098_612_289, -1.098_612_289, -1.098_612_289]
    expectClose(scores.softmax(), .stacked([[0.125, 0.25, 0.625], third]))
    expectClose(
      scores.logSoftmax(),
      .stacked([[-2.079_441_542, -1.386_294_361, -0.470_003_629], logOfThird]))
    expectClose(Tensor([1e4, 1e4 + 1]).softmax(), [0.268_941_421, 0.731_058_579])
    expectClose(Tensor([-1e30, 0]).logSoftmax(), [-1e30, 0])
    // −ln(1 + e) and 1 − ln(1 + e)
    for shift in [1e4, -1e4] as [Scalar] {
      let scores = Tensor([shift, shift + 1])
      expectClose(scores.logSoftmax(), [-1.313_261_688, -0.313_261_688])
    }
    #expect(Tensor([5]).softmax() == [1])
    #expect(Tensor([5]).logSoftmax() == [0])
    #expect(Tensor([0, -.infinity]).softmax() == [1, 0])
    #expect(Tensor.zeros([0, 3]).softmax().shape == [0, 3])
    #expect(Tensor.zeros([3, 0]).softmax().shape == [3, 0])
  }

  @Test(arguments: [1, 3, 17, 64, 1000])
  func softmaxSumsToOne(_ width: Int) {
    let scores = Tensor.uneven([3, width], in: -20...20)
    expectClose(scores.softmax().sum(alongAxis: 1), [1, 1, 1])
    expectClose(scores.logSoftmax().exp(), scores.softmax(), relative: 1e-4)
  }
}
