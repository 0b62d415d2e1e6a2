public import SNNLayers

/// A block of Spikformer: self-attention between the tokens, then a perceptron for each of them.
///
///     x′ = x + SSA(x)
///     y = x′ + S(BN(S(BN(x′·W₁ + b₁))·W₂ + b₂))
///
/// x spikes or sums of spikes of N tokens with D features, SSA spiking self-attention, S neurons, BN
/// batch norms; dimensionless.  The sums are whole numbers: each block adds at most 2 spikes.
///
/// Shapes: `[T, B, N, D] → [T, B, N, D]`: steps, samples, tokens, features.  Parts are named
/// `attention`, `expansion` and `contraction`.
///
/// - Reference: Zhou et al., *Spikformer: When Spiking Neural Network Meets Transformer*, 2023.
public struct SpikformerBlock: Layer {
  /// SSA.
  public var attention: SpikingSelfAttention
  /// W₁ with its norm and neurons, to the features inside the perceptron.
  public var expansion: SpikingProjection
  /// W₂ with its norm and neurons, back to D features.
  public var contraction: SpikingProjection

  /// - Parameters:
  ///   - features: D.
  ///   - heads: into how many equal parts the attention's features fall.
  ///   - hidden: the features inside the perceptron; the reference takes 4·D.
  ///   - neurons: S, of which each projection has its own.
  /// - Precondition: the heads divide the features, `hidden` is positive.
  public init(
    features: Int, heads: Int, hidden: Int, neurons: Leaky = Leaky(beta: 0.5),
    using generator: inout SplitMix64
  ) {
    attention = SpikingSelfAttention(
      features: features, heads: heads, neurons: neurons, using: &generator)
    expansion = SpikingProjection(features, hidden, neurons: neurons, using: &generator)
    contraction = SpikingProjection(hidden, features, neurons: neurons, using: &generator)
  }

  /// - Precondition: the input is `[T, B, N, D]`, no axis empty.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let mixed = input + context.named("attention") { attention(input, &$0) }
    let expanded = context.named("expansion") { expansion(mixed, &$0) }
    return mixed + context.named("contraction") { contraction(expanded, &$0) }
  }

  /// Visits the parameters.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&attention, "attention")
    visitor.visit(&expansion, "expansion")
    visitor.visit(&contraction, "contraction")
  }
}
