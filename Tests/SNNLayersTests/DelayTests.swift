import SNNLayers
import SNNTestSupport
import Testing

@Suite struct DelayTests {
  private static let key = RandomKey(seed: 1)

  /// `[T, 1, F]` of one row of numbers per step.
  private func sequence(_ rows: [[Scalar]]) -> Tensor {
    Tensor(rows.flatMap { $0 }, shape: [rows.count, 1, rows[0].count])
  }

  @Test func everythingLater() {
    #expect(Delay(2).answer(to: sequence([[1], [2], [3], [4]])).scalars == [0, 0, 1, 2])
    #expect(Delay(0).answer(to: sequence([[1], [2]])).scalars == [1, 2])
    #expect(Delay(1).answer(to: [[1, 2], [3, 4]]) == [[0, 0], [1, 2]])
  }

  @Test func featureByFeature() {
    let input = sequence([[1, 10, 100], [2, 20, 200], [3, 30, 300]])
    #expect(
      Delay([0, 2, 1]).answer(to: input) == sequence([[1, 0, 0], [2, 0, 100], [3, 10, 200]]))
    #expect(
      Delay([2, 1], groups: [1, 0, 1]).answer(to: input)
        == sequence([[0, 0, 0], [1, 0, 100], [2, 10, 200]]))
  }

  /// The delay belongs to the channel of an image, in every sample.
  @Test func channelByChannel() {
    let input = Tensor.sample([4, 2, 3, 2, 2])
    let output = Delay([1, 0, 3]).answer(to: input)
    for (channel, delay) in [1, 0, 3].enumerated() {
      let own = input.slice(channel..<channel + 1, alongAxis: 2)
      #expect(
        output.slice(channel..<channel + 1, alongAxis: 2)
          == .concatenated([.zeros([delay, 2, 1, 2, 2]), own.slice(0..<4 - delay)]))
    }
  }

  @Test func betweenTwoSteps() {
    let layer = Delay(learning: 1.25, maximum: 3)
    // 3/4 of one step before, 1/4 of two.
    #expect(layer.answer(to: sequence([[4], [8], [0], [16]])).scalars == [0, 3, 7, 2])
    #expect(
      Delay(learning: 3, maximum: 3).answer(to: sequence([[4], [8], [0], [16]])).scalars
        == [0, 0, 0, 4])
    #expect(Delay(learning: 0, maximum: 0).answer(to: sequence([[4], [8]])).scalars == [4, 8])
  }

  /// A delay that training has moved out of reach is held at the nearer end.
  @Test(arguments: [(-0.5, 0), (7, 3)] as [(Scalar, Scalar)])
  func aDelayOutsideIsHeld(_ outside: Scalar, _ end: Scalar) {
    var layer = Delay(learning: 1, maximum: 3)
    layer.steps = Tensor(outside)
    let input = Tensor.sample([6, 2, 2])
    #expect(layer.answer(to: input) == Delay(learning: end, maximum: 3).answer(to: input))
    // With weights that grow over time a longer delay gives less: only one sign leads back.
    for sign in [1, -1] as [Scalar] {
      let weights = Tensor((0..<6).map { sign * Scalar($0) }, shape: [6, 1, 1])
      let slope =
        valueWithGradient(at: Delay(learning: end, maximum: 3)) {
          ($0.answer(to: input) * weights).sum()
        }.gradients["steps"]?.scalar ?? .nan
      let gradient = valueWithGradient(at: layer) { ($0.answer(to: input) * weights).sum() }
        .gradients["steps"]?.scalar
      #expect(slope != 0)
      #expect(gradient == ((outside > 3 ? slope > 0 : slope < 0) ? slope : 0))
    }
    layer.steps = Tensor(Scalar.nan)
    #expect(layer.answer(to: input).scalars.allSatisfy { $0.isNaN })
  }

  @Test(arguments: [[7, 6], [1, 12], [4, 4, 5], [Int](repeating: 1, count: 13)])
  func piecesAreTheWholeBitForBit(_ chunks: [Int]) {
    let layers = [
      Delay(5), Delay(0), Delay([0, 7, 2]), Delay(learning: [0.5, 3.25, 6], maximum: 6),
      Delay(learning: [2.5, 1], maximum: 4, groups: [1, 1, 0]),
    ]
    let input = Tensor.sample([13, 2, 3])
    for layer in layers {
      var (state, start, pieces) = (ModelState.rest, 0, [Tensor]())
      for length in chunks {
        pieces.append(layer(input.slice(start..<start + length), key: Self.key, state: &state))
        start += length
      }
      #expect(Tensor.concatenated(pieces) == layer.answer(to: input))
    }
  }

  /// What came before the piece matters: without it the axons are empty.
  @Test func theStateMatters() {
    var state = ModelState.rest
    _ = Delay(3)(sequence([[5], [6]]), key: Self.key, state: &state)
    #expect(Delay(3)(sequence([[7], [8]]), key: Self.key, state: &state).scalars == [0, 5])
    #expect(Delay(3)(sequence([[9]]), key: Self.key, state: &state).scalars == [6])
  }

  @Test func whatIsTrainedAndSaved() {
    #expect(Delay([1, 2]).parameterCount == 0)
    #expect(Delay(learning: [1, 2], maximum: 3).parameterCount == 2)
    let gradients = valueWithGradient(at: Delay(learning: 1.5, maximum: 3)) {
      $0.answer(to: .sample([5, 1, 2])).sum()
    }.gradients
    #expect(gradients.paths == ["steps"])
  }

  @Test func longSequencesStayFinite() {
    let driven = DrivenLayer(
      Delay(learning: [0.5, 40.25], maximum: 64), input: .sample([4096, 1, 2]))
    let (value, gradients) = valueWithGradient(at: driven) { $0.output.squared().sum() }
    #expect(value.isFinite && gradients.tensors.allSatisfy(\.isFinite))
  }

  /// Two delays are found from the delayed signals alone, one longer and one shorter than the guess.
  @Test func recoversPlantedDelays() throws {
    let times = (0..<60).map { Scalar($0) }
    let signal = Tensor(times.map { ($0 * 0.2) }).sin().reshaped(to: [60, 1, 1])
    let input = Tensor.concatenated([signal, signal], alongAxis: 2)
    let target = Delay([6, 2]).answer(to: input)
    var layer = Delay(learning: [3.5, 4.5], maximum: 12)
    var optimizer = Optimizer(Adam(learningRate: 0.1))
    for _ in 0..<80 {
      let (_, gradients) = valueWithGradient(at: layer) {
        meanSquaredError($0.answer(to: input), target)
      }
      optimizer.update(&layer, along: gradients)
    }
    expectClose(layer.steps, [6, 2], absolute: 0.1)
  }
}
