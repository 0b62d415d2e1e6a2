import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct SpikingSelfAttentionTests {
  static let key = RandomKey(seed: 3)

  private func layer(features: Int = 6, heads: Int = 2) -> SpikingSelfAttention {
    var generator = Self.key.generator
    return SpikingSelfAttention(
      features: features, heads: heads, neurons: Leaky(beta: 0.5, threshold: 0.2),
      using: &generator)
  }

  static let input = Tensor.sample([4, 2, 3, 6], seed: 5) .> 0

  @Test(arguments: [[4, 2, 3, 6], [1, 1, 1, 6], [1, 2, 5, 6], [3, 1, 1, 6]] as [Shape])
  func shapeIsKept(_ shape: Shape) {
    #expect(layer()(.ones(shape), key: Self.key).shape == shape)
  }

  /// In inference the statistics are fixed, so the sequence can be given in pieces.
  @Test func piecesAreTheWhole() {
    let layer = layer()
    let whole = layer(Self.input, key: Self.key)
    #expect(whole.sum().scalar > 0)
    var state = ModelState.rest
    let first = layer(Self.input.slice(0..<1), key: Self.key, state: &state)
    let second = layer(Self.input.slice(1..<4), key: Self.key, state: &state)
    #expect(Tensor.concatenated([first, second]) == whole)
  }

  /// A token's place in the row means nothing to attention: tokens in another order give the same
  /// spikes in that order.
  @Test func tokensHaveNoOrder() {
    let layer = layer()
    func reversed(_ x: Tensor) -> Tensor {
      x.transposed([2, 0, 1, 3]).gathering([2, 1, 0]).transposed([1, 2, 0, 3])
    }
    #expect(
      layer(reversed(Self.input), key: Self.key) == reversed(layer(Self.input, key: Self.key)))
  }

  @Test func recordingsNameTheParts() {
    var context = Context(mode: .inference, key: Self.key, recording: [.spikes])
    _ = layer()(Self.input, &context)
    #expect(
      context.recordings.map(\.path) == [
        "query.neurons", "key.neurons", "value.neurons", "attention", "output.neurons",
      ])
    // What is recorded of the attention is what its four inputs say: Σ over tokens, head by head.
    let spikes = context.recordings.map(\.values)
    let expected = attended(spikes[0], spikes[1], spikes[2], heads: 2)
    #expect(Leaky(beta: 0.5, threshold: 0.5)(expected, key: Self.key) == spikes[3])
  }

  /// 0.125·(q·kᵀ)·v by plain loops over tokens and the features of each head.
  private func attended(_ q: Tensor, _ k: Tensor, _ v: Tensor, heads: Int) -> Tensor {
    let (steps, batch, tokens, features) = (q.shape[0], q.shape[1], q.shape[2], q.shape[3])
    let width = features / heads
    var result = [Scalar](repeating: 0, count: q.count)
    for pair in 0..<steps * batch {
      for (a, b) in (0..<tokens).flatMap({ a in (0..<tokens).map { (a, $0) } }) {
        for head in 0..<heads {
          let (rowA, rowB) = ((pair * tokens + a) * features, (pair * tokens + b) * features)
          let columns = head * width..<(head + 1) * width
          let match = columns.reduce(0) { $0 + q.scalars[rowA + $1] * k.scalars[rowB + $1] }
          for column in columns {
            result[rowA + column] += 0.125 * match * v.scalars[rowB + column]
          }
        }
      }
    }
    return Tensor(result, shape: q.shape)
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case heads, features, axes, noSteps

    var message: String {
      switch self {
      case .heads: "SpikingSelfAttention: 6 features in 4 heads"
      case .features: "SpikingSelfAttention: input [2, 1, 3, 5], expected [T, B, N, 6]"
      case .axes: "SpikingSelfAttention: input [2, 3, 6], expected [T, B, N, 6]"
      case .noSteps: "SpikingSelfAttention: input [0, 1, 3, 6], expected [T, B, N, 6]"
      }
    }

    func commit() {
      let tests = SpikingSelfAttentionTests()
      switch self {
      case .heads: _ = tests.layer(heads: 4)
      case .features: _ = tests.layer()(.ones([2, 1, 3, 5]), key: key)
      case .axes: _ = tests.layer()(.ones([2, 3, 6]), key: key)
      case .noSteps: _ = tests.layer()(.ones([0, 1, 3, 6]), key: key)
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
