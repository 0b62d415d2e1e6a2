public import SNNTensor

/// The smallest and the largest number of every channel of the input, for codes that need features
/// in 0...1.
///
///     x′ = clip((x − lower)/(upper − lower), 0, 1)       x ≈ x′·(upper − lower) + lower
///
/// What the second line undoes is part of the first weights' input, so nothing is rescaled.
public struct InputRange: Sendable, Hashable, Codable {
  /// One per channel, or per feature of samples `[F]`.
  public let lower: [Scalar]
  /// One per channel, or per feature of samples `[F]`.
  public let upper: [Scalar]

  /// The range of some samples, `[N] + sample` with channels first; all of 0...1 where they already
  /// lie in it.
  ///
  /// - Parameters:
  ///   - samples: those of calibration.
  ///   - margin: how far the range reaches beyond them at both ends, as a share of its width.
  init(of samples: Tensor, margin: Scalar = 0) {
    let (count, channels) = (samples.shape[0], samples.shape[1])
    if samples.scalars.allSatisfy({ (0...1).contains($0) }) {
      lower = [Scalar](repeating: 0, count: channels)
      upper = [Scalar](repeating: 1, count: channels)
      return
    }
    let size = samples.count / max(1, count * channels)
    var (low, high) = (
      [Scalar](repeating: .infinity, count: channels),
      [Scalar](repeating: -.infinity, count: channels)
    )
    for (index, value) in samples.scalars.enumerated() {
      let channel = index / size % channels
      low[channel] = min(low[channel], value)
      high[channel] = max(high[channel], value)
    }
    // A channel that never changed is worth its one value whatever its code says.
    lower = zip(low, high).map { $0 - margin * ($1 - $0) }
    upper = zip(low, high).map { $1 + margin * ($1 - $0) }
  }

  /// x′ of samples `[…] + sample`.
  func normalized(_ samples: Tensor, rank: Int) -> Tensor {
    let widths = zip(lower, upper).map { $1 > $0 ? 1 / ($1 - $0) : 0 }
    let affine = ChannelAffine(scale: widths, shift: zip(lower, widths).map { -$0 * $1 })
    return affine(samples.detached, rank: rank).clamped(to: 0...1)
  }

  /// x of samples x′.
  func restored(_ samples: Tensor, rank: Int) -> Tensor {
    ChannelAffine(scale: zip(lower, upper).map { $1 - $0 }, shift: lower)(samples, rank: rank)
  }
}
