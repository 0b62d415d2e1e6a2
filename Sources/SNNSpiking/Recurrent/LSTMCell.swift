public import SNNLayers

/// Long short-term memory whose hidden state is the membrane of a spiking neuron.
///
///     i, f, g, o = parts of W(X[t]) + V(U[t−1])
///     C[t] = σ(f)·C[t−1] + σ(i)·tanh(g)
///     U[t] = σ(o)·tanh(C[t]) − θ·R[t]            reset `.subtract`; the default is `.none`
///     S[t] = H(U[t] − θ),   R[t] = H(U[t−1] − θ), detached
///
/// X input, i f o gates, C memory, U membrane, S spikes, θ threshold, W and V connections with
/// their biases; all dimensionless.  The gates see the membrane, not the spikes, as in snnTorch.
///
/// The gates stand along axis 1 of `[B, 4·H]` or `[B, 4·C, H, W]` in PyTorch's order i, f, g, o.
/// (snnTorch's `SConv2dLSTM` has i, f, o, g.)  The state is always of the size of the membrane,
/// whatever the input's is; snnTorch's `SLSTM` forgets everything at every step when they differ.
///
/// - Reference: Hochreiter & Schmidhuber, *Long Short-Term Memory*, 1997; Shi et al.,
///   *Convolutional LSTM Network*, 2015.
public struct LSTMCell<Connection: Layer, Spike: SpikeFunction>: Cell {
  /// W, from the input to the four gates.
  public var input: Connection

  /// V, from the membranes to the four gates.
  public var recurrent: Connection

  /// The threshold with its reset and surrogate.
  public var neurons: SpikingLayer<FiringModel<Spike>>

  /// A cell of these connections.
  public init(
    input: Connection, recurrent: Connection, neurons: SpikingLayer<FiringModel<Spike>>
  ) {
    self.input = input
    self.recurrent = recurrent
    self.neurons = neurons
  }

  /// W(X) for all steps at once.
  public func prepared(_ sequence: Tensor, _ context: inout Context) -> Tensor {
    input(sequence, &context)
  }

  /// U `[1, B, H, …]` and C `[B, H, …]` of zeros for gates `[B, 4·H, …]`.
  /// - Precondition: the gates are four parts of one size.
  public func restingState(for gates: Shape) -> [Tensor] {
    let hidden = hiddenShape(of: gates, gates: 4, "LSTMCell")
    return [neurons.restingState(for: hidden), .zeros(hidden)]
  }

  /// One step.
  /// - Precondition: `recurrent` gives four gates of the size of the membrane.
  public func step(
    _ input: Tensor, _ state: [Tensor], _ context: inout Context
  ) -> (output: Tensor, state: [Tensor]) {
    let gates = (input + recurrent(membrane(of: state), &context)).split(4)
    let kept = gates[1].sigmoid() * state[1]
    let memory = kept + gates[0].sigmoid() * gates[2].tanh()
    let (spikes, membrane) = neurons.step(gates[3].sigmoid() * memory.tanh(), state[0])
    return (spikes, [membrane, memory])
  }

  /// U.
  public func membrane(of state: [Tensor]) -> Tensor { state[0].reshaped(to: state[1].shape) }

  /// Visits the connections and the threshold.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&input, "input")
    visitor.visit(&recurrent, "recurrent")
    visitor.visit(&neurons, "neurons")
  }
}

/// The shape of one of so many gates that stand along axis 1.
func hiddenShape(of shape: Shape, gates: Int, _ cell: StaticString) -> Shape {
  require(
    shape.rank >= 2 && shape[1] % gates == 0,
    "\(cell): \(shape) are not \(gates) gates of one size along axis 1")
  var dimensions = shape.dimensions
  dimensions[1] /= gates
  return Shape(dimensions)
}

extension Tensor {
  /// Equal parts along axis 1.
  func split(_ parts: Int) -> [Tensor] {
    let size = shape[1] / parts
    return (0..<parts).map { slice($0 * size..<($0 + 1) * size, alongAxis: 1) }
  }
}
