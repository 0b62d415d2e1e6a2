internal import SNNSpiking
internal import SNNTensor

/// Neurons that fire once, the earlier the stronger: an exact code in continuous time.
///
///     t = t_max − max(0, x)       none for x ≤ 0, and none before t_min
///
/// x drive, t time of the spike, both in units of the original network's activations: membranes rise
/// with slope 1.  What arrives at the next layer is t_max − t.  A drive beyond the window's length
/// is cut off.  Clocks start with the window, so that late windows lose no digits; a spike's time
/// moves with the drive, so the gradient is 1 inside the window and 0 outside.
///
/// - Reference: Stanojevic et al., *High-Performance Deep Spiking Neural Networks With 0.3 Spikes Per
///   Neuron*, 2024.
struct FirstSpikeNeurons: Neurons {
  /// When all that these neurons take has arrived, and when the last of them can have fired.
  let window: ClosedRange<Scalar>

  var thresholds: [Scalar] { [length] }

  func fired(by drive: Signal, steps: Int, _ context: inout Context) -> Tensor {
    let samples = drive.total(1)
    let fired = Tensor(
      samples.scalars.map { $0 > 0 ? 1 : 0 }, shape: Shape([1] + samples.shape.dimensions))
    context.recordSpikes(fired)
    return fired
  }

  func carried(by fired: Tensor, of drive: Signal) -> Signal {
    // Through the time and back, so that the rounding of times is part of what is computed.
    let (samples, length) = (drive.total(1), length)
    let arriving = Tensor(
      samples.scalars.map { $0 > 0 ? length - max(0, length - $0) : 0 }, shape: samples.shape)
    return .constant(
      .recorded(
        arriving,
        (
          samples,
          { gradient in
            let slopes = samples.scalars.map { $0 > 0 && $0 <= length ? Scalar(1) : 0 }
            return gradient * Tensor(slopes, shape: gradient.shape)
          }
        )))
  }

  private var length: Scalar { window.upperBound - window.lowerBound }

  /// How many drives would have fired before the window opened, where the rectifier lets them.
  func violations(in drive: Signal, of operation: Operation) -> Int {
    if case .rectifier(let rectifier) = operation, let limit = rectifier.limit, limit <= length {
      return 0
    }
    return drive.total(1).scalars.count { $0 > length }
  }
}
