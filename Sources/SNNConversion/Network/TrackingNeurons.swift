internal import SNNSpiking
internal import SNNTensor

/// Neurons that take spikes back, for the exact mode.
struct TrackingNeurons: Neurons {
  var layer: SpikingLayer<TrackerModel>

  /// - Parameters:
  ///   - thresholds: q per channel, the step of the quantised network.
  ///   - levels: L.
  init(thresholds: [Scalar], levels: Int) {
    layer = SpikingLayer(
      TrackerModel(levels: levels, surrogate: .arctan()),
      coefficients: [.learned(perChannel: thresholds)])
  }

  var thresholds: [Scalar] { layer.coefficients[0].values.scalars }

  func fired(by drive: Signal, steps: Int, _ context: inout Context) -> Tensor {
    layer.fired(by: drive, steps: steps, &context)
  }

  func carried(by fired: Tensor, of drive: Signal) -> Signal {
    .sequence(layer.weighted(fired, by: 0))
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    layer.visitParameters(&visitor)
  }
}
