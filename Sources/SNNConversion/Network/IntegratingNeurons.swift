internal import SNNSpiking
internal import SNNTensor

/// Neurons that integrate and fire, for rate codes of all sorts.
struct IntegratingNeurons: Neurons {
  var layer: SpikingLayer<IntegratorModel>
  /// A current of every channel besides the drive, nil for none: corrections of calibration.
  var current: Tensor?

  /// - Parameters:
  ///   - thresholds: θ per channel.
  ///   - start: v₀ per channel or per neuron.
  ///   - maximum: Γ, the most spikes of a step.
  ///   - surrogate: for training them further.
  init(thresholds: [Scalar], start: Coefficient, maximum: Int = 1, surrogate: Surrogate = .arctan())
  {
    layer = SpikingLayer(
      IntegratorModel(count: FilledThresholds(maximum: maximum, surrogate: surrogate)),
      coefficients: [.learned(perChannel: thresholds), start])
  }

  var thresholds: [Scalar] { layer.channelValues(0).scalars }

  func fired(by drive: Signal, steps: Int, _ context: inout Context) -> Tensor {
    layer.fired(by: corrected(drive), steps: steps, &context)
  }

  func carried(by fired: Tensor, of drive: Signal) -> Signal {
    .sequence(layer.weighted(fired, by: 0))
  }

  /// The drive with the current added.
  func corrected(_ drive: Signal) -> Signal {
    guard let current else { return drive }
    func sum(_ samples: Tensor, leading: Int) -> Tensor {
      let axes = [Int](repeating: 1, count: samples.rank - leading - 1)
      return samples + current.reshaped(to: Shape([current.count] + axes))
    }
    switch drive {
    case .constant(let samples): return .constant(sum(samples, leading: 1))
    case .sequence(let currents): return .sequence(sum(currents, leading: 2))
    case .presented, .sums: return drive
    }
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    layer.visitParameters(&visitor)
    visitor.visit(&current, "current")
  }
}
