import SNNLayers
import SNNTestSupport
import Testing

/// Cells and delays that cannot work stop the program with a sentence that says why.
@Suite struct UnrolledMisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case noSteps, rank, batch, statefulStep, growingState
    case delayNoSteps, delayRank, delayTooLong, learnedDelayTooLong, delayTooLongInWindows
    case delayFeatures, delayGroups, delayGroupNumber, delayNegative, delayStart, delayNaN
    case noDelays, delayBatch

    var message: String {
      switch self {
      case .noSteps: "Feedback<ReLU>: input [0, 2, 3], expected [T, B, …] with T ≥ 1"
      case .rank: "Feedback<ReLU>: input [3], expected [T, B, …] with T ≥ 1"
      case .batch: "state: part 0 is [2, 3], its input needs [4, 3]"
      case .statefulStep: "a layer inside its step keeps a state, which belongs to the cell's"
      case .growingState: "Growing: the step turns states [[2, 3]] into [[2, 6]]"
      case .delayNoSteps: "Delay: input [0, 2, 3], expected [T, B, …] with T ≥ 1"
      case .delayRank: "Delay: input [3], expected [T, B, …] with T ≥ 1"
      case .delayTooLong: "Delay: up to 4 steps in a whole sequence of 4"
      case .learnedDelayTooLong: "Delay: up to 9 steps in a whole sequence of 4"
      case .delayTooLongInWindows: "Delay: up to 4 steps in a whole sequence of 4"
      case .delayFeatures: "Delay: 2 delays for 3 features"
      case .delayGroups: "Delay: 2 delays for 3 features"
      case .delayGroupNumber: "Delay: groups [0, 2] of 2 delays"
      case .delayNegative: "Delay: [1.0, -1.0] steps, expected delays in 0...1"
      case .delayStart: "Delay: [2.5] steps, expected delays in 0...2"
      case .delayNaN: "Delay: [nan] steps, expected delays in 0...2"
      case .noDelays: "Delay: [] steps, expected delays in 0...0"
      case .delayBatch: "state: part 0 is [2, 2, 3], its input needs [2, 1, 3]"
      }
    }

    func commit() {
      let key = RandomKey(seed: 1)
      let layer = Unrolled(Feedback(layer: ReLU()))
      switch self {
      case .noSteps: _ = layer.answer(to: .ones([0, 2, 3]))
      case .rank: _ = layer.answer(to: .ones([3]))
      case .batch: stream(layer, [1, 2, 3], [1, 4, 3])
      case .statefulStep:
        _ = Unrolled(Feedback(layer: ContextTests.RunningSum())).answer(to: .ones([3, 2, 3]))
      case .growingState: _ = Unrolled(Growing()).answer(to: .ones([3, 2, 3]))
      case .delayNoSteps: _ = Delay(0).answer(to: .ones([0, 2, 3]))
      case .delayRank: _ = Delay(0).answer(to: .ones([3]))
      case .delayTooLong: _ = Delay([1, 4, 0]).answer(to: .ones([4, 2, 3]))
      case .learnedDelayTooLong:
        _ = Delay(learning: 1, maximum: 9).answer(to: .ones([4, 2, 3]))
      case .delayTooLongInWindows:
        let window = TimeWindow(0..<2, of: 4)
        var context = Context(mode: .inference, key: key, window: window)
        _ = Delay(3)(.ones([2, 2, 3]), &context)
        _ = Delay(4)(.ones([2, 2, 3]), &context)
      case .delayFeatures: _ = Delay([1, 2]).answer(to: .ones([4, 2, 3]))
      case .delayGroups: _ = Delay([1, 2, 0], groups: [0, 1]).answer(to: .ones([4, 2, 3]))
      case .delayGroupNumber: _ = Delay([1, 2], groups: [0, 2])
      case .delayNegative: _ = Delay([1, -1])
      case .delayStart: _ = Delay(learning: [2.5], maximum: 2)
      case .delayNaN: _ = Delay(learning: .nan, maximum: 2)
      case .noDelays: _ = Delay([])
      case .delayBatch: stream(Delay(2), [3, 2, 3], [3, 1, 3])
      }

      func stream(_ layer: some Layer, _ first: Shape, _ second: Shape) {
        var state = ModelState.rest
        _ = layer(.ones(first), key: key, state: &state)
        _ = layer(.ones(second), key: key, state: &state)
      }
    }
  }

  /// Doubles its state at every step.
  struct Growing: Cell {
    func restingState(for input: Shape) -> [Tensor] { [.zeros(input)] }
    func step(
      _ input: Tensor, _ state: [Tensor], _ context: inout Context
    ) -> (output: Tensor, state: [Tensor]) {
      (input, [.concatenated([state[0], state[0]], alongAxis: 1)])
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    expectSentence(result, misuse.message)
  }
}
