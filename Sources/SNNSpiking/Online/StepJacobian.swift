internal import SNNLayers

/// The derivatives of one step of element-wise neurons: of each state slot, and in a last row of
/// what they hand on.
///
/// Taken from the reverse pass, a row per unit adjoint, and so from the neuron's own step.
struct StepJacobian {
  /// By the state before, `[R, S, B, O]`, R = S + 1 rows of S state slots.
  var state: [Scalar] = []
  /// By the input, `[R, B, O]`.
  var input: [Scalar] = []
  /// By the N coefficients, `[R, N, B, O]`; empty unless wanted.
  var coefficients: [Scalar] = []

  /// - Parameters:
  ///   - step: the neurons' fused passes.
  ///   - current: X, B·O numbers.
  ///   - table: the neurons' coefficients.
  ///   - before: the state before the step, `[S, B, O]`.
  ///   - learns: whether derivatives by the coefficients are wanted.
  init(
    of step: FusedRecurrence, at current: [Scalar], _ table: CoefficientTable, _ before: [Scalar],
    learns: Bool
  ) {
    let elements = current.count
    let slots = before.count / elements
    let zeros = [Scalar](repeating: 0, count: elements)
    for row in 0...slots {
      var adjoint = [Scalar](repeating: 0, count: before.count)
      if row < slots {
        for place in row * elements..<(row + 1) * elements { adjoint[place] = 1 }
      }
      let output = row < slots ? zeros : [Scalar](repeating: 1, count: elements)
      let (x, k) = step.reverse(output, current, table, before, 1, &adjoint, learns)
      state += adjoint
      input += x
      coefficients += k
    }
  }
}
