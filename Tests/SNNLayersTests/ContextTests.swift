import SNNLayers
import SNNTestSupport
import Testing

/// State carried between pieces of a sequence, and what a call records.
@Suite struct ContextTests {
  static let key = RandomKey(seed: 1)

  /// Running sum over time: `[T, B, F] → [T, B, F]`, from zero or from the carried state `[B, F]`.
  struct RunningSum: Layer {
    func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
      let shape = Shape(Array(input.shape.dimensions[1...]))
      var sum = context.carriedState(shape: shape) ?? .zeros(shape)
      let steps = (0..<input.shape[0]).map { step in
        sum += input.slice(step..<step + 1).reshaped(to: shape)
        return sum
      }
      context.carry(sum)
      context.record(.membrane, .stacked(steps))
      return .stacked(steps)
    }
  }

  static let model = Sequential {
    RunningSum()
    RunningSum()
  }

  @Test func piecesAreTheWhole() {
    let input: Tensor = [[[1]], [[2]], [[3]], [[4]]]
    let whole = Self.model(input, key: Self.key)
    // Running sums 1, 3, 6, 10; their running sums 1, 4, 10, 20.
    #expect(whole == [[[1]], [[4]], [[10]], [[20]]])
    var state = ModelState.rest
    #expect(state.isRest)
    let first = Self.model(input.slice(0..<1), key: Self.key, state: &state)
    #expect(!state.isRest)
    let second = Self.model(input.slice(1..<4), key: Self.key, state: &state)
    #expect(Tensor.concatenated([first, second]) == whole)
  }

  /// A call with a state, also at rest, is a piece of a sequence; one without is a whole one.
  @Test func piecesAndWholes() {
    struct Probe: Layer {
      func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
        Tensor(context.isPiece ? 1 : 0)
      }
    }
    #expect(Probe()(0, key: Self.key) == 0)
    var state = ModelState.rest
    #expect(Probe()(0, key: Self.key, state: &state) == 1)
    #expect(!Context(mode: .training, key: Self.key).isPiece)
    #expect(Context(mode: .training, key: Self.key, state: .rest).isPiece)
  }

  /// A layer of several states takes them in the order in which it carried them.
  @Test func statesInOrder() {
    struct Pair: Layer {
      func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
        let before = context.carriedStates(shapes: [[1], [2]]) ?? [[0], [0, 0]]
        context.carry(before[0] + 1)
        context.carry(before[1] + [10, 20])
        return .concatenated(before)
      }
    }
    let model = Sequential {
      Pair()
      RunningSum()
      Pair()
    }
    var state = ModelState.rest
    #expect(model([[[1]]], key: Self.key, state: &state) == [0, 0, 0])
    #expect(model([[[1]]], key: Self.key, state: &state) == [1, 10, 20])
  }

  @Test func recordingsCarryThePlace() {
    var context = Context(mode: .inference, key: Self.key, recording: [.membrane])
    _ = context.named("part") { Self.model([[[1]], [[2]]], &$0) }
    #expect(context.recordings.map(\.path) == ["part.0", "part.1"])
    #expect(context.recordings.map(\.values) == [[[[1]], [[3]]], [[[1]], [[4]]]])
    #expect(context.recordings.allSatisfy { $0.quantity == .membrane })
    #expect(context.records(.membrane))
    #expect(!context.records(.spikes))
  }

  /// Inner parts come first, because they are done first.
  @Test func outputsOfNamedParts() {
    var context = Context(mode: .inference, key: Self.key, recording: [.output])
    let output = context.named("part") { Self.model([[[1]], [[2]]], &$0) }
    #expect(context.recordings.map(\.path) == ["part.0", "part.1", "part"])
    #expect(context.recordings.map(\.values) == [[[[1]], [[3]]], [[[1]], [[4]]], output])
    #expect(context.recordings.allSatisfy { $0.quantity == .output })
    #expect(context.recordings[0].layer == RunningSum.self)
    #expect(context.recordings[2].layer == nil)
  }

  @Test func nothingIsRecordedUnasked() {
    var context = Context(mode: .inference, key: Self.key)
    _ = Self.model([[[1]], [[2]]], &context)
    context.record(.spikes, { () -> Tensor in fatalError("computed in vain") }())
    #expect(context.recordings.isEmpty)
  }

  @Test func generatorsBelongToSamples() {
    var (all, some) = (
      Context(mode: .training, key: Self.key),
      Context(mode: .training, key: Self.key, samples: [2, 0])
    )
    func draws(_ generators: [SplitMix64]) -> [UInt64] {
      generators.map { generator in
        var generator = generator
        return generator.next()
      }
    }
    let first = draws(all.generators(count: 3))
    #expect(Set(first).count == 3)
    #expect(draws(some.generators(count: 2)) == [first[2], first[0]])
    #expect(draws(all.generators(count: 3)) != first)
    #expect(all.generators(count: 0).isEmpty)
  }
}
