public import SNNLayers

/// Rate code: the stronger a feature, the more of the T steps carry a spike.
///
/// - `.bernoulli`: each step fires on its own with probability p = clamp(gain·x + offset, 0, 1);
///   the draws are keyed by the sample, so a sample's spikes do not depend on its batch.
/// - `.deterministic`: an integrator without leak, u ← u + p, fires and loses 1 when u ≥ 1; the
///   count is ⌊T·p⌋ and the spikes are evenly spread.
///
/// x, p, gain and offset are dimensionless; a NaN traps.  Shapes: `[B, F] → [T, B, F]`.
public struct RateEncoder: Encoder {
  /// How the steps that fire are chosen: by lot, or evenly spread.
  public enum Sampling: String, Sendable, Codable, CaseIterable { case bernoulli, deterministic }

  /// T, the number of time steps.
  public let steps: Int

  /// How the steps that fire are chosen.
  public let sampling: Sampling

  /// How much of a feature becomes probability.
  public let gain: Scalar

  /// The probability at a feature of 0.
  public let offset: Scalar

  /// A rate code over `steps` time steps.
  /// - Precondition: `steps` > 0.
  public init(
    steps: Int, sampling: Sampling = .bernoulli, gain: Scalar = 1, offset: Scalar = 0
  ) {
    require(steps > 0, "RateEncoder: \(steps) steps")
    self.steps = steps
    self.sampling = sampling
    self.gain = gain
    self.offset = offset
  }

  /// The spike trains of features, `[B, F] → [T, B, F]`; features outside 0...1 saturate.
  /// - Precondition: two axes and no NaN.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(input.rank == 2, "RateEncoder: input \(input.shape), expected [B, F]")
    require(
      !input.scalars.contains(where: \.isNaN), "RateEncoder: input holds a NaN, which has no rate")
    let p = (input.detached * Tensor(gain) + Tensor(offset)).clamped(to: 0...1)
    switch sampling {
    case .bernoulli: return drawn(p, &context)
    case .deterministic: return spread(p, &context)
    }
  }

  private func drawn(_ p: Tensor, _ context: inout Context) -> Tensor {
    let (batch, features) = (p.shape[0], p.shape[1])
    let generators = context.generators(count: batch)
    let train = context.windowed([steps, batch, features]) {
      var spikes = [Scalar](repeating: 0, count: steps * p.count)
      for (sample, generator) in generators.enumerated() {
        var generator = generator
        for step in 0..<steps {
          for feature in 0..<features {
            let place = sample * features + feature
            if generator.uniform() < p.scalars[place] { spikes[step * p.count + place] = 1 }
          }
        }
      }
      return Tensor(spikes, shape: [steps, batch, features])
    }
    context.record(.spikes, train)
    return train
  }

  private func spread(_ p: Tensor, _ context: inout Context) -> Tensor {
    encode(p, &context) { rate, fire in
      // The charge that has come in so far, not a running sum, whose rounding loses spikes; of the
      // next number up, because 7/10 is stored a little short and ten of it must make 7.
      var fired: Scalar = 0
      for step in 0..<steps {
        let charged = (Scalar(step + 1) * rate.nextUp).rounded(.down)
        if charged > fired { fire(step) }
        fired = charged
      }
    }
  }
}

extension Layer where Self == RateEncoder {
  /// A rate code over `steps` time steps.
  public static func rate(
    steps: Int, sampling: RateEncoder.Sampling = .bernoulli
  ) -> RateEncoder { RateEncoder(steps: steps, sampling: sampling) }
}
