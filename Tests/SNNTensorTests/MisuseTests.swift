import SNNTensor
import SNNTestSupport
import Testing

/// Wrong calls stop the program with a sentence that names the operation and what it was given.
@Suite struct MisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case sumOfShapes, productOfShapes, sumInPlace, initializer, negativeShape, missingElement
    case scalarOfMany, matmulInner, matmulBias, batchedInner, batchedLeading
    case reshaped, transposed, broadcast, slice, axis
    case concatenated, stacked, gathering, picking, oneHot, meanOfNothing, maxOfNothing
    case valueOfManyElements, mixedTapes, updateOnTape, ridge

    /// What must be in the message.
    var message: String {
      switch self {
      case .sumOfShapes: "+: shapes [2, 3] and [4] do not broadcast"
      case .productOfShapes: "*: shapes [2] and [3] do not broadcast"
      case .sumInPlace: "+: shapes [2, 3] and [2] do not broadcast"
      case .initializer: "Tensor: 3 scalars do not fill shape [2, 2]"
      case .negativeShape: "Shape: negative dimension in [2, -1]"
      case .missingElement: "subscript: no element [0, 3] in shape [2, 3]"
      case .scalarOfMany: "scalar: shape [2] has 2 elements, not one"
      case .matmulInner: "matmul: inner dimensions differ: [2, 3] · [2, 3]"
      case .batchedInner: "batchedMatmul: matrices differ: [2, 2, 3] · [2, 2, 3]"
      case .batchedLeading: "batchedMatmul: matrices differ: [2, 2, 3] · [1, 3, 2]"
      case .matmulBias: "matmul: bias [2] does not fit [1, 3] · [3, 4]"
      case .reshaped: "reshaped: shape [2, 3] cannot become [4]"
      case .transposed: "transposed: order [0, 0] for shape [2, 3]"
      case .broadcast: "broadcast: shape [2, 3] does not stretch to [3]"
      case .slice: "slice: 1..<4 outside axis 1 of shape [2, 3]"
      case .axis: "sum: no axis 2 in shape [2, 3]"
      case .concatenated: "concatenated: shapes [2, 3] and [2, 2] differ beside axis 0"
      case .stacked: "stacked: shapes [2] and [3] differ"
      case .gathering: "gathering: no row 2 in shape [2, 3]"
      case .picking: "picking: 1 columns of shape [2, 3], each within 0..<3"
      case .oneHot: "oneHot: label 3 of 3 classes"
      case .meanOfNothing: "mean: shape [0, 2] has no elements"
      case .maxOfNothing: "max: axis 0 of shape [0, 2] is empty"
      case .valueOfManyElements: "valueWithGradient: the value has shape [2], not one element"
      case .mixedTapes: "a tensor of one valueWithGradient call was used in another"
      case .updateOnTape: "updateScalars: a tensor on the tape cannot change in place"
      case .ridge: "ridgeRegression: inputs [2, 3], targets [3, 1]"
      }
    }

    func commit() {
      let matrix = Tensor.ones([2, 3])
      switch self {
      case .sumOfShapes: _ = matrix + .ones([4])
      case .productOfShapes: _ = Tensor.ones([2]) * .ones([3])
      case .sumInPlace:
        var sum = matrix
        sum += .ones([2])
      case .initializer: _ = Tensor([1, 2, 3], shape: [2, 2])
      case .negativeShape: _ = Tensor.zeros([2, -1])
      case .missingElement: _ = matrix[0, 3]
      case .scalarOfMany: _ = Tensor([1, 2]).scalar
      case .matmulInner: _ = matmul(matrix, matrix)
      case .batchedInner: _ = batchedMatmul(.ones([2, 2, 3]), .ones([2, 2, 3]))
      case .batchedLeading: _ = batchedMatmul(.ones([2, 2, 3]), .ones([1, 3, 2]))
      case .matmulBias: _ = matmul(.ones([1, 3]), .ones([3, 4]), adding: .ones([2]))
      case .reshaped: _ = matrix.reshaped(to: [4])
      case .transposed: _ = matrix.transposed([0, 0])
      case .broadcast: _ = matrix.broadcast(to: [3])
      case .slice: _ = matrix.slice(1..<4, alongAxis: 1)
      case .axis: _ = matrix.sum(alongAxis: 2)
      case .concatenated: _ = Tensor.concatenated([matrix, .ones([2, 2])])
      case .stacked: _ = Tensor.stacked([.ones([2]), .ones([3])])
      case .gathering: _ = matrix.gathering([0, 2])
      case .picking: _ = matrix.picking([0])
      case .oneHot: _ = Tensor.oneHot([3], classes: 3)
      case .meanOfNothing: _ = Tensor.zeros([0, 2]).mean()
      case .maxOfNothing: _ = Tensor.zeros([0, 2]).max(alongAxis: 0)
      case .valueOfManyElements: _ = valueWithGradient(at: Tensor([1, 2])) { $0 }
      case .mixedTapes:
        _ = valueWithGradient(at: Tensor(1)) { x in
          valueWithGradient(at: Tensor(2)) { x * $0 }.value
        }
      case .updateOnTape:
        _ = valueWithGradient(at: Tensor(1)) { x in
          var moved = x
          moved.updateScalars { $0[0] = 2 }
          return moved
        }
      case .ridge: _ = try? ridgeRegression(matrix, .ones([3, 1]), ridge: 1)
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
