import SNNLayers
import SNNTestSupport
import Testing

@Suite struct SEWBlockTests {
  static let key = RandomKey(seed: 1)

  /// A branch whose answer is fixed.
  struct Answering: Layer {
    var answer: Tensor
    func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
      context.record(.spikes, answer)
      return answer
    }
    mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&answer, "answer")
    }
  }

  /// a + s, a ∧ s and ¬a ∧ s: branch a, shortcut s.
  @Test(
    arguments: [
      (.add, [0, 1, 1, 2]), (.and, [0, 0, 0, 1]), (.iand, [0, 1, 0, 0]),
    ] as [(SpikeConnection, Tensor)])
  func truthTable(_ connection: SpikeConnection, _ expected: Tensor) {
    let block = SEWBlock(connection, branch: Answering(answer: [0, 0, 1, 1]))
    #expect(block([0, 1, 0, 1], key: Self.key) == expected)
  }

  @Test func theShortcutIsGivenTheInput() {
    let block = SEWBlock(
      .add, branch: Linear(weight: [[1], [1]], bias: [0]),
      shortcut: Linear(weight: [[10], [0]], bias: [0]))
    #expect(block([[2, 3]], key: Self.key) == [[25]])
  }

  @Test func partsHaveNames() {
    var model = Sequential {
      ReLU()
      SEWBlock(
        .iand,
        branch: Sequential {
          Answering(answer: [1])
          Answering(answer: [0])
        }, shortcut: Answering(answer: [1]))
    }
    var names = SequentialTests.PathCollector()
    model.visitParameters(&names)
    #expect(names.paths == ["1.branch.0.answer", "1.branch.1.answer", "1.shortcut.answer"])
    var context = Context(mode: .inference, key: Self.key, recording: [.spikes])
    #expect(model([5], &context) == [1])
    #expect(context.recordings.map(\.path) == ["1.branch.0", "1.branch.1", "1.shortcut"])
  }

  @Test func shapesMustAgree() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let block = SEWBlock(.add, branch: Flatten(fromAxis: 1))
      _ = block(.ones([4, 2, 3]), key: SEWBlockTests.key)
    }
    expectSentence(result, "SEWBlock: branch gives [4, 6], shortcut [4, 2, 3]")
  }
}
