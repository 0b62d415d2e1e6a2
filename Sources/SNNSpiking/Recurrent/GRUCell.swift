public import SNNLayers

/// Gated recurrent unit whose hidden state is the membrane of a spiking neuron.
///
///     r, z, n = parts of W·X[t] + b;   r′, z′, n′ = parts of V·U[t−1] + b′
///     N[t] = tanh(n + σ(r + r′)·n′)
///     U[t] = (1 − σ(z + z′))·N[t] + σ(z + z′)·U[t−1] − θ·R[t]      reset `.subtract`;
///     S[t] = H(U[t] − θ),   R[t] = H(U[t−1] − θ), detached         the default is `.none`
///
/// X input, r z gates, N candidate, U membrane, S spikes, θ threshold, W and V weights; all
/// dimensionless.  The gates see the membrane, not the spikes.
///
/// The gates stand along axis 1 of `[B, 3·H]` in PyTorch's order r, z, n.
///
/// - Reference: Cho et al., *Learning Phrase Representations Using RNN Encoder–Decoder*, 2014.
public struct GRUCell<Spike: SpikeFunction>: Cell {
  /// W and b, from the input to the gates.
  public var input: Linear

  /// V and b′, from the membranes to the gates.
  public var recurrent: Linear

  /// The threshold with its reset and surrogate.
  public var neurons: SpikingLayer<FiringModel<Spike>>

  /// A cell of these connections.
  public init(input: Linear, recurrent: Linear, neurons: SpikingLayer<FiringModel<Spike>>) {
    self.input = input
    self.recurrent = recurrent
    self.neurons = neurons
  }

  /// W·X + b for all steps at once.
  public func prepared(_ sequence: Tensor, _ context: inout Context) -> Tensor {
    input(sequence, &context)
  }

  /// U `[1, B, H]` of zeros for gates `[B, 3·H]`.
  /// - Precondition: the gates are three parts of one size.
  public func restingState(for gates: Shape) -> [Tensor] {
    [neurons.restingState(for: hiddenShape(of: gates, gates: 3, "GRUCell"))]
  }

  /// One step.
  /// - Precondition: `recurrent` gives three gates of the size of the membrane.
  public func step(
    _ input: Tensor, _ state: [Tensor], _ context: inout Context
  ) -> (output: Tensor, state: [Tensor]) {
    let before = membrane(of: state)
    let (own, seen) = (recurrent(before, &context).split(3), input.split(3))
    let candidate = (seen[2] + (seen[0] + own[0]).sigmoid() * own[2]).tanh()
    let kept = (seen[1] + own[1]).sigmoid()
    let (spikes, membrane) = neurons.step(candidate + kept * (before - candidate), state[0])
    return (spikes, [membrane])
  }

  /// U.
  public func membrane(of state: [Tensor]) -> Tensor {
    state[0].reshaped(to: Shape(Array(state[0].shape.dimensions[1...])))
  }

  /// Visits the connections and the threshold.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&input, "input")
    visitor.visit(&recurrent, "recurrent")
    visitor.visit(&neurons, "neurons")
  }
}
