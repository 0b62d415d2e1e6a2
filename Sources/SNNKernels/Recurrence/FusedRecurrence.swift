/// A recurrence's fused passes with its type forgotten.
///
/// Made where the type is known, the closures hold loops specialised for it; called through a
/// protocol, the generic loops would run some seventy times slower.
@frozen public struct FusedRecurrence: Sendable {
  /// Input `[T, N]` or `[N]`, coefficients, state `[states, N]` before and after, steps T; the
  /// output `[T, N]`.
  public let forward:
    @Sendable (
      _ input: [Scalar], _ coefficients: CoefficientTable, _ state: inout [Scalar], _ steps: Int
    ) -> [Scalar]

  /// Output adjoint `[T, N]`, then as `forward` with the state before the first step, and the
  /// adjoint `[states, N]` of the state after the last step (on return, before the first); the
  /// adjoints of the input and, when wanted, of the coefficients `[coefficients, N]`.
  public let reverse:
    @Sendable (
      _ outputAdjoint: [Scalar], _ input: [Scalar], _ coefficients: CoefficientTable,
      _ state: [Scalar], _ steps: Int, _ stateAdjoint: inout [Scalar],
      _ learnsCoefficients: Bool
    ) -> (input: [Scalar], coefficients: [Scalar])

  /// The passes of a recurrence whose type is known here.
  @inlinable
  public init<R: Recurrence>(_ recurrence: R) {
    forward = { input, coefficients, state, steps in
      runForward(recurrence, input, coefficients, &state, steps)
    }
    reverse = { outputAdjoint, input, coefficients, state, steps, stateAdjoint, learns in
      var du = stateAdjoint.mutableSpan
      var coefficientAdjoint: [Scalar] = []
      let elements = state.count / R.stateCount
      let inputAdjoint = makeBuffer(input.count) { dx in
        coefficientAdjoint = makeBuffer(learns ? R.coefficientCount * elements : 0) { dk in
          recurrence.runReverse(
            outputAdjoint: outputAdjoint.span, input: input.span, coefficients: coefficients,
            state: state.span, steps: steps, stateAdjoint: &du, inputAdjoint: &dx,
            coefficientAdjoint: &dk)
        }
      }
      return (inputAdjoint, coefficientAdjoint)
    }
  }
}

/// The forward pass alone, for what is watched but never differentiated.
@frozen public struct FusedTrace: Sendable {
  /// As `FusedRecurrence.forward`, leaving the state alone.
  public let forward:
    @Sendable (
      _ input: [Scalar], _ coefficients: CoefficientTable, _ state: [Scalar], _ steps: Int
    ) -> [Scalar]

  /// The passes of a recurrence whose type is known here.
  @inlinable
  public init(_ recurrence: some Recurrence) {
    forward = { input, coefficients, state, steps in
      var state = state
      return runForward(recurrence, input, coefficients, &state, steps)
    }
  }

  /// The same passes, some seventy times slower, for what is rarely asked for: every type of neuron
  /// that is specialised costs the compiler seconds and the program kilobytes.
  public init(unspecialized recurrence: some Recurrence) {
    self.init(recurrence)
  }
}

@inlinable
func runForward(
  _ recurrence: some Recurrence, _ input: [Scalar], _ coefficients: CoefficientTable,
  _ state: inout [Scalar], _ steps: Int
) -> [Scalar] {
  let elements = state.count / type(of: recurrence).stateCount
  return makeBuffer(steps * elements) { output in
    var stateSpan = state.mutableSpan
    recurrence.run(
      input: input.span, coefficients: coefficients, state: &stateSpan, steps: steps,
      output: &output)
  }
}
