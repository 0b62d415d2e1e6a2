extension Experiment {
  /// The network this experiment describes, with weights drawn from its seed.
  ///
  /// - Parameters:
  ///   - inputs: the number of features.
  ///   - classes: the number of classes.
  ///   - imageShape: `[C, H, W]` when the features are pixels.
  /// - Returns: `[B, inputs] → [T, B, classes]`.
  /// - Precondition: `complaint(inputs:classes:imageShape:)` has none.
  public func network(inputs: Int, classes: Int, imageShape: Shape? = nil) -> Sequential {
    require(
      imageShape != nil || !needsImages,
      "network: \(architecture.rawValue) and augmentation need an image shape")
    var generator = RandomKey(seed: seed)["weights"].generator
    var layers = augmentation.layers(imageShape) + encoders
    var width = coding == .population ? inputs * ReceptiveFields().count : inputs
    var remaining = hidden[...]
    switch architecture {
    case .mlp where coding == .direct:
      let first = remaining.popFirst() ?? classes
      layers.append(
        directEncoder(Linear(inputs, first, initializer: initializer, using: &generator)))
      width = first
    case .mlp: break
    case .cnn:
      let image = imageShape ?? []
      layers += convolutions(of: image, using: &generator)
      width = ConvolutionSizes(image).outputs
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

  /// What turns features into spikes: nothing for a direct code, whose first layer does.
  private var encoders: [any Layer] {
    switch coding {
    case .direct: []
    case .rate: [RateEncoder(steps: steps, sampling: sampling)]
    case .temporal: [LatencyEncoder(steps: steps)]
    case .phase: [PhaseEncoder(steps: steps), PhaseWeighting(gain: 2)]
    case .burst: [burstEncoder]
    case .population:
      [ReceptiveFields(), LatencyEncoder(steps: steps, curve: .linear(threshold: 0.15))]
    }
  }

  /// Guo's code (5 spikes, intervals 2...10) at 25 steps; with more steps it resolves more.
  private var burstEncoder: BurstEncoder {
    BurstEncoder(
      steps: steps, maximumSpikes: max(2, steps / 5), intervals: 2...max(3, 2 * steps / 5))
  }

  /// The convolutional part, for a direct code `[B, F] → [T, B, outputs]`, for others
  /// `[T, B, F] → [T, B, outputs]`.
  private func convolutions(
    of image: Shape, using generator: inout SplitMix64
  ) -> [any Layer] {
    let first = convolution(image[0], ConvolutionSizes.channels[0], using: &generator)
    let second = convolution(
      ConvolutionSizes.channels[0], ConvolutionSizes.channels[1], using: &generator)
    let spikes: [any Layer] =
      coding == .direct ? [directEncoder(first)] : [first, spikingLayer()]
    return [Unflatten(into: image)] + spikes
      + [MaxPool2d(2), second, spikingLayer(), MaxPool2d(2), Flatten()]
  }

  private func convolution(
    _ inputs: Int, _ outputs: Int, using generator: inout SplitMix64
  ) -> Conv2d {
    var layer = Conv2d(
      inputs, outputs, kernel: Extent(integerLiteral: ConvolutionSizes.kernel), using: &generator)
    // The layer draws with gain 1/√3.
    layer.weight = layer.weight * Tensor(weightGain * Scalar(3).squareRoot())
    return layer
  }

  private var initializer: Initializer { .kaimingUniform(gain: weightGain) }

  private func spikingLayer() -> any Layer {
    switch neuron {
    case .leaky: Leaky(beta: .fixed(beta), surrogate: surrogate)
    case .synaptic: Synaptic(alpha: .fixed(alpha), beta: .fixed(beta), surrogate: surrogate)
    }
  }

  private func directEncoder(_ linear: some LinearMap) -> any Layer {
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

/// The sizes inside 12C5-MP2-64C5-MP2.
struct ConvolutionSizes {
  static let channels = [12, 64]
  static let kernel = 5
  /// The smallest height and width that leave a pixel after both pools.
  static let smallestSide = 16

  /// The neurons after the first convolution, the most of any layer.
  let neurons: Int
  /// The weights of both convolutions, biases aside.
  let weights: Int
  /// The spike trains that come out.
  let outputs: Int

  /// - Parameter image: `[C, H, W]`, neither side below `smallestSide`.
  init(_ image: Shape) {
    let sides = [image[1], image[2]].map { $0 - Self.kernel + 1 }
    let pooled = sides.map { ($0 / 2 - Self.kernel + 1) / 2 }
    let area = Self.kernel * Self.kernel
    neurons = Self.channels[0] * sides[0] * sides[1]
    weights = area * Self.channels[0] * (image[0] + Self.channels[1])
    outputs = Self.channels[1] * pooled[0] * pooled[1]
  }
}
