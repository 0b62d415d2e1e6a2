import SNNTraining
import Testing

/// A score that is not a number is no answer, wherever answers are counted.
@Suite struct UnansweredTests {
  /// Scores are the features themselves, one step long.
  private struct Echo: Layer {
    func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
      input.reshaped(to: Shape([1] + input.shape.dimensions))
    }
  }

  private let data = Dataset(
    name: "echo", features: [[1, 0], [0, 1], [.nan, 0], [0, .nan], [.nan, .nan], [2, 1]],
    labels: [0, 1, 0, 1, 1, 1], featureNames: ["a", "b"], classNames: ["x", "y"])

  @Test func evaluationAndAccuracyAgree() {
    let result = Echo().evaluated(on: data, loss: .countCrossEntropy)
    #expect(result.answers == [0, 1, nil, nil, nil, 0])
    #expect(result.confusion.counts == [[1, 0], [1, 1]])
    #expect(result.confusion.unanswered == [1, 2])
    #expect(result.confusion.total == 6)
    #expect(result.accuracy == accuracy(Tensor(data.features), data.labels))
    #expect(result.accuracy == Scalar(2) / 6)
  }
}
