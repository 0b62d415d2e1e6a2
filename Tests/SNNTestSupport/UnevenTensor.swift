public import SNNTensor

extension Tensor {
  /// Uneven numbers spread over `range`, no two of them close together: the golden-ratio sequence.
  public static func uneven(
    _ shape: Shape, in range: ClosedRange<Scalar> = -1...1, from start: Int = 1
  ) -> Tensor {
    let numbers = (0..<shape.elementCount).map { index -> Scalar in
      let turn = 0.618_033_988_749_895 * Double(index + start)
      return range.lowerBound
        + (range.upperBound - range.lowerBound) * Scalar(turn - turn.rounded(.down))
    }
    return Tensor(numbers, shape: shape)
  }

  /// Whole numbers between −4 and 4, whose sums and products come out exactly in any order.
  public static func whole(_ shape: Shape, from start: Int = 1) -> Tensor {
    Tensor(
      (0..<shape.elementCount).map { Scalar(($0 + start) * ($0 + start) % 83 % 9) - 4 },
      shape: shape)
  }
}
