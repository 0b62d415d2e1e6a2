import SNNLayers
import SNNTestSupport
import Testing

/// Every derivative against fourth-order central differences, in the number type of the build.
@Suite struct GradientTests {
  @Test(
    arguments: GradientRow.arithmetic + GradientRow.functions + GradientRow.reductions
      + GradientRow.products + GradientRow.shapes + GradientRow.layers + GradientRow.losses
      + GradientRow.images + GradientRow.normalizations + GradientRow.sequences)
  func derivativeAgreesWithDifferences(_ row: GradientRow) { row.check() }

  @Test func principalComponents() throws {
    let fitted = try PrincipalComponents(of: .uneven([7, 3]))
    checkGradient(at: [.uneven([2, 3], from: 5)]) { fitted.projected($0[0], count: 2) }
    checkGradient(at: [.uneven([2, 3], from: 5)]) { fitted.whitened($0[0], count: 3) }
  }
}
