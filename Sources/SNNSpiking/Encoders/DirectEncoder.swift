public import SNNLayers

/// Direct code: a trainable layer whose current drives its own spiking neurons at every step.
///
///     I = x·W + b, computed once;   S = neurons(I, I, …, I)
///
/// The neurons' threshold turns values into spike trains, and gradients reach W, b and the
/// neurons' learned coefficients.
///
/// Shapes: `[B, inputs] → [T, B, outputs]`.
/// - Reference: Wu et al., *Direct Training for Spiking Neural Networks*, 2019; Rathi & Roy,
///   *DIET-SNN*, 2021.
public struct DirectEncoder<Model: NeuronModel>: Encoder {
  public let steps: Int
  public var linear: Linear
  public var neurons: SpikingLayer<Model>

  public init(steps: Int, linear: Linear, neurons: SpikingLayer<Model>) {
    precondition(steps > 0, "DirectEncoder: \(steps) steps")
    self.steps = steps
    self.linear = linear
    self.neurons = neurons
  }

  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    precondition(input.rank == 2, "DirectEncoder: input \(input.shape), expected [B, F]")
    let current = context.named("linear", Linear.self) { linear(input, &$0) }
    return context.named("neurons", SpikingLayer<Model>.self) {
      neurons(constant: current, steps: steps, &$0)
    }
  }

  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&linear, "linear")
    visitor.visit(&neurons, "neurons")
  }
}
