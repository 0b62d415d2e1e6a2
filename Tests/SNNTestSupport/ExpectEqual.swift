public import SNNTensor
public import Testing

/// Expects two arrays to hold the same numbers, and names the first that differs.
///
/// For long arrays: `#expect(a == b)` works out all differences when it fails, which takes minutes.
public func expectEqual(
  _ actual: [Scalar], _ expected: [Scalar], _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let suffix = comment.map { " (\($0))" } ?? ""
  guard actual.count == expected.count else {
    Issue.record(
      "\(actual.count) elements, expected \(expected.count)\(suffix)",
      sourceLocation: sourceLocation)
    return
  }
  if let index = actual.indices.first(where: { actual[$0] != expected[$0] }) {
    Issue.record(
      "element \(index): \(actual[index]), expected \(expected[index])\(suffix)",
      sourceLocation: sourceLocation)
  }
}
