import SNNSpiking
import SNNTestSupport
import Testing

/// What holds for every layer whose neurons are coupled.
@Suite struct CoupledBehaviourTests {
  private static let key = RandomKey(seed: 0)

  /// What went in at the first step alone is seen in later membranes and spikes, and nothing that
  /// comes later is seen before.
  @Test(arguments: CoupledLayer.all)
  func theStateMatters(_ coupled: CoupledLayer) {
    let input = coupled.input(steps: 5, batch: 40)
    let rest = input.slice(1..<5)
    let other = Tensor.concatenated([input.slice(0..<1) + 0.7, rest])
    for layer in [coupled.layer, coupled.membranes] {
      let (one, two) = (layer.answer(to: input), layer.answer(to: other))
      #expect(one.slice(1..<2) != two.slice(1..<2))
      let later = Tensor.concatenated([input.slice(0..<4), input.slice(4..<5) + 0.7])
      #expect(layer.answer(to: later).slice(0..<4) == one.slice(0..<4))
    }
    let (one, two) = (coupled.membranes.answer(to: input), coupled.membranes.answer(to: other))
    #expect(one.slice(4..<5) != two.slice(4..<5))
  }

  /// Also the gradient reaches back: the last membrane depends on the first input.
  @Test(arguments: CoupledLayer.all)
  func theGradientReachesBack(_ coupled: CoupledLayer) {
    let gradient = valueWithGradient(at: coupled.input(steps: 4, batch: 2)) {
      coupled.membranes.answer(to: $0).slice(3..<4).sum()
    }.gradients.tensors[0]
    #expect(gradient.slice(0..<1).scalars.contains { $0 != 0 })
  }

  @Test(arguments: CoupledLayer.all, [[9], [4, 5], [1, 8], [Int](repeating: 1, count: 9)])
  func piecesAreTheWhole(_ coupled: CoupledLayer, _ chunks: [Int]) {
    let input = coupled.input(steps: 9, batch: 2)
    func inPieces(_ layer: any Layer) -> Tensor {
      var (state, start, pieces) = (ModelState.rest, 0, [Tensor]())
      for length in chunks {
        pieces.append(layer(input.slice(start..<start + length), key: Self.key, state: &state))
        start += length
      }
      return .concatenated(pieces)
    }
    #expect(inPieces(coupled.layer) == coupled.layer.answer(to: input))
    expectClose(
      inPieces(coupled.membranes), coupled.membranes.answer(to: input), relative: 1e-6)
    #expect(coupled.layer.answer(to: input).scalars.contains(1))
    let tail = coupled.membranes.answer(to: input.slice(4..<9))
    #expect(tail != coupled.membranes.answer(to: input).slice(4..<9))
  }

  @Test(arguments: CoupledLayer.all)
  func longSequencesStayFinite(_ coupled: CoupledLayer) {
    let input = coupled.input(steps: 4096, batch: 1)
    let (value, gradients) = valueWithGradient(at: input) {
      let output = coupled.layer.answer(to: $0)
      return (output * unevenWeights(output.shape)).sum()
    }
    #expect(value.isFinite && gradients.tensors[0].isFinite)
    #expect(gradients.tensors[0].slice(0..<4).scalars.contains { $0 != 0 })
  }

  /// A sample's answer does not depend on the batch it is in; an empty batch has an empty answer.
  @Test(arguments: CoupledLayer.all)
  func samplesAreApart(_ coupled: CoupledLayer) {
    let input = coupled.input(steps: 6, batch: 5)
    let together = coupled.layer.answer(to: input)
    for sample in 0..<5 {
      let alone = coupled.layer.answer(to: input.slice(sample..<sample + 1, alongAxis: 1))
      #expect(alone == together.slice(sample..<sample + 1, alongAxis: 1))
    }
    // Convolutions refuse empty batches by themselves.
    guard coupled.sample.count == 1 else { return }
    let none = coupled.layer.answer(to: input.slice(0..<0, alongAxis: 1))
    #expect(none.shape.dimensions[0...1] == [6, 0])
  }

  /// Some of an untrained layer's neurons fire, and some do not.
  @Test(arguments: CoupledLayer.all)
  func untrainedLayersFire(_ coupled: CoupledLayer) {
    let rate = coupled.layer.answer(to: coupled.input(steps: 50, batch: 10)).mean().scalar
    #expect(0.02 < rate && rate < 0.9, "\(rate)")
  }

  @Test(arguments: CoupledLayer.all)
  func recordingsAreWhatHappened(_ coupled: CoupledLayer) {
    let input = coupled.input(steps: 6, batch: 2)
    var context = Context(
      mode: .inference, key: Self.key, recording: [.spikes, .membrane], activities: .kept)
    let output = coupled.layer(input, &context)
    #expect(output == coupled.layer.answer(to: input))
    #expect(context.recordings.map(\.quantity) == [.spikes, .membrane])
    #expect(context.recordings[0].values == output)
    #expect(context.recordings[1].values == coupled.membranes.answer(to: input))
    #expect(context.activities.map(\.spikes) == [output])
  }

