import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct OnlineNeuronsTests {
  static let rules = [OnlineRule.ottt(decay: 0.8), .rtrl, .eprop(readoutDecay: 0.9)]

  private static func network() -> Sequential {
    var generator = RandomKey(seed: 3).generator
    return Sequential {
      DirectEncoder(
        steps: 7, linear: Linear(4, 6, using: &generator),
        neurons: Leaky(beta: 0.9, threshold: .learned(0.3)))
      Dropout(0.5)
      Linear(6, 5, using: &generator)
      Synaptic(alpha: 0.5, beta: 0.8, threshold: 0.2)
      Sequential {
        Linear(5, 3, using: &generator)
        LeakyReadout(beta: 0.9)
      }
    }
  }

  private let rows = Tensor.sample([5, 4])

  /// Forward an online layer is the two layers it is made of, whole or in pieces.
  @Test(arguments: rules) func forwardNothingChanges(_ rule: OnlineRule) {
    let model = Self.network()
    let answer = model.answer(to: rows)
    #expect(answer.scalars.contains { $0 != 0 } && answer.shape == [7, 5, 3])
    let online = model.online(rule)
    expectClose(online.answer(to: rows), answer)
    var (state, pieces): (ModelState, [Tensor]) = (.rest, [])
    for window in TimeWindow.cut(steps: 7, every: 3) {
      var context = Context(
        mode: .inference, key: RandomKey(seed: 0), state: state, window: window)
      pieces.append(online(rows, &context))
      state = context.finalState
    }
    #expect(pieces.map { $0.shape[0] } == [3, 3, 1])
    expectClose(.concatenated(pieces), answer)
  }

  @Test(arguments: rules) func joinedAndTakenApart(_ rule: OnlineRule) throws {
    let model = Self.network()
    let online = model.online(rule)
    #expect(online.layers.count == 5)
    #expect(online.layers[1] is OnlineNeurons<LeakyModel<Surrogate>>)
    #expect(online.layers[4] is Sequential)
    let nested = try #require(online.layers[4] as? Sequential)
    let readout = try #require(nested.layers[0] as? OnlineNeurons<LeakyReadoutModel>)
    if case .eprop = rule { #expect(readout.rule == .rtrl) } else { #expect(readout.rule == rule) }
    var (before, after) = (ParameterList(), ParameterList())
    var (original, back) = (model, online.offline)
    original.visitParameters(&before)
    back.visitParameters(&after)
    #expect(before.names == after.names && before.tensors == after.tensors)
    #expect(online.parameterCount == model.parameterCount)
    #expect(
      online.offline.layers.map { "\(type(of: $0))" }
        == model.layers.map { "\(type(of: $0))" })
  }

  /// What is watched is named and measured as in the layers it is made of.
  @Test func recordings() {
    let online = Self.network().online(.ottt(decay: 0.9))
    var context = Context(mode: .inference, key: RandomKey(seed: 0), recording: [.spikes])
    _ = online(rows, &context)
    #expect(context.recordings.map(\.path) == ["1.neurons", "3.neurons"])
  }

  /// What a layer remembers belongs to it: another batch size, or a state from inference, traps.
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case twoSteps, noSteps, batch, inferenceState, decay, rank

    var message: String {
      switch self {
      case .twoSteps:
        "OnlineNeurons: input [2, 2, 2] while learning, expected one step [1, B, F]; train with "
          + "windows of one step"
      case .noSteps: "OnlineNeurons: input [0, 2, 2], expected [T, B, F] with T ≥ 1"
      case .batch: "state: part 0 is [1, 2, 3], its input needs [1, 4, 3]"
      case .inferenceState: "state: it holds 1 parts, this model has more"
      case .decay: "OnlineNeurons: the decay of ottt(decay: 1.5)"
      case .rank: "OnlineNeurons: input [2, 2], expected [T, B, F] with T ≥ 1"
      }
    }

    func commit() {
      let neurons = Leaky(beta: 0.9)
      let linear = Linear(weight: .ones([2, 3]), bias: .zeros([3]))
      let model = OnlineNeurons(linear, neurons, .ottt(decay: 0.9))
      var state = ModelState.rest
      func learn(_ shape: Shape) {
        var context = Context(mode: .training, key: RandomKey(seed: 0), state: state)
        _ = valueWithGradient(at: model) { $0(.ones(shape), &context).sum() }
        state = context.finalState
      }
      switch self {
      case .twoSteps: learn([2, 2, 2])
      case .noSteps: _ = model.answer(to: .ones([0, 2, 2]))
      case .batch:
        learn([1, 2, 2])
        learn([1, 4, 2])
      case .inferenceState:
        _ = model(.ones([3, 2, 2]), key: RandomKey(seed: 0), state: &state)
        learn([1, 2, 2])
      case .decay: _ = OnlineNeurons(linear, neurons, .ottt(decay: 1.5))
      case .rank: _ = model.answer(to: .ones([2, 2]))
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

private struct ParameterList: ParameterVisitor {
  var path: [String] = []
  var names: [String] = []
  var tensors: [Tensor] = []

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    names.append(joinedPath)
    tensors.append(parameter)
  }
}
