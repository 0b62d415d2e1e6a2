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
    // Digits are summed first, which is exact.
    let shares = fired.phaseWeighted(period: digits).sum(alongAxis: 0, keepingAxis: true)
    return .constant(layer.weighted(shares, by: 0).step(0))
  }

  /// Δ·clip(⌊x/Δ⌋, 0, 2ᴷ − 1) with Δ = α·2⁻ᴷ, found digit by digit: a quotient would be rounded.
  func quantized(_ activations: Tensor) -> Tensor {
    quantized(activations, units: thresholds) { x, scale in
      var (left, said): (Scalar, Scalar) = (x, 0)
      for digit in 1...digits {
        let part = 1 / Scalar(1 << digit)
        if left >= scale * part { (left, said) = (left - scale * part, said + part) }
      }
      return said * scale
    }
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    layer.visitParameters(&visitor)
  }
}
