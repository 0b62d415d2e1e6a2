public import SNNLayers

/// Lateral inhibition: of the neurons of a sample only the one with the highest membrane may fire.
///
///     y[t, b, f] = S[t, b, f] where U[t, b, f] is the highest of its sample, else 0
///
/// S spike, U membrane, dimensionless; of equal membranes the first wins.  U is read at the end of
/// the step, so this is for neurons that reset in the next step: one that has already reset loses
/// to a silent one.
///
/// A neuron that loses keeps its own dynamics, and is reset where it would have fired; only its
/// spike is withheld, and with it the spike's gradient.
///
/// Shapes: `[T, B, F] → [T, B, F]` with at most one spike per sample and step.
public struct WinnerTakesAll<Model: NeuronModel>: Layer {
  /// The neurons that compete.
  public private(set) var neurons: SpikingLayer<Model>
  private let membranes: SpikingLayer<MembraneModel<Model>>

  /// Lets these neurons compete within each sample.
  @inlinable public init(_ neurons: SpikingLayer<Model>) {
    self.init(neurons, membranes: neurons.emittingMembrane)
  }

  @usableFromInline
  init(_ neurons: SpikingLayer<Model>, membranes: SpikingLayer<MembraneModel<Model>>) {
    self.neurons = neurons
    self.membranes = membranes
  }

  /// The spikes of the winners, `[T, B, F] → [T, B, F]`.
  /// - Precondition: three axes, and T ≥ 1.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    precondition(input.rank == 3, "WinnerTakesAll: input \(input.shape), expected [T, B, F]")
    var observer = membranes
    observer.coefficients = neurons.coefficients
    // A copy, so that the observer starts from the same carried state and leaves no trace.
    var aside = context
    let winners = observer(input.detached, &aside).detached.argMax(alongAxis: -1)
    let mask = Tensor.oneHot(winners, classes: input.shape[2]).reshaped(to: input.shape)
    return neurons(input, lettingThrough: mask, &context)
  }

  /// Visits the neurons' coefficients.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    neurons.visitParameters(&visitor)
  }
}
