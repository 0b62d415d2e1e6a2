public import SNNLayers

/// Neurons without reset that weigh the last steps, the same way at every step (sliding PSN).
///
///     U[t] = Σ_i w[i]·X[t − k + 1 + i] + b       S[t] = H(U[t]),       i = 0, …, k − 1
///
/// X current, 0 before the first step; U membrane, w weight, b minus the threshold, k order,
/// dimensionless.  All steps are one matrix product, and any number of steps goes in; between two
/// pieces of a stream the last k − 1 currents are carried on.
///
/// Shapes: X, S `[T, B, …]`; w `[k]`, b `[]`.
///
/// - Reference: Fang et al., *Parallel Spiking Neurons with High Efficiency and Ability to Learn
///   Long-term Dependencies*, 2023.
public struct SlidingParallelSpiking: Layer {
  /// w, `[k]`, the last for the step itself.
  public var weight: Tensor

  /// b, `[]`.
  public var bias: Tensor

  /// The derivative that stands in for the spike's.
  public let surrogate: Surrogate

  /// Neurons that start with weights …, 1/4, 1/2, 1, which is a decay of 1/2, and a threshold of 1.
  ///
  /// - Parameters:
  ///   - order: k, the steps up to its own that a neuron weighs.
  ///   - surrogate: the derivative that stands in for the spike's.
  /// - Precondition: k ≥ 1.
  public init(order: Int, surrogate: Surrogate = .arctan()) {
    require(order >= 1, "SlidingParallelSpiking: order \(order)")
    var (weights, next): ([Scalar], Scalar) = ([], 1)
    for _ in 0..<order {
      weights.append(next)
      next /= 2
    }
    weight = Tensor(weights.reversed())
    bias = -1
    self.surrogate = surrogate
  }

  /// The spikes of a sequence, `[T, B, …] → [T, B, …]`.
  /// - Precondition: at least two axes and T ≥ 1.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(
      input.rank >= 2 && input.shape[0] > 0,
      "SlidingParallelSpiking: input \(input.shape), expected [T, B, …] with T ≥ 1")
    let (steps, before) = (input.shape[0], weight.count - 1)
    let pastShape = Shape([before] + input.shape.dimensions[1...])
    let past = context.carriedState(shape: pastShape) ?? .zeros(pastShape)
    let seen = Tensor.concatenated([past, input])
    context.carry(seen.slice(steps..<steps + before))
    let rows = seen.reshaped(to: [steps + before, input.count / steps])
    let membrane = matmul(shifted(steps), rows) + bias
    return context.fired(membrane.reshaped(to: input.shape), surrogate)
  }

  /// The weights, a place further right in each row: `[T, T + k − 1]`.
  private func shifted(_ steps: Int) -> Tensor {
    let (order, width) = (weight.count, steps + weight.count - 1)
    let places = (0..<steps * width).map { place in
      let index = place % width - place / width
      return (0..<order).contains(index) ? index : order
    }
    return Tensor.concatenated([weight, [0]]).gathering(places).reshaped(to: [steps, width])
  }

  /// Visits w and b.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, "weight")
    visitor.visit(&bias, "bias")
  }
}
