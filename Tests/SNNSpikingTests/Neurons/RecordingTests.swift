import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct RecordingTests {
  private let input = Tensor.sample([7, 2, 3], in: 0...1.5)

  private func recorded(
    _ layer: some Layer, _ input: Tensor, _ quantities: Set<Recording.Quantity>
  ) -> (output: Tensor, recordings: [Recording]) {
    var context = Context(mode: .inference, key: RandomKey(seed: 0), recording: quantities)
    let output = layer(input, &context)
    return (output, context.recordings)
  }

  private func model() -> (model: Sequential, first: Linear, second: Linear) {
    var generator = RandomKey(seed: 5).generator
    let (first, second) = (Linear(3, 4, using: &generator), Linear(4, 2, using: &generator))
    let model = Sequential {
      first
      Leaky(beta: 0.8, threshold: 0.3)
      second
      LeakyReadout(beta: 0.9)
    }
    return (model, first, second)
  }

  @Test func spikesAndMembranesOfEveryLayer() throws {
    let (model, first, second) = model()
    let (output, recordings) = recorded(model, input, [.spikes, .membrane])
    #expect(recordings.map(\.path) == ["1", "1", "3"])
    #expect(recordings.map(\.quantity) == [.spikes, .membrane, .membrane])
    let hidden = Leaky(beta: 0.8, threshold: 0.3)
    let current = first.answer(to: input)
    let spikes = hidden.answer(to: current)
    #expect(spikes.scalars.contains(1) && spikes.scalars.contains(0))
    try #require(recordings.count == 3)
    #expect(recordings[0].values == spikes)
    #expect(recordings[1].values == hidden.emittingMembrane.answer(to: current))
    #expect(recordings[2].values == output)
    #expect(output == LeakyReadout(beta: 0.9).answer(to: second.answer(to: spikes)))
  }

  @Test func onlyWhatIsAskedFor() {
    let (model, _, _) = model()
    #expect(recorded(model, input, []).recordings.isEmpty)
    #expect(recorded(model, input, [.spikes]).recordings.map(\.path) == ["1"])
    #expect(recorded(model, input, [.membrane]).recordings.map(\.path) == ["1", "3"])
  }

  @Test(arguments: NamedLayer.neurons)
  func recordingChangesNothing(_ named: NamedLayer) {
    func trace(_ quantities: Set<Recording.Quantity>) -> (output: Tensor, gradient: Tensor) {
      let (_, gradients) = valueWithGradient(at: input) { input in
        var context = Context(mode: .training, key: RandomKey(seed: 0), recording: quantities)
        return named.layer(input, &context).sum()
      }
      var context = Context(mode: .training, key: RandomKey(seed: 0), recording: quantities)
      return (named.layer(input, &context), gradients.tensors[0])
    }
    let (plain, watched) = (trace([]), trace([.spikes, .membrane]))
    #expect(plain.output == watched.output && plain.gradient == watched.gradient)
  }

  /// The membrane goes on from the carried state, as the spikes do.
  @Test func membranesOfAPiece() throws {
    let neurons = Leaky(beta: 0.8)
    var state = ModelState.rest
    _ = neurons(input.slice(0..<4), key: RandomKey(seed: 0), state: &state)
    var context = Context(
      mode: .inference, key: RandomKey(seed: 0), recording: [.membrane], state: state)
    _ = neurons(input.slice(4..<7), &context)
    #expect(
      try #require(context.recordings.first).values
        == neurons.emittingMembrane.answer(to: input).slice(4..<7))
  }

  @Test func theEncoderHasAPathOfItsOwn() {
    var generator = RandomKey(seed: 5).generator
    let model = Sequential {
      DirectEncoder(steps: 3, linear: Linear(3, 4, using: &generator), neurons: Leaky(beta: 0.8))
    }
    let recordings = recorded(model, .sample([2, 3]), [.spikes, .membrane]).recordings
    #expect(recordings.map(\.path) == ["0.neurons", "0.neurons"])
    #expect(recordings.map(\.values.shape) == [[3, 2, 4], [3, 2, 4]])
  }

  /// What is recorded is what the layer hands on: at most one spike per sample and step.
  @Test func winnerTakesAllRecordsTheSpikesThatWereLetThrough() throws {
    let layer = WinnerTakesAll(Leaky(beta: 0.8))
    let (output, recordings) = recorded(layer, input, [.spikes, .membrane])
    #expect(output != Leaky(beta: 0.8).answer(to: input))
    #expect(output.sum(alongAxis: -1).scalars.allSatisfy { $0 <= 1 })
    #expect(recordings.map(\.quantity) == [.spikes, .membrane])
    #expect(try #require(recordings.first).values == output)
  }
}
