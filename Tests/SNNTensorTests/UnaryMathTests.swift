import SNNTensor
import SNNTestSupport
import Testing

/// Values from tables and limits; derivatives are in the gradient table.
@Suite struct UnaryMathTests {
  @Test func handNumbers() {
    expectClose(Tensor([0, 1, -1]).exp(), [1, 2.718_281_828, 0.367_879_441])
    expectClose(Tensor([1, 2, 10]).log(), [0, 0.693_147_181, 2.302_585_093])
    expectClose(Tensor([0, 2, 9]).sqrt(), [0, 1.414_213_562, 3])
    #expect(Tensor([-3, 0, 0.5]).squared() == [9, 0, 0.25])
    expectClose(Tensor([2, 4, 9]).power(0.5), [1.414_213_562, 2, 3])
    #expect(Tensor([-2, 0, 3]).power(2) == [4, 0, 9])
    #expect(Tensor([-2, 0, 3]).power(0) == [1, 1, 1])
    #expect(Tensor([-2, 0, 3]).magnitude() == [2, 0, 3])
    expectClose(Tensor([0, 1, -0.5]).tanh(), [0, 0.761_594_156, -0.462_117_157])
    expectClose(Tensor([0, 1, -2]).sigmoid(), [0.5, 0.731_058_579, 0.119_202_922])
    #expect(Tensor([-2, 0, 3]).relu() == [0, 0, 3])
    expectClose(Tensor([0, 1, -1]).softplus(), [0.693_147_181, 1.313_261_688, 0.313_261_688])
    expectClose(Tensor([0, 1, 3]).sin(), [0, 0.841_470_985, 0.141_120_008])
    expectClose(Tensor([0, 1, 3]).cos(), [1, 0.540_302_306, -0.989_992_497])
    #expect(Tensor([-2, 0.25, 3]).clamped(to: -1...0.5) == [-1, 0.25, 0.5])
  }

  @Test func limitsDoNotOverflow() {
    let extremes = Tensor([-.infinity, -1e30, 1e30, .infinity])
    #expect(extremes.sigmoid().scalars == [0, 0, 1, 1])
    #expect(extremes.softplus().scalars == [0, 0, 1e30, .infinity])
    #expect(Tensor([-1e30, 1e30]).tanh() == [-1, 1])
    #expect(Tensor([0]).log().scalars == [-.infinity])
    #expect(Tensor([-1]).log().scalars[0].isNaN)
    #expect(Tensor([-1]).sqrt().scalars[0].isNaN)
    #expect(Tensor([0]).power(-1).scalars == [.infinity])
  }

  @Test func aNaNIsNeverLost() {
    let broken = Tensor([.nan])
    let results = [
      broken.exp(), broken.log(), broken.sqrt(), broken.squared(), broken.power(2),
      broken.magnitude(), broken.tanh(), broken.sigmoid(), broken.relu(), broken.softplus(),
      broken.sin(), broken.cos(), broken.clamped(to: 0...1), -broken,
      Tensor([0, .nan, 1]).softmax(), Tensor([0, .nan, 1]).logSoftmax(),
      Tensor([0, .nan, 1]).max(alongAxis: 0), Tensor([0, .nan, 1]).min(alongAxis: 0),
      Tensor([0, .nan, 1]).sum(), Tensor([0, .nan, 1]).mean(),
    ]
    for (index, result) in results.enumerated() {
      #expect(result.scalars.allSatisfy { $0.isNaN }, "function \(index)")
    }
  }

  @Test(arguments: [0, 1, 3, 17, 64, 1000])
  func sizes(_ count: Int) {
    let x = Tensor.whole([count])
    #expect(x.squared().scalars == x.scalars.map { $0 * $0 })
    #expect((-x).scalars == x.scalars.map { -$0 })
  }

  /// At the corner the derivative is the one the documentation names.
  @Test func derivativesAtCorners() {
    func slope(_ x: Scalar, _ function: (Tensor) -> Tensor) -> Scalar {
      valueWithGradient(at: Tensor(x), of: function).gradients.tensors[0].scalar
    }
    #expect(slope(0) { $0.magnitude() } == 0)
    #expect(slope(0) { $0.relu() } == 0)
    #expect(slope(1) { $0.clamped(to: 0...1) } == 1)
    #expect(slope(1.5) { $0.clamped(to: 0...1) } == 0)
    #expect(slope(100) { $0.sigmoid() } == 0)
    #expect(slope(-1000) { $0.softplus() } == 0)
  }
}
