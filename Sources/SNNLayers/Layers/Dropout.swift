/// In training, sets each feature to 0 with probability p and scales the others by 1/(1 − p).
///
///     y = x·m/(1 − p),  m = 0 with probability p, else 1
///
/// One mask is drawn per sample and kept for the whole sequence: a mask per step would average
/// out over time and hardly regularise a spiking network.  Inference changes nothing.
///
/// Shapes: `[T, B, …] → [T, B, …]`.
/// - Reference: Srivastava et al., *Dropout*, 2014.
public struct Dropout: Layer {
  /// p, the probability of dropping a feature.
  public let probability: Scalar

  /// Drops features with this probability.
  /// - Precondition: 0 ≤ `probability` < 1.
  public init(_ probability: Scalar) {
    require(
      (0..<1).contains(probability), "Dropout: probability \(probability) is not in 0..<1")
    self.probability = probability
  }

  /// The masked input in training, the input itself in inference: `[T, B, …] → [T, B, …]`.
  /// - Precondition: in training, with p > 0, there are at least two axes.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    guard context.mode == .training, probability > 0 else { return input }
    require(input.rank >= 2, "Dropout: input \(input.shape), expected [T, B, …]")
    let features = input.shape.dimensions[2...].reduce(1, *)
    let kept = 1 / (1 - probability)
    var mask: [Scalar] = []
    for var generator in context.generators(count: input.shape[1]) {
      for _ in 0..<features { mask.append(generator.uniform() < probability ? 0 : kept) }
    }
    return input * Tensor(mask, shape: Shape(Array(input.shape.dimensions[1...])))
  }
}
