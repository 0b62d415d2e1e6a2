import SNNLayers

/// A user's cell: h[t] = tanh(x[t]·A + h[t−1]·W + c[t−1]), c[t] = c[t−1]/2 + h[t].
struct Elman: Cell {
  var input: Linear
  var weight: Tensor
  static var spikes: Bool { false }

  func prepared(_ sequence: Tensor, _ context: inout Context) -> Tensor {
    input(sequence, &context)
  }

  func restingState(for input: Shape) -> [Tensor] { [.zeros(input), .zeros(input)] }

  func step(
    _ input: Tensor, _ state: [Tensor], _ context: inout Context
  ) -> (output: Tensor, state: [Tensor]) {
    let hidden = (input + matmul(state[0], weight) + state[1]).tanh()
    return (hidden, [hidden, state[1] * 0.5 + hidden])
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&input, "input")
    visitor.visit(&weight, "weight")
  }
}

/// Adds what its layer makes of the sum so far: s[t] = x[t] + layer(s[t−1]).
struct Feedback<Inner: Layer>: Cell {
  var layer: Inner
  var start: Scalar = 0

  func restingState(for input: Shape) -> [Tensor] { [Tensor(repeating: start, shape: input)] }

  func step(
    _ input: Tensor, _ state: [Tensor], _ context: inout Context
  ) -> (output: Tensor, state: [Tensor]) {
    let sum = input + layer(state[0], &context)
    return (sum, [sum])
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&layer, "layer")
  }
}
