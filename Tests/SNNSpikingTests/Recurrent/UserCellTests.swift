import SNNSpiking
import SNNTestSupport
import Testing

/// A user's coupled cell: leaky neurons of which each is inhibited by the last spikes of the others.
///
///     U[t] = β·U[t−1] + X[t] − w·(Σ S[t−1] − S[t−1])     S[t] = H(U[t] − 1)
private struct Inhibition: Cell {
  var strength: Tensor
  let beta: Tensor = 0.75

  func restingState(for input: Shape) -> [Tensor] { [.zeros(input), .zeros(input)] }

  func step(
    _ input: Tensor, _ state: [Tensor], _ context: inout Context
  ) -> (output: Tensor, state: [Tensor]) {
    let others = state[1].sum(alongAxis: -1, keepingAxis: true) - state[1]
    let membrane = beta * state[0] + input - strength * others
    let spikes = (membrane - 1).spike(Surrogate.arctan())
    return (spikes, [membrane, spikes])
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&strength, "strength")
  }
}

@Suite struct UserCellTests {
  /// The same neurons, the inhibition being a matrix of −w with zeros on the diagonal.
  @Test func isTheSameAsRecurrentNeurons() throws {
    let others = Tensor.ones([4, 4]) - .oneHot([0, 1, 2, 3], classes: 4)
    let input = Tensor.sample([9, 3, 4], in: -0.5...1.5)
    let own = DrivenLayer(Unrolled(Inhibition(strength: 0.5)), input: input)
    let known = DrivenLayer(
      Recurrent(
        Leaky(beta: 0.75, convention: Convention(reset: .none)),
        through: Linear(weight: others * -0.5, bias: .zeros([4]))), input: input)
    #expect(own.output == known.output)
    #expect(own.output.scalars.contains(1) && own.output.scalars.contains(0))
    let cotangent = unevenWeights([9, 3, 4])
    let first = valueWithGradient(at: own) { ($0.output * cotangent).sum() }.gradients
    let second = valueWithGradient(at: known) { ($0.output * cotangent).sum() }.gradients
    expectClose(first.tensors[0], second.tensors[0])
    expectClose(
      try #require(first["layer.strength"]),
      -(try #require(second["layer.connection.weight"]) * others).sum(), absolute: 1e-5)
  }

  /// Inside `Sequential`, trained through the `Layer` API alone, to tell which of two inputs came
  /// first: at the end of the sequence only the state knows.
  @Test(arguments: [Architecture.recurrent, .lstm, .gru])
  private func remembersWhatCameFirst(_ architecture: Architecture) {
    var generator = RandomKey(seed: 3).generator
    var model = architecture.model(using: &generator)
    let labels = (0..<8).map { $0 % 2 }
    let early = Tensor.oneHot(labels, classes: 2).reshaped(to: [1, 8, 2]) * 2
    let late = Tensor(repeating: 2, shape: [1, 8, 2]) - early
    let input = Tensor.concatenated([early, late, .zeros([3, 8, 2])])
    var optimizer = Optimizer(Adam(learningRate: 0.03))
    for _ in 0..<60 {
      let (_, gradients) = valueWithGradient(at: model) {
        crossEntropy($0.answer(to: input).slice(4..<5).reshaped(to: [8, 2]), labels)
      }
      optimizer.update(&model, along: gradients)
    }
    let scores = model.answer(to: input).slice(4..<5).reshaped(to: [8, 2])
    #expect(accuracy(scores, labels) == 1)
    #expect(crossEntropy(scores, labels).scalar < 0.2)
  }

  private enum Architecture: Sendable {
    case recurrent, lstm, gru

    /// Hidden neurons and a linear read-out of the spikes of each step, without memory of its own.
    func model(using generator: inout SplitMix64) -> Sequential {
      let readout = Linear(16, 2, using: &generator)
      switch self {
      case .recurrent:
        let input = Linear(2, 16, using: &generator)
        return Sequential {
          input
          Recurrent(
            Leaky(beta: 0.9, threshold: 0.3), through: .allToAll(16, using: &generator))
          readout
        }
      case .lstm:
        return Sequential {
          SpikingLSTM(2, 16, using: &generator)
          readout
        }
      case .gru:
        return Sequential {
          SpikingGRU(2, 16, using: &generator)
          readout
        }
      }
    }
  }
}
