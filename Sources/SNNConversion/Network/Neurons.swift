internal import SNNSpiking
internal import SNNTensor

/// The spiking neurons in the place of one rectifier.
///
/// Spikes are counted, and what they carry is told apart from them: weights stay as they were, and a
/// spike of a channel with the threshold θ is worth θ.
protocol Neurons: Parametric, Sendable {
  /// The spikes of a drive, `[T, B] + sample` of counts: 0, 1, more in a burst, −1 for one taken back.
  func fired(by drive: Signal, steps: Int, _ context: inout Context) -> Tensor

  /// What spikes of a drive carry to the next nodes, in units of the original network's activations.
  func carried(by fired: Tensor, of drive: Signal) -> Signal

  /// θ of every channel, in units of the original network's activations.
  var thresholds: [Scalar] { get }
}

/// Neurons whose spikes name one of some levels, so that what they promise can be said exactly.
protocol LevelledNeurons: Neurons {
  /// The levels that activations `[B, C, …]` are brought to.
  func quantized(_ activations: Tensor) -> Tensor
}

extension LevelledNeurons {
  /// Activations `[B, C, …]` one by one, with a unit of their channel.
  func quantized(
    _ activations: Tensor, units: [Scalar], to level: (_ x: Scalar, _ unit: Scalar) -> Scalar
  ) -> Tensor {
    let size = activations.count / (activations.shape[0] * units.count)
    var values = activations.scalars
    for index in values.indices {
      values[index] = level(values[index], units[index / size % units.count])
    }
    return Tensor(values, shape: activations.shape)
  }
}

extension SpikingLayer {
  /// The layer's spikes for a signal.
  func fired(by drive: Signal, steps: Int, _ context: inout Context) -> Tensor {
    switch drive {
    case .constant(let samples): self(constant: samples, steps: steps, &context)
    case .sequence, .presented, .sums: self(drive.steps(steps), &context)
    }
  }

  /// A coefficient of every channel as the neurons use it, which is inside its range wherever
  /// training has taken it.
  func channelValues(_ coefficient: Int) -> Tensor {
    let values = coefficients[coefficient].values
    return Model.coefficientRanges[coefficient].map { values.held(in: $0) } ?? values
  }

  /// Spikes times a coefficient of their channel: `[T, B, C, …]`.
  func weighted(_ fired: Tensor, by coefficient: Int) -> Tensor {
    let values = channelValues(coefficient)
    let axes = [Int](repeating: 1, count: max(0, fired.rank - 3))
    return fired * values.reshaped(to: Shape([values.count] + axes))
  }
}
