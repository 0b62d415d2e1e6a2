internal import SNNLayers

/// What the synapses of a layer of online neurons remember, and what it is worth.
///
/// A bias is a weight from an input that always is 1, so that I inputs give I + 1 weights.
protocol SynapticMemory: Sendable {
  /// The gradients of a step.
  ///
  /// - Parameters:
  ///   - output: ∂ℓ/∂s, `[B, O]`.
  ///   - within: ∂ℓ/∂X `[B, O]` and ∂ℓ/∂k `[N, B, O]` within the step.
  /// - Returns: ∇W and ∇b in one, `[I + 1, O]`, and ∂ℓ/∂k `[N, B, O]`.
  func gradients(
    output: Tensor, within: (current: Tensor, coefficients: [Scalar])
  ) -> (weights: Tensor, coefficients: [Scalar])
}

/// OTTT's memory: a leaky sum of what came in.  â ← λ·â + x
struct PresynapticTrace: SynapticMemory {
  /// â, `[B, I + 1]`.
  let trace: Tensor

  /// The trace after a step, which the context carries on.
  init(_ input: Tensor, decay: Scalar, _ context: inout Context) {
    let before = context.carriedState(shape: input.shape)
    trace = before.map { $0 * Tensor(decay) + input } ?? input
    context.carry(trace)
  }

  func gradients(
    output: Tensor, within: (current: Tensor, coefficients: [Scalar])
  ) -> (weights: Tensor, coefficients: [Scalar]) {
    (matmul(trace.transposed(), within.current), within.coefficients)
  }
}

/// The memory of RTRL and e-prop: the derivatives of the neurons' states by their weights and by
/// their coefficients, and in a last row those of what they hand on, low-passed.
///
///     P ← A·P + c·x        Q ← A·Q + ∂/∂k
///
/// A is the step's Jacobian with one row and one column more, for ē ← κ·ē + ∂s/∂W.
struct Influence: SynapticMemory {
  /// P, `[R, B, I + 1, O]`.
  let weights: Tensor
  /// Q, `[R, N, B, O]`; no numbers unless coefficients are learned.
  let coefficients: Tensor

  /// The influence after a step, which the context carries on.
  ///
  /// - Parameters:
  ///   - input: x with a column of ones, `[B, I + 1]`.
  ///   - jacobian: of the step.
  ///   - outputs: O.
  ///   - decay: κ.
  ///   - context: carries P and Q from step to step.
  init(
    _ input: Tensor, _ jacobian: StepJacobian, outputs: Int, decay: Scalar,
    _ context: inout Context
  ) {
    let (batch, inputs) = (input.shape[0], input.shape[1])
    let elements = batch * outputs
    let rows = jacobian.input.count / elements
    let transition = Self.transition(jacobian.state, rows: rows, elements: elements, decay)
    let shape: Shape = [rows, batch, inputs, outputs]
    let before = context.carriedState(shape: shape) ?? .zeros(shape)
    weights = Tensor(
      advanceInfluence(
        before.scalars, jacobian: transition.scalars, drive: jacobian.input, input: input.scalars,
        InfluenceSizes(rows: rows, batch: batch, inputs: inputs, outputs: outputs)),
      shape: shape)
    context.carry(weights)
    let count = jacobian.coefficients.count / (rows * elements)
    let direct = Tensor(jacobian.coefficients, shape: [rows, count, elements])
    let carried = context.carriedState(shape: direct.shape) ?? .zeros(direct.shape)
    let spread = transition.reshaped(to: [rows, rows, 1, elements])
    coefficients = (spread * carried).sum(alongAxis: 1) + direct
    context.carry(coefficients)
  }

  /// A, `[R, R, B·O]`.
  private static func transition(
    _ state: [Scalar], rows: Int, elements: Int, _ decay: Scalar
  ) -> Tensor {
    let column = (0..<rows).flatMap { row in
      repeatElement(row == rows - 1 ? decay : 0, count: elements)
    }
    return .concatenated(
      [
        Tensor(state, shape: [rows, rows - 1, elements]),
        Tensor(column, shape: [rows, 1, elements]),
      ], alongAxis: 1)
  }

  func gradients(
    output: Tensor, within: (current: Tensor, coefficients: [Scalar])
  ) -> (weights: Tensor, coefficients: [Scalar]) {
    let (rows, inputs, outputs) = (weights.shape[0], weights.shape[2], weights.shape[3])
    let gradient = contractInfluence(
      weights.scalars, with: output.scalars,
      InfluenceSizes(rows: rows, batch: weights.shape[1], inputs: inputs, outputs: outputs))
    let last = coefficients.slice(rows - 1..<rows) * output.flattened()
    return (Tensor(gradient, shape: [inputs, outputs]), last.scalars)
  }
}
