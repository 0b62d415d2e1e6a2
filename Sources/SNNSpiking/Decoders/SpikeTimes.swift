public import SNNLayers

extension Tensor {
  /// The step of each neuron's first spike, T where there is none: `[T, B, C] → [B, C]`.
  ///
  /// Written t₁ = Σ_t Π_{s ≤ t} (1 − S[s]), the number of steps survived without a spike, it is
  /// exact for spikes of 0 and 1 and smooth in between.  Its derivative
  ///
  ///     ∂t₁/∂S[s] = −Π_{r < s} (1 − S[r]) · Σ_{t ≥ s} Π_{s < r ≤ t} (1 − S[r])
  ///
  /// says how much earlier the first spike would be if the neuron fired at s; a silent neuron
  /// therefore gets a gradient at every step, the largest at the first.
  ///
  /// Groups of neurons may fire several spikes at once: from 1 on, S counts as 1 in the products
  /// above, while the derivative stays, so that a group that should not fire learns to stop.
  ///
  /// - Precondition: there is a time axis.
  public func firstSpikeTimes() -> Tensor {
    require(rank >= 1, "firstSpikeTimes: shape \(shape), expected [T, …]")
    let steps = shape[0]
    let neurons = shape.dimensions.dropFirst().reduce(1, *)
    let spikes = detached
    var times = [Scalar](repeating: 0, count: neurons)
    for n in 0..<neurons {
      var survival: Scalar = 1
      for t in 0..<steps {
        survival *= silence(of: scalars[t * neurons + n])
        times[n] += survival
      }
    }
    return .recorded(
      Tensor(times, shape: Shape(Array(shape.dimensions.dropFirst()))),
      (self, { spikes.firstSpikeGradient($0) }))
  }

  private func firstSpikeGradient(_ gradient: Tensor) -> Tensor {
    let steps = shape[0]
    let neurons = gradient.count
    var result = [Scalar](repeating: 0, count: count)
    for n in 0..<neurons {
      // How long the silence after each step lasts, then how likely it is to be reached.
      var lasting: Scalar = 1
      for t in stride(from: steps - 1, through: 0, by: -1) {
        result[t * neurons + n] = -gradient.scalars[n] * lasting
        lasting = 1 + silence(of: scalars[t * neurons + n]) * lasting
      }
      var survival: Scalar = 1
      for t in 0..<steps {
        result[t * neurons + n] *= survival
        survival *= silence(of: scalars[t * neurons + n])
      }
    }
    return Tensor(result, shape: shape)
  }

  /// One over each neuron's mean interval between spikes, not differentiable.
  func inverseSpikeIntervals() -> Tensor {
    let steps = shape[0]
    let neurons = shape.dimensions.dropFirst().reduce(1, *)
    let scores = (0..<neurons).map { n -> Scalar in
      let times = (0..<steps).filter { scalars[$0 * neurons + n] > 0 }
      guard let first = times.first, let last = times.last else { return 0 }
      return times.count == 1 ? 1 / Scalar(steps) : Scalar(times.count - 1) / Scalar(last - first)
    }
    return Tensor(scores, shape: Shape(Array(shape.dimensions.dropFirst())))
  }
}

/// 1 − S, and 0 for several spikes at once.
private func silence(of spikes: Scalar) -> Scalar { spikes > 1 ? 0 : 1 - spikes }
