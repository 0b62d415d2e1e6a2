/// A cell run over time.
///
/// Shapes: `[T, B, …]` in, T steps of what the cell hands on out.
///
/// The outer tape gets one record for the whole sequence: each step is recorded on a tape of its
/// own, and the pullback goes back through them from the last, handing the adjoint of the state
/// from step to step and summing the gradients of the parameters.  Without a gradient to compute
/// no step is recorded; with one, what the steps need for it is kept until it is computed.
///
/// A carried state is taken as it is; no gradient flows into the piece of the sequence before.
public struct Unrolled<Stepping: Cell>: Layer {
  /// What is done at every step.
  public var cell: Stepping

  /// Runs this cell.
  public init(_ cell: Stepping) { self.cell = cell }

  /// The cell's outputs for a sequence, `[T, B, …] → [T, B, …]`.
  ///
  /// - Precondition: at least two axes and T ≥ 1; a carried state of this batch; the cell keeps
  ///   the shapes of its state and calls no layer with a state of its own.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(
      input.rank >= 2 && input.shape[0] > 0,
      "\(Stepping.self): input \(input.shape), expected [T, B, …] with T ≥ 1")
    let sequence = cell.prepared(input, &context)
    let parameters = cell.parameters
    let start = startingState(for: Shape(Array(sequence.shape.dimensions[1...])), &context)
    let inputs = [sequence] + parameters.map(\.value)
    var run = UnrolledRun(recording: inputs.contains(where: \.isRecorded))
    let watched = context.records(.membrane)
    var (state, membranes): ([Tensor], [Tensor]) = (start, [])
    let stream = context.nextStepper()
    for t in 0..<sequence.shape[0] {
      var step = context.oneStep(t, of: stream)
      state = run.step(cell, sequence.detached.row(t), state, &step)
      require(
        step.finalState.isRest,
        "\(Stepping.self): a layer inside its step keeps a state, which belongs to the cell's")
      require(
        state.map(\.shape) == start.map(\.shape),
        "\(Stepping.self): the step turns states \(start.map(\.shape)) into \(state.map(\.shape))")
      if watched { membranes.append(cell.membrane(of: state)) }
    }
    for part in state { context.carry(part) }
    let answer = Tensor.recorded(.stacked(run.outputs), inputs: inputs) {
      [pullbacks = run.pullbacks] gradient in
      reverse(gradient, pullbacks, states: start.count, sequence.shape, parameters)
    }
    if Stepping.spikes { context.recordSpikes(answer, drivenBy: sequence) }
    if watched { context.record(.membrane, .stacked(membranes)) }
    return answer
  }

  /// Visits the cell's parameters, under its own names.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    cell.visitParameters(&visitor)
  }

  private func startingState(for input: Shape, _ context: inout Context) -> [Tensor] {
    let rest = cell.restingState(for: input)
    return context.carriedStates(shapes: rest.map(\.shape)) ?? rest
  }
}

/// The steps done so far.
private struct UnrolledRun {
  let recording: Bool
  var outputs: [Tensor] = []
  var pullbacks: [Pullback] = []

  /// Does one step and returns the state after it.
  mutating func step(
    _ cell: some Cell, _ input: Tensor, _ state: [Tensor], _ context: inout Context
  ) -> [Tensor] {
    guard recording else {
      let (output, state) = cell.step(input, state, &context)
      outputs.append(output)
      return state
    }
    let (values, pullback) = valueWithPullback(at: cell, inputs: [input] + state) { cell, inputs in
      let (output, state) = cell.step(inputs[0], Array(inputs[1...]), &context)
      return [output] + state
    }
    outputs.append(values[0])
    pullbacks.append(pullback)
    return Array(values[1...])
  }
}

/// The gradients of the sequence and of the parameters, by the pullbacks of all steps.
private func reverse(
  _ gradient: Tensor, _ pullbacks: [Pullback], states: Int, _ sequence: Shape,
  _ parameters: [(value: Tensor, role: ParameterRole)]
) -> [Tensor] {
  var sums = [Tensor?](repeating: nil, count: parameters.count)
  var state = [Tensor?](repeating: nil, count: states)
  var inputs: [Tensor] = []
  for t in pullbacks.indices.reversed() {
    let (before, parts) = pullbacks[t]([gradient.row(t)] + state)
    inputs.append(before[0] ?? .zeros(sequence.row))
    state = Array(before[1...])
    for case (let index, let part?) in parts.enumerated() {
      if sums[index] == nil { sums[index] = part } else { sums[index]? += part }
    }
  }
  // A running parameter is moved once per call, by the mean of what its steps ask for.
  return [.stacked(inputs.reversed())]
    + zip(sums, parameters).map { sum, parameter in
      let sum = sum ?? .zeros(parameter.value.shape)
      return parameter.role == .running ? sum / Tensor(Scalar(pullbacks.count)) : sum
    }
}

extension Tensor {
  /// One entry of axis 0, `[T, …] → […]`.
  fileprivate func row(_ index: Int) -> Tensor {
    slice(index..<index + 1).reshaped(to: shape.row)
  }
}

extension Shape {
  /// The shape of one entry of axis 0.
  fileprivate var row: Shape { Shape(Array(dimensions[1...])) }
}
