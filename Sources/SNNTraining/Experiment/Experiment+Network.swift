extension Experiment {
  /// The network this experiment describes, with weights drawn from its seed.
  ///
  /// - Parameters:
  ///   - inputs: the number of features.
  ///   - classes: the number of classes.
  /// - Returns: `[B, inputs] → [T, B, classes]`.
  public func network(inputs: Int, classes: Int) -> Sequential {
    var generator = RandomKey(seed: seed)["weights"].generator
    var layers: [any Layer] = []
    var width = inputs
    var remaining = hidden[...]
    switch coding {
    case .direct:
      let first = remaining.popFirst() ?? classes
      layers.append(
        directEncoder(Linear(inputs, first, initializer: initializer, using: &generator)))
      width = first
    case .rate: layers.append(RateEncoder(steps: steps, sampling: sampling))
    case .temporal: layers.append(LatencyEncoder(steps: steps))
    case .phase: layers += [PhaseEncoder(steps: steps), PhaseWeighting(gain: 2)]
    case .burst: layers.append(burstEncoder)
    case .population:
      let fields = ReceptiveFields()
      layers += [fields, LatencyEncoder(steps: steps, curve: .linear(threshold: 0.15))]
      width = inputs * fields.count
    }
    for size in remaining {
      if dropout > 0 { layers.append(Dropout(dropout)) }
      layers.append(Linear(width, size, initializer: initializer, using: &generator))
      layers.append(spikingLayer())
      width = size
    }
    if dropout > 0 { layers.append(Dropout(dropout)) }
    layers.append(Linear(width, classes, using: &generator))
    layers.append(
      loss.readsMembrane ? LeakyReadout(beta: .fixed(beta)) as any Layer : spikingLayer())
    return Sequential(layers)
  }

  /// Guo's code (5 spikes, intervals 2...10) at 25 steps; with more steps it resolves more.
  private var burstEncoder: BurstEncoder {
    BurstEncoder(
      steps: steps, maximumSpikes: max(2, steps / 5), intervals: 2...max(3, 2 * steps / 5))
  }

  private var initializer: Initializer { .kaimingUniform(gain: weightGain) }

  private func spikingLayer() -> any Layer {
    switch neuron {
    case .leaky: Leaky(beta: .fixed(beta), surrogate: surrogate)
    case .synaptic: Synaptic(alpha: .fixed(alpha), beta: .fixed(beta), surrogate: surrogate)
    }
  }

  private func directEncoder(_ linear: Linear) -> any Layer {
    switch neuron {
    case .leaky:
      DirectEncoder(
        steps: steps, linear: linear, neurons: Leaky(beta: .fixed(beta), surrogate: surrogate))
    case .synaptic:
      DirectEncoder(
        steps: steps, linear: linear,
        neurons: Synaptic(alpha: .fixed(alpha), beta: .fixed(beta), surrogate: surrogate))
    }
  }
}
