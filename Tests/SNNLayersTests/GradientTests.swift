import SNNLayers
import SNNTestSupport
import Testing

/// A differentiable operation and a point at which it is smooth.
struct GradientRow: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let inputs: [Tensor]
  let body: @Sendable ([Tensor]) -> Tensor

  init(_ name: String, _ inputs: Tensor..., body: @escaping @Sendable ([Tensor]) -> Tensor) {
    testDescription = name
    self.inputs = inputs
    self.body = body
  }
}

/// Every derivative against fourth-order central differences, in the number type of the build.
@Suite struct GradientTests {
  @Test(
    arguments: GradientRow.arithmetic + GradientRow.functions + GradientRow.reductions
      + GradientRow.products + GradientRow.shapes + GradientRow.losses
      + GradientRow.images + GradientRow.normalizations)
  func derivativeAgreesWithDifferences(_ row: GradientRow) {
    checkGradient(at: row.inputs, of: row.body)
  }
}
