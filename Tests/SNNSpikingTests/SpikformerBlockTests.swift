import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct SpikformerBlockTests {
  private static func block() -> SpikformerBlock {
    var generator = RandomKey(seed: 4).generator
    return SpikformerBlock(features: 8, heads: 1, hidden: 16, using: &generator)
  }

  /// The parts by hand: attention beside the input, then the perceptron beside their sum.
  @Test func isItsPartsBesideTheInput() {
    let (block, key) = (Self.block(), RandomKey(seed: 0))
    let input = (Tensor.sample([3, 2, 48, 8], in: 0...1) - 0.5).spike(Surrogate.arctan())
    var context = Context(mode: .training, key: key)
    let answer = block(input, &context)
    var parts = Context(mode: .training, key: key)
    let mixed = input + block.attention(input, &parts)
    let expected = mixed + block.contraction(block.expansion(mixed, &parts), &parts)
    #expect(answer == expected)
    #expect(answer.shape == input.shape)
    #expect(answer != input)
    #expect(answer.scalars.allSatisfy { (0...3).contains($0) && $0 == $0.rounded() })
  }

  @Test func everyParameterLearns() {
    let input = Tensor.sample([3, 2, 48, 8], in: 0...4)
    let gradients = valueWithGradient(at: Self.block()) {
      var context = Context(mode: .training, key: RandomKey(seed: 0))
      return ($0(input, &context) * unevenWeights([3, 2, 48, 8])).sum()
    }.gradients
    for part in ["attention.query", "attention.output", "expansion", "contraction"] {
      #expect(gradients["\(part).linear.weight"]?.scalars.contains { $0 != 0 } == true, "\(part)")
    }
  }
}
