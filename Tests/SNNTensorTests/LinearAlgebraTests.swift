import SNNTensor
import SNNTestSupport
import Testing

@Suite struct LinearAlgebraTests {
  /// The line through (0, 1), (1, 3), (2, 5): slope 2, intercept 1.
  @Test func aLineThroughThreePoints() throws {
    let inputs: Tensor = [[0, 1], [1, 1], [2, 1]]
    let solution = try ridgeRegression(inputs, [[1], [3], [5]], ridge: 0)
    expectClose(solution, [[2], [1]], relative: 1e-4)
  }

  /// One feature: w = Σab/(Σa² + λ) = 11/(5 + 6).
  @Test func ridgeShrinks() throws {
    let solution = try ridgeRegression([[1], [2]], [[3], [4]], ridge: 6)
    expectClose(solution, [[1]])
  }

  @Test(arguments: [0.01, 1, 100] as [Scalar])
  func theGradientVanishesAtTheSolution(_ ridge: Scalar) throws {
    let (a, b) = (Tensor.uneven([20, 5]), Tensor.uneven([20, 3], from: 3))
    let w = try ridgeRegression(a, b, ridge: ridge)
    #expect(w.shape == [5, 3])
    let slope = matmul(a.transposed(), matmul(a, w) - b) + Tensor(ridge) * w
    expectClose(slope, .zeros([5, 3]), absolute: 1e-4)
  }

  static let dependent: [Tensor] = [
    [[0, 1], [0, 2], [0, 3]],
    [[1, 1], [2, 2], [3, 3]],
    [[0.1, 0.3], [0.2, 0.6], [0.7, 2.1]],
    [[1, 2, 3], [4, 5, 6]],
    .zeros([0, 2]),
  ]

  @Test(arguments: dependent)
  func dependentColumnsNeedARidge(_ inputs: Tensor) throws {
    let targets = Tensor.ones([inputs.shape[0], 1])
    let error = #expect(throws: FactorizationError.self) {
      try ridgeRegression(inputs, targets, ridge: 0)
    }
    guard case .notPositiveDefinite = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try ridgeRegression(inputs, targets, ridge: 0.1).isFinite)
  }

  @Test func numbersThatAreNotFiniteAreRefused() {
    #expect(throws: FactorizationError.notFinite) {
      try ridgeRegression(Tensor([.nan], shape: [1, 1]), [[1]], ridge: 1)
    }
    #expect(throws: FactorizationError.notFinite) {
      try ridgeRegression([[1]], Tensor([.infinity], shape: [1, 1]), ridge: 1)
    }
    #expect(throws: FactorizationError.notFinite) {
      try PrincipalComponents(of: Tensor([1, .nan], shape: [2, 1]))
    }
  }

  /// Points on a cross: ±3 along (3, 4)/5 and ±1 across it, around (10, 20).
  static let cross: Tensor = [[11.8, 22.4], [8.2, 17.6], [9.2, 20.6], [10.8, 19.4]]

  @Test func aKnownCross() throws {
    let components = try PrincipalComponents(of: Self.cross)
    expectClose(components.mean, [10, 20])
    // Variances (9 + 9)/3 and (1 + 1)/3.
    expectClose(components.variances, [6, 0.666_666_667], relative: 1e-4)
    let direction = components.directions.slice(0..<1)
    expectClose(matmul(direction, [[0.6], [0.8]]).magnitude(), [[1]])
    expectClose(
      components.projected(Self.cross, count: 1).magnitude(), [[3], [3], [0], [0]],
      absolute: 1e-4)
    expectClose(
      matmul(components.directions, components.directions.transposed()), [[1, 0], [0, 1]])
  }

  @Test func whiteningGivesTheIdentityCovariance() throws {
    let samples = matmul(.uneven([50, 4]), .uneven([4, 4], in: -2...2, from: 7)) + 5
    let components = try PrincipalComponents(of: samples)
    let white = components.whitened(samples, count: 4, epsilon: 0)
    let covariance = matmul(white.transposed(), white) / 49
    expectClose(covariance, .oneHot([0, 1, 2, 3], classes: 4), absolute: 1e-3)
  }

  @Test func aConstantDirectionStaysFinite() throws {
    let samples: Tensor = [[1, 5], [2, 5], [3, 5]]
    let components = try PrincipalComponents(of: samples)
    expectClose(components.variances, [1, 0])
    #expect(components.whitened(samples, count: 2).isFinite)
  }

  @Test func moreFeaturesThanSamples() throws {
    let components = try PrincipalComponents(of: [[1, 0, 0], [-1, 0, 0]])
    #expect(components.directions.shape == [2, 3])
    expectClose(components.variances, [2, 0])
  }
}
