public import SNNLayers

/// Spiking self-attention of Spikformer: no softmax, for products of spikes are never negative.
///
///     q, k, v = S(BN(x·W + b))      each with its own W, b, batch norm and neurons S
///     a = S′(s·(q·kᵀ)·v)            per step, sample and head; S′ has its own threshold
///     y = S(BN(a·W + b))
///
/// x and y spikes, q, k, v spikes of N tokens and D/heads features per head, s scale, all
/// dimensionless.  q·kᵀ·v is computed as q·(kᵀ·v), which is the same and costs N·(D/heads)² instead of
/// N²·D/heads.
///
/// Shapes: `[T, B, N, D] → [T, B, N, D]`: steps, samples, tokens, features.
///
/// - Reference: Zhou et al., *Spikformer: When Spiking Neural Network Meets Transformer*, 2023.
public struct SpikingSelfAttention: Layer {
  /// Q.
  public var query: SpikingProjection
  /// K.
  public var key: SpikingProjection
  /// V.
  public var value: SpikingProjection
  /// S′, whose neurons turn the weighted values into spikes.
  public var attention: Leaky
  /// The projection of what the heads hand on.
  public var output: SpikingProjection
  /// The number of heads.
  public let heads: Int
  /// s.
  public let scale: Scalar

  /// - Parameters:
  ///   - features: D.
  ///   - heads: into how many equal parts the features fall.
  ///   - neurons: S, of which each projection has its own.
  ///   - attention: S′; the reference takes half the threshold of S.
  ///   - scale: s, which keeps large sums from saturating S′.
  /// - Precondition: the heads divide the features.
  public init(
    features: Int, heads: Int, neurons: Leaky = Leaky(beta: 0.5),
    attention: Leaky = Leaky(beta: 0.5, threshold: 0.5), scale: Scalar = 0.125,
    using generator: inout SplitMix64
  ) {
    require(
      features >= 1 && heads >= 1 && features % heads == 0,
      "SpikingSelfAttention: \(features) features in \(heads) heads")
    func projection() -> SpikingProjection {
      SpikingProjection(features, features, neurons: neurons, using: &generator)
    }
    query = projection()
    key = projection()
    value = projection()
    output = projection()
    self.attention = attention
    self.heads = heads
    self.scale = scale
  }

  /// - Precondition: the input is `[T, B, N, D]`, no axis empty.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let features = query.linear.weight.shape[0]
    require(
      input.rank == 4 && input.shape[3] == features && input.count > 0,
      "SpikingSelfAttention: input \(input.shape), expected [T, B, N, \(features)], no axis empty")
    let q = context.named("query") { query(input, &$0) }
    let k = context.named("key") { key(input, &$0) }
    let v = context.named("value") { value(input, &$0) }
    let summed = batchedMatmul(
      perHead(q, [0, 1, 3, 2, 4]),
      batchedMatmul(perHead(k, [0, 1, 3, 4, 2]), perHead(v, [0, 1, 3, 2, 4])))
    let currents = summed.transposed([0, 1, 3, 2, 4]).reshaped(to: input.shape) * Tensor(scale)
    let attended = context.named("attention") { attention(currents, &$0) }
    return context.named("output") { output(attended, &$0) }
  }

  /// `[T, B, N, D]` seen as `[T, B, N, heads, D/heads]`, its axes in a new order.
  private func perHead(_ spikes: Tensor, _ order: [Int]) -> Tensor {
    let shape = spikes.shape
    return spikes.reshaped(to: [shape[0], shape[1], shape[2], heads, shape[3] / heads])
      .transposed(order)
  }

  /// Visits the parameters.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&query, "query")
    visitor.visit(&key, "key")
    visitor.visit(&value, "value")
    visitor.visit(&attention, "attention")
    visitor.visit(&output, "output")
  }
}

/// A linear map of each token, a batch norm and neurons: `[T, B, N, D] → [T, B, N, O]`.
///
/// The linear map of a token is the 1×1 convolution of the reference.
public struct SpikingProjection: Layer {
  /// The product with weights and bias.
  public var linear: Linear
  /// The batch norm after it.
  public var norm: BatchNorm
  /// The neurons that turn currents into spikes.
  public var neurons: Leaky

  /// - Parameters:
  ///   - inputs: D.
  ///   - outputs: O.
  ///   - neurons: what turns the normalised currents into spikes.
  /// - Precondition: both sizes are positive.
  public init(
    _ inputs: Int, _ outputs: Int, neurons: Leaky, using generator: inout SplitMix64
  ) {
    linear = Linear(inputs, outputs, using: &generator)
    norm = BatchNorm(outputs, in: .features)
    self.neurons = neurons
  }

  /// Normalised currents of the last axis, turned into spikes: `[T, B, N, D] → [T, B, N, D′]`.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let currents = norm(linear(input, &context), &context)
    return context.named("neurons") { neurons(currents, &$0) }
  }

  /// Visits the parameters.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&linear, "linear")
    visitor.visit(&norm, "norm")
    visitor.visit(&neurons, "neurons")
  }
}
