import SNNLayers
import SNNTestSupport
import Testing

/// Any cell run over time.
@Suite struct UnrolledTests {
  private static let key = RandomKey(seed: 1)

  private static func elman(inputs: Int, hidden: Int) -> Elman {
    var generator = RandomKey(seed: 3).generator
    return Elman(
      input: Linear(inputs, hidden, using: &generator),
      weight: .uniform([hidden, hidden], in: -0.5...0.5, using: &generator))
  }

  /// The same recurrence as one long expression on one tape.
  private func onOneTape(_ cell: Elman, _ input: Tensor) -> Tensor {
    var context = Context(mode: .inference, key: Self.key)
    let sequence = cell.prepared(input, &context)
    let shape = Shape(Array(sequence.shape.dimensions[1...]))
    var (state, outputs) = (cell.restingState(for: shape), [Tensor]())
    for t in 0..<input.shape[0] {
      let row = sequence.slice(t..<t + 1).reshaped(to: shape)
      let (output, next) = cell.step(row, state, &context)
      outputs.append(output)
      state = next
    }
    return .stacked(outputs)
  }

  @Test(arguments: [[1, 1, 1], [7, 3, 2], [5, 1, 4], [3, 0, 2]] as [Shape])
  func isTheSameAsOneLongExpression(_ shape: Shape) {
    let driven = DrivenLayer(
      Unrolled(Self.elman(inputs: shape[2], hidden: 3)), input: .sample(shape))
    let weights = unevenWeights([shape[0], shape[1], 3])
    let (value, gradients) = valueWithGradient(at: driven) { ($0.output * weights).sum() }
    let (expected, reference) = valueWithGradient(at: driven) {
      (onOneTape($0.layer.cell, $0.input) * weights).sum()
    }
    expectClose(value, expected)
    #expect(
      gradients.paths == ["input", "layer.input.weight", "layer.input.bias", "layer.weight"])
    for (one, other) in zip(gradients.tensors, reference.tensors) { expectClose(one, other) }
  }

  /// A step draws what it draws, however the sequence is cut into windows.
  @Test(arguments: [9, 4, 1])
  func drawsDoNotDependOnWindows(_ length: Int) {
    let layer = Unrolled(Feedback(layer: Dropout(0.5)))
    let input = Tensor.sample([9, 2, 3], in: 0.5...1)
    var whole = Context(mode: .training, key: Self.key)
    let expected = layer(input, &whole)
    var (state, pieces) = (ModelState.rest, [Tensor]())
    for window in TimeWindow.cut(steps: 9, every: length) {
      var context = Context(mode: .training, key: Self.key, state: state, window: window)
      pieces.append(layer(input.slice(window.steps), &context))
      state = context.finalState
    }
    #expect(Tensor.concatenated(pieces) == expected)
    #expect(expected != layer(input, key: Self.key))
  }

  @Test(arguments: [[9], [4, 5], [1, 8], [Int](repeating: 1, count: 9)])
  func piecesAreTheWhole(_ chunks: [Int]) {
    let layer = Unrolled(Self.elman(inputs: 2, hidden: 3))
    let input = Tensor.sample([9, 2, 2])
    var (state, start, pieces) = (ModelState.rest, 0, [Tensor]())
    for length in chunks {
      pieces.append(layer(input.slice(start..<start + length), key: Self.key, state: &state))
      start += length
    }
    expectClose(.concatenated(pieces), layer.answer(to: input), relative: 1e-6)
  }

  /// Two layers of two states each keep theirs apart.
  @Test func statesOfSeveralLayers() {
    let model = Sequential {
      Unrolled(Self.elman(inputs: 2, hidden: 3))
      Unrolled(Self.elman(inputs: 3, hidden: 4))
    }
    let input = Tensor.sample([6, 2, 2])
    var state = ModelState.rest
    let first = model(input.slice(0..<2), key: Self.key, state: &state)
    let second = model(input.slice(2..<6), key: Self.key, state: &state)
    expectClose(.concatenated([first, second]), model.answer(to: input), relative: 1e-6)
  }

  /// No gradient flows into the piece before, and the state itself is never on a tape.
  @Test func aPieceEndsTheGradient() {
    let layer = Unrolled(Feedback(layer: ReLU()))
    let gradient = valueWithGradient(at: [[[1]], [[2]], [[3]]] as Tensor) { input in
      var state = ModelState.rest
      _ = layer(input.slice(0..<1), key: Self.key, state: &state)
      return layer(input.slice(1..<3), key: Self.key, state: &state).slice(1..<2).sum()
    }.gradients.tensors[0]
    #expect(gradient.scalars == [0, 1, 1])
  }

  @Test func restsWhereTheCellSays() {
    let layer = Unrolled(Feedback(layer: ReLU(), start: 5))
    #expect(layer.answer(to: [[[1]], [[2]]]) == [[[6]], [[8]]])
  }

  /// A random layer inside a step draws anew at every step, the same for the same key.
  @Test func stepsDrawTheirOwnNumbers() {
    let layer = Unrolled(Feedback(layer: Folded(Dropout(0.5)), start: 1))
    func trained(_ key: RandomKey) -> Tensor {
      var context = Context(mode: .training, key: key)
      return layer(.ones([20, 1, 3]), &context)
    }
    #expect(trained(Self.key) == trained(Self.key))
    #expect(trained(Self.key) != trained(RandomKey(seed: 2)))
    // Kept values are doubled: a mask that never changed would grow or stay 1 for ever.
    let last = trained(Self.key).slice(4..<20)
    #expect(last.scalars.contains(1) && last.scalars.contains { $0 > 1 })
  }

  /// A norm's statistics move once per call, by the mean of what the steps ask for.
  ///
  /// The norm of step t sees s[t−1] = x[t−1] + norm(s[t−2]), whose mean is that of x[t−1].
  @Test func runningParametersMoveByTheMean() throws {
    var layer = Unrolled(Feedback(layer: Folded(BatchNorm(2, in: .features, momentum: 0.1))))
    let input = Tensor.sample([8, 5, 2], in: 2...4)
    let gradients = valueWithGradient(at: layer) { layer in
      var context = Context(mode: .training, key: Self.key)
      return layer(input, &context).sum()
    }.gradients
    var optimizer = Optimizer(SGD(learningRate: 0))
    optimizer.update(&layer, along: gradients)
    let seen = Tensor.concatenated([.zeros([1, 5, 2]), input.slice(0..<7)])
    let means = layer.parameters.filter { $0.role == ParameterRole.running }.map(\.value)
    expectClose(try #require(means.first), seen.mean(alongAxis: 1).mean(alongAxis: 0) * 0.1)
  }

  @Test func recordsAndKeepsTheWholeSequence() throws {
    var context = Context(
      mode: .training, key: Self.key, recording: [.spikes, .membrane], activities: .kept)
    let layer = Unrolled(Feedback(layer: ReLU()))
    let output = context.named("cell") { layer([[[1]], [[2]]], &$0) }
    #expect(context.recordings.map(\.quantity) == [.spikes, .membrane])
    #expect(context.recordings.map(\.values) == [output, output])
    #expect(context.recordings.map(\.path) == ["cell", "cell"])
    #expect(context.activities.map(\.spikes) == [output])
    var quiet = Context(
      mode: .training, key: Self.key, recording: [.spikes, .membrane], activities: .kept)
    _ = Unrolled(Self.elman(inputs: 2, hidden: 3))(.sample([4, 2, 2]), &quiet)
    #expect(quiet.recordings.map(\.quantity) == [.membrane])
    #expect(quiet.activities.isEmpty)
  }
}

/// A layer of sequences applied to a single step.
struct Folded<Inner: Layer>: Layer {
  var inner: Inner

  init(_ inner: Inner) { self.inner = inner }

  func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let one = Shape([1] + input.shape.dimensions)
    return inner(input.reshaped(to: one), &context).reshaped(to: input.shape)
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    inner.visitParameters(&visitor)
  }
}
