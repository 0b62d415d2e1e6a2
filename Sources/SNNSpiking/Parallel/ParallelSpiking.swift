public import SNNLayers

/// Neurons without reset that weigh all steps at once (PSN), or a causal band of them (masked PSN).
///
///     U[t] = Σ_s M[t, s]·W[t, s]·X[s] + b[t]       S[t] = H(U[t])
///     M = λ·[t − k < s ≤ t] + (1 − λ)
///
/// X current, U membrane, W weight of step s for step t, b minus the threshold of step t, k order, λ
/// masking, dimensionless.  There is no decay and no reset, so all steps are one matrix product.
/// Without masking a spike depends on later inputs, too: at λ = 1 it does not.  The reference lets λ
/// rise from 0 to 1 in training.
///
/// Shapes: X, S `[T, B, …]` of exactly T steps; W `[T, T]`, b `[T]`.  A piece of a sequence would
/// begin at step 0 again, so the whole sequence goes in at once.
///
/// - Reference: Fang et al., *Parallel Spiking Neurons with High Efficiency and Ability to Learn
///   Long-term Dependencies*, 2023.
public struct ParallelSpiking: Layer {
  /// W, `[T, T]`.
  public var weight: Tensor

  /// b, `[T]`.
  public var bias: Tensor

  /// k, the steps up to its own that a masked neuron weighs; nil for neurons that weigh all.
  public let order: Int?

  /// λ in 0...1, how much of the mask holds; without an order it says nothing.
  public var masking: Scalar

  /// The derivative that stands in for the spike's.
  public let surrogate: Surrogate

  /// Neurons with drawn weights, W uniform in ±1/√T, and a threshold of 1.
  ///
  /// - Parameters:
  ///   - steps: T.
  ///   - order: k; nil for neurons that weigh all steps.
  ///   - masking: λ.
  ///   - surrogate: the derivative that stands in for the spike's.
  ///   - generator: the source of the weights.
  /// - Precondition: T ≥ 1, the order in 1...T, λ in 0...1.
  public init(
    steps: Int, order: Int? = nil, masking: Scalar = 1, surrogate: Surrogate = .arctan(),
    using generator: inout SplitMix64
  ) {
    require(
      steps >= 1 && (1...steps).contains(order ?? 1) && (0...1).contains(masking),
      "ParallelSpiking: \(steps) steps, order \(order ?? 1), masking \(masking)")
    let bound = 1 / Scalar(steps).squareRoot()
    weight = .uniform([steps, steps], in: -bound...bound, using: &generator)
    bias = Tensor(repeating: -1, shape: [steps])
    (self.order, self.masking, self.surrogate) = (order, masking, surrogate)
  }

  /// The spikes of a whole sequence, `[T, B, …] → [T, B, …]`.
  /// - Precondition: at least two axes and exactly T steps.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let steps = bias.count
    require(
      input.rank >= 2 && input.shape[0] == steps,
      "ParallelSpiking: input \(input.shape), expected \(steps) steps [\(steps), B, …]")
    let rows = input.reshaped(to: [steps, input.count / steps])
    let membrane = matmul(masked, rows) + bias.reshaped(to: [steps, 1])
    return context.fired(membrane.reshaped(to: input.shape), surrogate)
  }

  /// M·W.
  private var masked: Tensor {
    guard let order else { return weight }
    let steps = bias.count
    let mask = (0..<steps * steps).map { place in
      let behind = place / steps - place % steps
      return (0..<order).contains(behind) ? 1 : 1 - masking
    }
    return weight * Tensor(mask, shape: weight.shape)
  }

  /// Visits W and b.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, "weight")
    visitor.visit(&bias, "bias")
  }
}
