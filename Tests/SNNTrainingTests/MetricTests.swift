import SNNTraining
import Testing

@Suite struct MetricTests {
  /// 8 of class 0 found and 2 taken for class 1; 3 of class 1 taken for class 0 and 7 found.
  private var matrix: ConfusionMatrix {
    var matrix = ConfusionMatrix(classes: 3)
    matrix.add(
      labels: [Int](repeating: 0, count: 10) + [Int](repeating: 1, count: 10),
      answers: [Int](repeating: 0, count: 8) + [1, 1] + [0, 0, 0]
        + [Int](repeating: 1, count: 7))
    return matrix
  }

  @Test func confusionScoresAreThoseOfTheirDefinitions() {
    let scores = matrix.scores(ofClass: 0)
    #expect(abs(scores.precision - 8.0 / 11) < 1e-6)
    #expect(abs(scores.recall - 0.8) < 1e-6)
    #expect(abs(scores.f1 - 16.0 / 21) < 1e-6)
    #expect(scores.support == 10)
    #expect(matrix.accuracy == 0.75 && matrix.right == 15 && matrix.total == 20)
  }

  /// Rows without an answer are errors of their class, but no mistake for another.
  @Test func rowsWithoutAnAnswerAreWrong() {
    var matrix = matrix
    matrix.add(labels: [0, 0, 1, 2], answers: [nil, nil, nil, nil])
    #expect(matrix.unanswered == [2, 1, 1])
    #expect(matrix.counts == [[8, 2, 0], [3, 7, 0], [0, 0, 0]])
    #expect(matrix.right == 15 && matrix.total == 24 && matrix.accuracy == 0.625)
    let scores = matrix.scores(ofClass: 0)
    #expect(scores.support == 12)
    #expect(abs(scores.recall - 8.0 / 12) < 1e-6)
    #expect(abs(scores.precision - 8.0 / 11) < 1e-6)
    #expect(abs(scores.f1 - 16.0 / 23) < 1e-6)
    #expect((matrix + matrix).unanswered == [4, 2, 2])
  }

  @Test func aClassWithoutCasesScoresZero() {
    let scores = matrix.scores(ofClass: 2)
    #expect(scores.precision == 0 && scores.recall == 0 && scores.f1 == 0 && scores.support == 0)
    #expect(ConfusionMatrix(classes: 2).accuracy == 0)
  }

  @Test func matricesAdd() {
    let sum = matrix + matrix
    #expect(sum.counts == [[16, 4, 0], [6, 14, 0], [0, 0, 0]])
  }

  /// Values of Wilson's interval as published tables give them.
  @Test(arguments: [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)])
  func wilson(right: Int, total: Int, low: Double, high: Double) {
    let interval = wilsonInterval(right: right, total: total)
    #expect(abs(Double(interval.lowerBound) - low) < 1e-4)
    #expect(abs(Double(interval.upperBound) - high) < 1e-4)
  }

  @Test func wilsonOfNothingIsEverything() {
    #expect(wilsonInterval(right: 0, total: 0) == 0...1)
  }

  @Test func spikeStatisticsCountRecordedSpikes() {
    let spikes = Recording(
      path: "0", quantity: .spikes, values: Tensor([1, 0, 1, 1], shape: [2, 1, 2]))
    let membrane = Recording(
      path: "0", quantity: .membrane, values: Tensor([5, 5, 5, 5], shape: [2, 1, 2]))
    #expect([spikes, membrane].spikeCount == 3)
    #expect([spikes, membrane].spikeRate == 0.75)
    #expect([Recording]().spikeRate == 0)
    // A burst of two, and one that is taken back.
    let signed = Recording(
      path: "0", quantity: .spikes, values: Tensor([2, 0, -1, 1], shape: [2, 1, 2]))
    #expect([signed].spikeCount == 4)
  }
}