  /// A spike, once fired, is seen by all others one step later, and not before.
  @Test func recurrenceTakesOneStep() {
    let connection = Linear(weight: [[0, 2], [0, 0]], bias: [0, 0])
    let layer = Recurrent(Leaky(beta: 0, convention: Convention(reset: .none)), through: connection)
    let input = Tensor([2, 0, 0, 0, 0, 0], shape: [3, 1, 2])
    #expect(layer.answer(to: input).scalars == [1, 0, 0, 1, 0, 0])
  }

  /// One-to-one recurrence is all-to-all recurrence along the diagonal.
  @Test func selfRecurrenceIsTheDiagonal() throws {
    let weights: [Scalar] = [0.4, -0.3, 0.8]
    let diagonal = Tensor.oneHot([0, 1, 2], classes: 3) * Tensor(weights)
    let input = Tensor.sample([8, 2, 3], in: -0.5...1.5)
    let one = DrivenLayer(
      SelfRecurrent(
        Synaptic(alpha: 0.6, beta: .learned(0.8)), weight: .learned(perNeuron: weights)),
      input: input)
    let other = DrivenLayer(
      Recurrent(
        Synaptic(alpha: 0.6, beta: .learned(0.8)),
        through: Linear(weight: diagonal, bias: .zeros([3]))), input: input)
    #expect(one.output == other.output)
    let cotangent = unevenWeights([8, 2, 3])
    let first = valueWithGradient(at: one) { ($0.output * cotangent).sum() }.gradients
    let second = valueWithGradient(at: other) { ($0.output * cotangent).sum() }.gradients
    #expect(first.paths == ["input", "layer.beta", "layer.recurrence"])
    #expect(
      second.paths == [
        "input", "layer.neurons.beta", "layer.connection.weight", "layer.connection.bias",
      ])
    expectClose(first.tensors[0], second.tensors[0])
    expectClose(first.tensors[1], second.tensors[1], absolute: 1e-5)
    expectClose(first.tensors[2], second.tensors[2].reshaped(to: [9]).gathering([0, 4, 8]))
  }

  @Test func gatedLayersNameTheirParameters() {
    var generator = RandomKey(seed: 1).generator
    let gradients = valueWithGradient(
      at: SpikingLSTM(2, 3, threshold: .learned(0.1), using: &generator)
    ) { $0.answer(to: .sample([2, 1, 2])).sum() }.gradients
    #expect(
      gradients.paths == [
        "input.weight", "input.bias", "recurrent.weight", "recurrent.bias", "neurons.threshold",
      ])
    #expect(SpikingGRU(2, 3, using: &generator).parameterCount == 9 * 2 + 9 + 9 * 3 + 9)
    let images = SpikingConvLSTM2d(2, 3, kernel: 3, using: &generator)
    #expect(images.parameterCount == 12 * 2 * 9 + 12 + 12 * 3 * 9)
    #expect(images.answer(to: .sample([2, 1, 2, 5, 4])).shape == [2, 1, 3, 5, 4])
  }

  /// With a memory of M steps the gates that keep start at ln 1...ln(M − 1), those that write at
  /// the opposite; all else is drawn as ever.
  @Test func gatesThatStartWithLongMemories() {
    func lstm(_ memory: Int?) -> Linear {
      var generator = RandomKey(seed: 5).generator
      return SpikingLSTM(3, 200, memory: memory, using: &generator).cell.input
    }
    let (plain, long) = (lstm(nil), lstm(101))
    #expect(long.weight == plain.weight)
    #expect(long.bias.slice(400..<800) == plain.bias.slice(400..<800))
    let kept = long.bias.slice(200..<400)
    #expect(long.bias.slice(0..<200) == -kept)
    let times = kept.exp()
    #expect(times.scalars.allSatisfy { (0.999...100.001).contains($0) })
    #expect(abs(times.mean().scalar - 50.5) < 8)
    var generator = RandomKey(seed: 5).generator
    let gru = SpikingGRU(3, 200, memory: 101, using: &generator).cell.input.bias.scalars
    #expect(gru[200..<400].allSatisfy { (-0.001...4.606).contains($0) })
    #expect(gru[400...].allSatisfy { abs($0) <= 1 / Scalar(200).squareRoot() })
    let images = SpikingConvLSTM2d(2, 5, kernel: 3, memory: 2, using: &generator).cell.input
    #expect(images.bias?.slice(0..<10).scalars.allSatisfy { $0 == 0 } == true)
  }
}
