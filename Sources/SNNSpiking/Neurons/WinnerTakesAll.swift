public import SNNLayers

/// Lateral inhibition: of the neurons of a sample only the one furthest above its threshold may
/// fire.
///
///     y[t, b, f] = S[t, b, f] where (U − θ)[t, b, f] is the highest of its sample, else 0
///
/// S spike, U membrane before a reset in the step, θ threshold, dimensionless; of equal distances
/// the first wins.
///
/// A neuron that loses keeps its own dynamics, and is reset where it would have fired; only its
/// spike is withheld, and with it the spike's gradient.
///
/// Shapes: `[T, B, F] → [T, B, F]` with at most one spike per sample and step.
public struct WinnerTakesAll<Model: NeuronModel>: Layer {
  /// The neurons that compete.
  public private(set) var neurons: SpikingLayer<Model>
  private let distances: SpikingLayer<DistanceModel<Model>>

  /// Lets these neurons compete within each sample.
  @inlinable public init(_ neurons: SpikingLayer<Model>) {
    self.init(
      neurons,
      distances: SpikingLayer(DistanceModel(neurons.model), coefficients: neurons.coefficients))
  }

  @usableFromInline
  init(_ neurons: SpikingLayer<Model>, distances: SpikingLayer<DistanceModel<Model>>) {
    self.neurons = neurons
    self.distances = distances
  }

  /// The spikes of the winners, `[T, B, F] → [T, B, F]`.
  /// - Precondition: three axes, and T ≥ 1.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    precondition(input.rank == 3, "WinnerTakesAll: input \(input.shape), expected [T, B, F]")
    var observer = distances
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
