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

extension SpikingLayer {
  /// The layer's spikes for a signal.
  func fired(by drive: Signal, steps: Int, _ context: inout Context) -> Tensor {
    switch drive {
    case .constant(let samples): self(constant: samples, steps: steps, &context)
    case .impulse, .sequence: self(drive.steps(steps), &context)
    }
  }

  /// Spikes times a coefficient of their channel: `[T, B, C, …]`.
  func weighted(_ fired: Tensor, by coefficient: Int) -> Tensor {
    let values = coefficients[coefficient].values
    let axes = [Int](repeating: 1, count: max(0, fired.rank - 3))
    return fired * values.reshaped(to: Shape([values.count] + axes))
  }
}
