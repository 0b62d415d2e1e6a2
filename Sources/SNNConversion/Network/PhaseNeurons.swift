internal import SNNSpiking
internal import SNNTensor

/// Neurons whose spikes are binary digits, one number per period.
struct PhaseNeurons: Neurons {
  var layer: SpikingLayer<PhaseModel>
  private let period: Int

  /// - Parameters:
  ///   - thresholds: θ per channel, the largest activation of a period.
  ///   - period: K.
  init(thresholds: [Scalar], period: Int) {
    layer = SpikingLayer(
      PhaseModel(period: period, surrogate: .arctan()),
      coefficients: [.learned(perChannel: thresholds)])
    self.period = period
  }

  var thresholds: [Scalar] { layer.channelValues(0).scalars }

  func fired(by drive: Signal, steps: Int, _ context: inout Context) -> Tensor {
    layer.fired(by: drive, steps: steps, &context)
  }

  func carried(by fired: Tensor, of drive: Signal) -> Signal {
    let worth = fired.phaseWeighted(period: period) * Tensor(Scalar(period))
    return .sequence(layer.weighted(worth, by: 0))
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    layer.visitParameters(&visitor)
  }
}

extension Tensor {
  /// Spikes times 2^(−(1 + t mod K)), `[T, …]`.
  func phaseWeighted(period: Int) -> Tensor {
    PhaseWeighting(period: period)(self, key: RandomKey(seed: 0))
  }
}
