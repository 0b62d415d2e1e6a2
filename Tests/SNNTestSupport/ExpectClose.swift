public import SNNTensor
public import Testing

/// Expects two tensors to have one shape and elements that agree to `relative`, or to `absolute`
/// where they are near zero.
public func expectClose(
  _ actual: Tensor, _ expected: Tensor, relative: Scalar = 1e-5, absolute: Scalar = 1e-6,
  _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
  let suffix = comment.map { " (\($0))" } ?? ""
  guard actual.shape == expected.shape else {
    Issue.record(
      "shape \(actual.shape), expected \(expected.shape)\(suffix)", sourceLocation: sourceLocation)
    return
  }
  let firstFar = zip(actual.scalars, expected.scalars).enumerated().first { _, pair in
    // Written so that a NaN on either side fails.
    !(abs(pair.0 - pair.1) <= absolute + relative * abs(pair.1))
  }
  if let (index, pair) = firstFar {
    Issue.record(
      "element \(index): \(pair.0), expected \(pair.1)\(suffix)", sourceLocation: sourceLocation)
  }
}
