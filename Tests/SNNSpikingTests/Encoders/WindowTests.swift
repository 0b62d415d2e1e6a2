import SNNSpiking
import SNNTestSupport
import Testing

/// Models that run window by window hand on what they hand on in one go.
@Suite struct WindowTests {
  static let steps = 11

  static let models: [NamedLayer] = {
    var generator = RandomKey(seed: 5).generator
    return [
      NamedLayer("rate, drawn", RateEncoder(steps: steps)),
      NamedLayer("rate, even", RateEncoder(steps: steps, sampling: .deterministic)),
      NamedLayer("latency", LatencyEncoder(steps: steps)),
      NamedLayer("burst", BurstEncoder(steps: steps)),
      NamedLayer("repeat", RepeatEncoder(steps: steps)),
      NamedLayer("sequence", SequenceEncoder(steps: steps)),
      NamedLayer(
        "weighted phases",
        Sequential {
          PhaseEncoder(steps: steps, period: 3)
          PhaseWeighting(period: 3)
        }),
      NamedLayer(
        "changes",
        Sequential {
          SequenceEncoder(steps: steps)
          DeltaEncoder(start: .held, falls: .marked)
        }),
      NamedLayer(
        "direct",
        Sequential {
          DirectEncoder(
            steps: steps, linear: Linear(22, 6, using: &generator),
            neurons: Leaky(beta: 0.9, threshold: 0.2))
          LeakyReadout(beta: 0.8)
        }),
      // The dropout's mask must not depend on whether the train before it was drawn or carried.
      NamedLayer(
        "dropout after a drawn train",
        Sequential {
          RateEncoder(steps: steps)
          Dropout(0.5)
          Linear(22, 6, using: &generator)
          Dropout(0.5)
          Leaky(beta: 0.9, threshold: 0.2)
        }),
    ]
  }()

  private let rows = Tensor.sample([4, 22], in: 0...1)

  private func context(
    _ window: TimeWindow?, _ state: ModelState, key: UInt64 = 2
  ) -> Context {
    Context(
      mode: .training, key: RandomKey(seed: key), samples: [8, 3, 5, 1], state: state,
      window: window)
  }

  @Test(arguments: models, [1, 4, 11]) func piecesAreTheWhole(_ named: NamedLayer, length: Int) {
    var (whole, state, pieces) = (context(nil, .rest), ModelState.rest, [Tensor]())
    let answer = named.layer(rows, &whole)
    #expect(answer.shape[0] == Self.steps && answer.scalars.contains { $0 != answer.scalars[0] })
    for window in TimeWindow.cut(steps: Self.steps, every: length) {
      var part = context(window, state)
      pieces.append(named.layer(rows, &part))
      #expect(pieces.last?.shape[0] == window.steps.count)
      state = part.finalState
    }
    expectClose(.concatenated(pieces), answer, relative: 1e-5)
  }

  /// Row by row and step by step the numbers are the same.
  @Test func sequencesFromRows() {
    let sequences = Tensor([1, 2, 5, 6, 3, 4, 7, 8], shape: [2, 2, 2])
    let rows = Tensor([1, 2, 3, 4, 5, 6, 7, 8], shape: [2, 4])
    #expect(SequenceEncoder(steps: 2).answer(to: rows) == sequences)
    #expect(SequenceEncoder(steps: 2).answer(to: sequences) == sequences)
    let films = sequences.reshaped(to: [2, 2, 1, 2])
    var context = context(TimeWindow(1..<2, of: 2), .rest)
    #expect(SequenceEncoder(steps: 2)(films, &context) == films.slice(1..<2))
  }

  /// What is drawn is of the key, or the windows above could agree by chance.
  @Test func anotherKeyDrawsAnotherTrain() {
    var (first, second) = (context(nil, .rest), context(nil, .rest, key: 3))
    #expect(RateEncoder(steps: 5)(rows, &first) != RateEncoder(steps: 5)(rows, &second))
  }

  @Test func cutting() {
    let windows = TimeWindow.cut(steps: 7, every: 3)
    #expect(windows.map(\.steps) == [0..<3, 3..<6, 6..<7])
    expectClose(Tensor(windows.map(\.share)), [3 / 7.0, 3 / 7.0, 1 / 7.0])
    #expect(TimeWindow.cut(steps: 1, every: 9).map(\.steps) == [0..<1])
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case noSteps, noLength, outside, empty, otherTotal, otherDirectTotal, rows, sequences

    var message: String {
      switch self {
      case .noSteps: "TimeWindow: 0 steps cut into windows of 1"
      case .noLength: "TimeWindow: 5 steps cut into windows of 0"
      case .outside: "TimeWindow: steps 3..<6 of 5"
      case .empty: "TimeWindow: steps 3..<3 of 5"
      case .otherTotal, .otherDirectTotal:
        "window: of a sequence of 5 steps, but the encoder makes 7"
      case .rows: "SequenceEncoder: input [2, 7], expected [B, 3·F]"
      case .sequences: "SequenceEncoder: input [2, 3, 4], expected [3, B, …]"
      }
    }

    func commit() {
      var context = Context(
        mode: .inference, key: RandomKey(seed: 0), window: TimeWindow(0..<2, of: 5))
      switch self {
      case .noSteps: _ = TimeWindow.cut(steps: 0, every: 1)
      case .noLength: _ = TimeWindow.cut(steps: 5, every: 0)
      case .outside: _ = TimeWindow(3..<6, of: 5)
      case .empty: _ = TimeWindow(3..<3, of: 5)
      case .otherTotal: _ = LatencyEncoder(steps: 7)(.zeros([2, 3]), &context)
      case .otherDirectTotal: _ = RepeatEncoder(steps: 7)(.zeros([2, 3]), &context)
      case .rows: _ = SequenceEncoder(steps: 3).answer(to: .zeros([2, 7]))
      case .sequences: _ = SequenceEncoder(steps: 3).answer(to: .zeros([2, 3, 4]))
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
