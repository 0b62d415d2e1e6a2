public import SNNTensor

extension Tensor {
  /// Uniform numbers in `range`, the same for the same seed.
  public static func sample(
    _ shape: Shape, in range: ClosedRange<Scalar> = -1...1, seed: UInt64 = 1
  ) -> Tensor {
    var generator = RandomKey(seed: seed).generator
    return .uniform(shape, in: range, using: &generator)
  }

  /// One sample of features, `[1, F]`.
  public static func row(_ features: [Scalar]) -> Tensor {
    Tensor(features, shape: [1, features.count])
  }
}
