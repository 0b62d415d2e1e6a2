internal import Foundation

extension Tensor {
  /// Independent uniform numbers in `range`, any shape.
  public static func uniform(
    _ shape: Shape, in range: ClosedRange<Scalar> = 0...1, using generator: inout SplitMix64
  ) -> Tensor {
    let width = range.upperBound - range.lowerBound
    return Tensor(
      (0..<shape.elementCount).map { _ in range.lowerBound + width * generator.uniform() },
      shape: shape)
  }

  /// Independent normal numbers (Box–Muller), any shape.
  /// - Reference: Box & Muller, *A Note on the Generation of Random Normal Deviates*, 1958.
  public static func normal(
    _ shape: Shape, mean: Scalar = 0, standardDeviation: Scalar = 1,
    using generator: inout SplitMix64
  ) -> Tensor {
    let scalars = (0..<shape.elementCount).map { _ in
      let radius = (-2 * Foundation.log(1 - generator.uniform())).squareRoot()
      return mean + standardDeviation * radius * Foundation.cos(2 * .pi * generator.uniform())
    }
    return Tensor(scalars, shape: shape)
  }
}
