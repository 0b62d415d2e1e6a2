import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct AccuracyTests {
  @Test func share() {
    let scores: Tensor = [[3, 1, 2], [0, 0.5, 0.25], [-3, -2, -1], [1, 0, 0]]
    #expect(accuracy(scores, [0, 1, 2, 0]) == 1)
    #expect(accuracy(scores, [0, 1, 0, 1]) == 0.5)
    #expect(accuracy(scores, [1, 0, 0, 1]) == 0)
  }

  /// Of equal scores the first counts, so a silent network answers class 0.
  @Test func ties() {
    let scores: Tensor = [[2, 2, 1], [0, 0, 0], [1, 2, 2]]
    #expect(accuracy(scores, [0, 0, 1]) == 1)
    #expect(accuracy(scores, [1, 1, 2]) == 0)
  }

  /// Whatever its label, a row with a NaN is wrong.
  @Test(arguments: 0..<3)
  func notANumber(label: Int) {
    for place in 0..<3 {
      var scores: [Scalar] = [1, 2, 3]
      scores[place] = .nan
      #expect(accuracy(.row(scores), [label]) == 0)
      #expect(answers(.row(scores)) == [nil])
    }
    #expect(accuracy(.row([.nan, .nan, .nan]), [label]) == 0)
  }

  @Test func answersAreTheLargestScores() {
    #expect(answers([[3, 1, 2], [0, 0, 0], [-3, -2, -1]]) == [0, 0, 2])
    #expect(answers(.zeros([0, 3])) == [])
  }

  @Test func infinitiesAreNumbers() {
    #expect(accuracy(.row([-.infinity, 0, .infinity]), [2]) == 1)
    #expect(accuracy(.row([-.infinity, -.infinity]), [0]) == 1)
  }

  @Test func empty() {
    #expect(accuracy(.zeros([0, 3]), []) == 0)
  }

  @Test func aLabelThatIsNoClassIsWrong() {
    #expect(accuracy([[1, 2]], [2]) == 0)
    #expect(accuracy([[1, 2]], [-1]) == 0)
  }
}
