public import SNNLayers

extension SpikingLayer {
  /// The neurons' state before the first step, `[states, B, …]` for a current `[B, …]`.
  public func restingState(for input: Shape) -> Tensor {
    Tensor(rest(input.elementCount), shape: Shape([Model.stateCount] + input.dimensions))
  }

  /// One step whose state carries gradient, for cells in which the neurons are one part.
  ///
  /// - Parameters:
  ///   - input: the current of the step, `[B, …]`.
  ///   - state: what the step before left, `[states, B, …]`.
  /// - Returns: the spikes, or what the model hands on, `[B, …]`; and the state after the step.
  /// - Precondition: at least one axis; a state of this shape; coefficients shared or one per
  ///   neuron.
  public func step(_ input: Tensor, _ state: Tensor) -> (output: Tensor, state: Tensor) {
    let stateShape = Shape([Model.stateCount] + input.shape.dimensions)
    require(
      input.rank >= 1 && state.shape == stateShape,
      "\(Model.self): state \(state.shape) for input \(input.shape), expected \(stateShape)")
    let elements = input.count
    let k = usableCoefficients(features: Array(input.shape.dimensions.dropFirst()))
    let table = CoefficientTable(k.map(\.scalars), elements: elements)
    let (x, before) = (input.detached, state.detached)
    var after = before.scalars
    let fired = recurrence.forward(x.scalars, table, &after, 1)
    // One value, spikes first and then the states, so that one record gives both their gradients.
    let both = Tensor(fired + after, shape: Shape([1 + Model.stateCount] + input.shape.dimensions))
    let joined = Tensor.recorded(both, inputs: [input, state] + k) { [recurrence] gradient in
      var adjoint = Array(gradient.scalars[elements...])
      let (dx, dk) = recurrence.reverse(
        Array(gradient.scalars[..<elements]), x.scalars, table, before.scalars, 1, &adjoint,
        k.contains(where: \.isRecorded))
      return [Tensor(dx, shape: x.shape), Tensor(adjoint, shape: stateShape)]
        + coefficientGradients(dk, k, elements: elements)
    }
    return (
      joined.slice(0..<1).reshaped(to: input.shape), joined.slice(1..<1 + Model.stateCount)
    )
  }
}
