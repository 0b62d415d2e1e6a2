internal import SNNSpiking
internal import SNNTensor

/// Neurons whose spikes are binary digits, most significant first, one number per inference.
struct FewSpikesNeurons: LevelledNeurons {
  var layer: SpikingLayer<FewSpikesModel>
  /// K, the digits.
  let digits: Int

  /// - Parameters:
  ///   - thresholds: α per channel.
  ///   - digits: K.
  init(thresholds: [Scalar], digits: Int) {
    layer = SpikingLayer(
      FewSpikesModel(surrogate: .arctan()), coefficients: [.learned(perChannel: thresholds)])
    self.digits = digits
  }

  var thresholds: [Scalar] { layer.channelValues(0).scalars }

  func fired(by drive: Signal, steps: Int, _ context: inout Context) -> Tensor {
    layer.fired(by: drive, steps: digits, &context)
  }

  /// The number that is written: the next layer has all of it before its own first digit.
  func carried(by fired: Tensor, of drive: Signal) -> Signal {
    .constant(layer.weighted(fired.phaseWeighted(period: digits), by: 0).sum(alongAxis: 0))
  }

  /// Δ·clip(⌊x/Δ⌋, 0, 2ᴷ − 1) with Δ = α·2⁻ᴷ.
  func quantized(_ activations: Tensor) -> Tensor {
    let count = Scalar(1 << digits)
    return quantized(activations, steps: thresholds.map { $0 / count }) {
      min(max($0.rounded(.down), 0), count - 1)
    }
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    layer.visitParameters(&visitor)
  }
}
