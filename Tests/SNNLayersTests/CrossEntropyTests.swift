import SNNLayers
import SNNTestSupport
import Testing

/// What the options of a cross-entropy mean, by where it is least.
@Suite struct CrossEntropyTests {
  /// The probabilities of the scores at which `loss` is least, by gradient descent.
  private func minimiser(from scores: Tensor, _ loss: (Tensor) -> Tensor) -> Tensor {
    var scores = scores
    for _ in 0..<1000 {
      scores -= valueWithGradient(at: scores, of: loss).gradients.tensors[0] * 2
    }
    return scores
  }

  @Test(arguments: [0.1, 0.3] as [Scalar])
  func smoothingAsksForAShareOfEveryClass(share: Scalar) {
    let scores = minimiser(from: .uneven([2, 4])) {
      crossEntropy($0, [2, 0], .labelSmoothing(share))
    }
    let (own, other) = (1 - share + share / 4, share / 4)
    let expected = Tensor([other, other, own, other, own, other, other, other], shape: [2, 4])
    expectClose(scores.softmax(), expected, absolute: 1e-3)
  }

  /// One score vector for all rows: each class is as likely as its weight times its rows.
  @Test func aWeightCountsAsSoManyRows() {
    let labels = [0, 0, 0, 1, 2]
    let scores = minimiser(from: .uneven([1, 3])) {
      crossEntropy($0.broadcast(to: [5, 3]), labels, .classWeights([1, 2, 5]))
    }
    expectClose(scores.softmax(), [[0.3, 0.2, 0.5]], absolute: 1e-3)
    let repeated = [0, 1, 1, 2, 2, 2, 2, 2]
    expectClose(
      crossEntropy(Tensor.uneven([3, 3]), [0, 1, 2], .classWeights([1, 2, 5])),
      crossEntropy(Tensor.uneven([3, 3]).gathering(repeated), repeated))
  }

  @Test func onlyRatiosOfWeightsMatter() {
    let scores = Tensor.uneven([3, 3])
    let small = CrossEntropyOptions(labelSmoothing: 0.2, classWeights: [0.1, 0.2, 0.5])
    let large = CrossEntropyOptions(labelSmoothing: 0.2, classWeights: [1, 2, 5])
    expectClose(crossEntropy(scores, [2, 0, 1], small), crossEntropy(scores, [2, 0, 1], large))
    expectClose(
      crossEntropy(scores, [2, 0, 1], .classWeights([3, 3, 3])), crossEntropy(scores, [2, 0, 1]))
  }

  /// PyTorch has 0/0 here, and one such batch ends a training.
  @Test func aBatchThatDoesNotCountCostsNothing() {
    for smoothing: Scalar in [0, 0.1] {
      let options = CrossEntropyOptions(labelSmoothing: smoothing, classWeights: [0, 1])
      let (value, gradients) = valueWithGradient(at: Tensor.uneven([2, 2])) {
        crossEntropy($0, [0, 0], options)
      }
      #expect(value == 0 && gradients.tensors[0] == .zeros([2, 2]))
    }
  }

  @Test func binaryAsksForTheTargets() {
    let targets: Tensor = [[0.2, 0.9], [0.5, 0.7]]
    let scores = minimiser(from: .uneven([2, 2])) { binaryCrossEntropy($0, targets) }
    expectClose(scores.sigmoid(), targets, absolute: 1e-3)
    // A weight w makes the odds w times as high.
    let weighted = minimiser(from: .uneven([2, 2])) {
      binaryCrossEntropy($0, targets, positiveWeights: [3, 1])
    }
    expectClose(
      weighted.sigmoid(), [[0.6 / 1.4, 0.9], [0.75, 0.7]], absolute: 1e-3)
  }

  @Test(arguments: [-1000, 1000] as [Scalar])
  func binaryDoesNotOverflow(score: Scalar) {
    let wrong: Tensor = score > 0 ? [0] : [1]
    let (value, gradients) = valueWithGradient(at: Tensor([score])) {
      binaryCrossEntropy($0, wrong)
    }
    expectClose(value, 1000)
    expectClose(gradients.tensors[0], score > 0 ? [1] : [-1])
    #expect(binaryCrossEntropy(Tensor([score]), 1 - wrong) == 0)
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case smoothing, negativeWeight, noWeight, weightCount, shape, target, positiveCount
    case noRows

    var message: String {
      switch self {
      case .smoothing: "CrossEntropyOptions: smoothing 1.5"
      case .negativeWeight: "CrossEntropyOptions: class weights [1.0, -1.0]"
      case .noWeight: "CrossEntropyOptions: class weights [0.0, 0.0]"
      case .weightCount: "crossEntropy: 2 class weights for 3 classes"
      case .shape: "binaryCrossEntropy: scores [2, 3], targets [3]"
      case .target: "binaryCrossEntropy: targets outside 0...1"
      case .positiveCount: "binaryCrossEntropy: 1 weights for scores [2, 3]"
      case .noRows: "crossEntropy: no rows to take the mean of"
      }
    }

    func commit() {
      switch self {
      case .smoothing: _ = CrossEntropyOptions(labelSmoothing: 1.5)
      case .negativeWeight: _ = CrossEntropyOptions(classWeights: [1, -1])
      case .noWeight: _ = CrossEntropyOptions(classWeights: [0, 0])
      case .weightCount: _ = crossEntropy(.ones([1, 3]), [0], .classWeights([1, 2]))
      case .shape: _ = binaryCrossEntropy(.ones([2, 3]), .ones([3]))
      case .target: _ = binaryCrossEntropy(.ones([2]), [0, 2])
      case .positiveCount:
        _ = binaryCrossEntropy(.ones([2, 3]), .ones([2, 3]), positiveWeights: [1])
      case .noRows: _ = crossEntropy(.zeros([0, 3]), [])
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
