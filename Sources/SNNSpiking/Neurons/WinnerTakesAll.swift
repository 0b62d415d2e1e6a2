public import SNNLayers

/// Lateral inhibition: of the neurons of a sample only the k furthest above their thresholds may
/// fire.
///
///     y[t, b, i] = S[t, b, i] where (U − θ)[t, b, i] is one of the k highest of its sample, else 0
///
/// S spike, U membrane before a reset in the step, θ threshold, dimensionless; of equal distances
/// the first wins.
///
/// A neuron that loses keeps its own dynamics, and is reset where it would have fired; only its
/// spike is withheld, and with it the spike's gradient.
///
/// Shapes: `[T, B, …] → [T, B, …]` with at most k spikes per sample and step; i runs over all neurons
/// of a sample, of every channel and place of an image.
public struct WinnerTakesAll<Model: NeuronModel>: Layer {
  /// The neurons that compete.
  public private(set) var neurons: SpikingLayer<Model>
  /// k, how many may fire in a step.
  public let winners: Int

  private let distances: SpikingLayer<DistanceModel<Model>>

  /// Lets these neurons compete within each sample.
  ///
  /// - Parameters:
  ///   - neurons: the neurons that compete.
  ///   - winners: k, how many of them may fire in a step.
  /// - Precondition: `winners` ≥ 1.
  @inlinable public init(_ neurons: SpikingLayer<Model>, winners: Int = 1) {
    self.init(
      neurons, winners: winners,
      distances: SpikingLayer(
        DistanceModel(neurons.model, DistanceNote.self), trained: neurons.coefficients))
  }

  @usableFromInline
  init(
    _ neurons: SpikingLayer<Model>, winners: Int, distances: SpikingLayer<DistanceModel<Model>>
  ) {
    require(winners >= 1, "WinnerTakesAll: \(winners) winners")
    self.neurons = neurons
    self.winners = winners
    self.distances = distances
  }

  /// The spikes of the winners, `[T, B, …] → [T, B, …]`.
  /// - Precondition: at least three axes, and T ≥ 1.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(
      input.rank >= 3 && input.shape[0] > 0,
      "WinnerTakesAll: input \(input.shape), expected [T, B, …, F] with T ≥ 1")
    var observer = distances
    observer.coefficients = neurons.coefficients
    // A copy, so that the observer starts from the same carried state and leaves no trace.
    var aside = context
    let mask = highest(of: observer(input.detached, &aside).detached)
    return neurons(input, lettingThrough: mask, &context)
  }

  /// 1 where a distance is one of the `winners` highest of its row, else 0.
  private func highest(of distances: Tensor) -> Tensor {
    let width = distances.shape.dimensions[2...].reduce(1, *)
    if winners == 1, width > 0 {
      let rows = distances.reshaped(to: [distances.count / width, width])
      return .oneHot(rows.argMax(alongAxis: -1), classes: width).reshaped(to: distances.shape)
    }
    var mask = [Scalar](repeating: 0, count: distances.count)
    for start in stride(from: 0, to: distances.count, by: Swift.max(width, 1)) {
      let ranked = (start..<start + width).sorted {
        let (first, second) = (distances.scalars[$0], distances.scalars[$1])
        return first == second ? $0 < $1 : first > second
      }
      for place in ranked.prefix(winners) { mask[place] = 1 }
    }
    return Tensor(mask, shape: distances.shape)
  }

  /// Visits the neurons' coefficients.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    neurons.visitParameters(&visitor)
  }
}
