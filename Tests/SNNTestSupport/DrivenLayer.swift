public import SNNLayers

/// A layer with its input, so that one call of `valueWithGradient` gives the gradients of both:
/// `input` and `layer.…`.
public struct DrivenLayer<Driven: Layer>: Parametric {
  /// What the layer is given.
  public var input: Tensor
  /// The layer.
  public var layer: Driven

  /// A layer and what it is given.
  public init(_ layer: Driven, input: Tensor) {
    self.layer = layer
    self.input = input
  }

  /// The layer's answer to the input.
  public var output: Tensor { layer.answer(to: input) }

  /// The input as a parameter, then the layer's.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&input, "input")
    visitor.visit(&layer, "layer")
  }
}

extension Layer {
  /// The answer from rest of a layer that draws no random numbers.
  public func answer(to input: Tensor) -> Tensor { self(input, key: RandomKey(seed: 0)) }
}
