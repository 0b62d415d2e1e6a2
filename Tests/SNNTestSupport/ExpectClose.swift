public import SNNTensor
public import Testing

/// Expects two tensors to have one shape and elements that agree to `relative`, or to `absolute`
/// where they are near zero.
public func expectClose(
  _ actual: Tensor, _ expected: Tensor, relative: Scalar = 1e-5, absolute: Scalar = 1e-6,
  _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.shape == expected.shape else {
    Issue.record("shapes \(actual.shape) and \(expected.shape)", sourceLocation: sourceLocation)
    return
  }
  let worst = zip(actual.scalars, expected.scalars).enumerated().first { _, pair in
    // Written so that a NaN on either side fails.
    !(abs(pair.0 - pair.1) <= absolute + relative * abs(pair.1))
  }
  if let (index, pair) = worst {
    Issue.record(
      "element \(index): \(pair.0), expected \(pair.1) \(comment.map { "(\($0))" } ?? "")",
      sourceLocation: sourceLocation)
  }
}
