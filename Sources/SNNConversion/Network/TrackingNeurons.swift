internal import SNNSpiking
internal import SNNTensor

/// Neurons that take spikes back, for the exact mode.
struct TrackingNeurons: LevelledNeurons {
  var layer: SpikingLayer<TrackerModel>

  /// - Parameters:
  ///   - thresholds: q per channel, the step of the quantised network.
  ///   - levels: L.
  init(thresholds: [Scalar], levels: Int) {
    layer = SpikingLayer(
      TrackerModel(levels: levels, surrogate: .arctan()),
      coefficients: [.learned(perChannel: thresholds)])
  }

  var thresholds: [Scalar] { layer.channelValues(0).scalars }

  func fired(by drive: Signal, steps: Int, _ context: inout Context) -> Tensor {
    layer.fired(by: drive, steps: steps, &context)
  }

  func carried(by fired: Tensor, of drive: Signal) -> Signal {
    .sums(layer.weighted(fired.runningSums(), by: 0))
  }

  /// q·clip(⌊x/q + ½⌋, 0, L), of activations that settled neurons say.
  func quantized(_ activations: Tensor) -> Tensor {
    let top = Scalar(layer.model.levels)
    // Halves go away from zero, which for positive numbers is up; x/q + ½ would itself be rounded.
    return quantized(activations, units: thresholds) { min(max(($0 / $1).rounded(), 0), top) * $1 }
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    layer.visitParameters(&visitor)
  }
}
