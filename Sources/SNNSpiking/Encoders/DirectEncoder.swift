public import SNNLayers

/// Direct code: a trainable layer whose current drives its own spiking neurons at every step.
///
///     I = x·W + b, computed once;   S = neurons(I, I, …, I)
///
/// x features, W weights, b biases, I current, S spikes; all dimensionless.  The product is that of
/// `Linear`, or of a convolution for images.
///
/// The neurons' threshold turns values into spike trains, and gradients reach W, b and the
/// neurons' learned coefficients.
///
/// Shapes: `[B, inputs] → [T, B, outputs]` with `Linear`, `[B, C, H, W] → [T, B, O, H′, W′]` with
/// `Conv2d`.
/// - Reference: Wu et al., *Direct Training for Spiking Neural Networks*, 2019; Rathi & Roy,
///   *DIET-SNN*, 2021.
public struct DirectEncoder<Map: LinearMap, Model: NeuronModel>: Encoder {
  /// T, the number of time steps.
  public let steps: Int

  /// W and b.
  public var linear: Map

  /// The neurons that the current drives.
  public var neurons: SpikingLayer<Model>

  /// A direct code over `steps` time steps.
  /// - Precondition: `steps` > 0.
  public init(steps: Int, linear: Map, neurons: SpikingLayer<Model>) {
    require(steps > 0, "DirectEncoder: \(steps) steps")
    self.steps = steps
    self.linear = linear
    self.neurons = neurons
  }

  /// The spikes of the neurons, `[B, inputs] → [T, B, outputs]`.
  /// - Precondition: a batch axis and then those of one sample, as `linear` takes it.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(
      input.rank == 1 + Map.sampleRank,
      "DirectEncoder: input \(input.shape), expected [B, …] with \(Map.sampleRank) axes per sample")
    let current = context.named("linear", Map.self) { linear(input, &$0) }
    return context.named("neurons", SpikingLayer<Model>.self) {
      neurons(constant: current, steps: $0.steps(of: steps).count, &$0)
    }
  }

  /// Visits `linear` and `neurons`.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&linear, "linear")
    visitor.visit(&neurons, "neurons")
  }
}
