import SNNKernels
import SNNTensor
import SNNTestSupport
import Testing

/// The product against a plain triple loop.  All numbers are whole, so every order of summation
/// gives the same bits and the comparison is exact.
@Suite struct MatrixProductTests {
  struct Sizes: Sendable, CustomTestStringConvertible {
    let m: Int, k: Int, n: Int
    var testDescription: String { "[\(m), \(k)] · [\(k), \(n)]" }
  }

  static let small = [0, 1, 3, 17].flatMap { m in
    [0, 1, 3, 17].flatMap { k in [0, 1, 3, 17].map { Sizes(m: m, k: k, n: $0) } }
  }

  static let large = [
    Sizes(m: 64, k: 64, n: 64), Sizes(m: 1000, k: 3, n: 17), Sizes(m: 17, k: 1000, n: 3),
    Sizes(m: 3, k: 17, n: 1000), Sizes(m: 1, k: 1000, n: 64), Sizes(m: 64, k: 1000, n: 1),
    Sizes(m: 1000, k: 0, n: 17), Sizes(m: 1000, k: 1, n: 64),
  ]

  @Test(arguments: small + large)
  func agreesWithALoop(_ sizes: Sizes) {
    let (m, k, n) = (sizes.m, sizes.k, sizes.n)
    let (a, b) = (Tensor.whole([m, k]).scalars, Tensor.whole([k, n], from: 6).scalars)
    let start = Tensor.whole([m, n], from: 3).scalars
    let product = tripleLoop(a, b, sizes)
    let lefts = [MatrixOperand(a), MatrixOperand(turned(a, m, k), transposed: true)]
    let rights = [MatrixOperand(b), MatrixOperand(turned(b, k, n), transposed: true)]
    for left in lefts {
      for right in rights {
        // What was in the target must not be read: a NaN would stay a NaN.
        var result = [Scalar](repeating: .nan, count: m * n)
        var span = result.mutableSpan
        multiply(left, right, m: m, n: n, k: k, into: &span)
        expectEqual(result, product)
        var sum = start
        span = sum.mutableSpan
        multiply(left, right, m: m, n: n, k: k, into: &span, adding: true)
        expectEqual(sum, zip(start, product).map { $0 + $1 })
      }
    }
  }

  private func tripleLoop(_ a: [Scalar], _ b: [Scalar], _ sizes: Sizes) -> [Scalar] {
    let (m, k, n) = (sizes.m, sizes.k, sizes.n)
    var product = [Scalar](repeating: 0, count: m * n)
    for row in 0..<m {
      for inner in 0..<k {
        let factor = a[row * k + inner]
        for column in 0..<n { product[row * n + column] += factor * b[inner * n + column] }
      }
    }
    return product
  }

  private func turned(_ values: [Scalar], _ rows: Int, _ columns: Int) -> [Scalar] {
    (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
  }

  /// Products large enough to be cut into pieces, at places on both sides of every cut.
  @Test(arguments: [
    Sizes(m: 517, k: 301, n: 130), Sizes(m: 130, k: 301, n: 517), Sizes(m: 300, k: 300, n: 300),
  ])
  func pieces(_ sizes: Sizes) {
    let (m, k, n) = (sizes.m, sizes.k, sizes.n)
    let (a, b) = (Tensor.whole([m, k]).scalars, Tensor.whole([k, n], from: 6).scalars)
    let places = (0..<m * n).filter { $0 % 16 < 2 && $0 / n % 16 < 2 && $0 % 3 == 0 } + [m * n - 1]
    let expected = places.map { place in
      (0..<k).reduce(0) { $0 + a[place / n * k + $1] * b[$1 * n + place % n] }
    }
    for left in [MatrixOperand(a), MatrixOperand(turned(a, m, k), transposed: true)] {
      for right in [MatrixOperand(b), MatrixOperand(turned(b, k, n), transposed: true)] {
        var result = [Scalar](repeating: .nan, count: m * n)
        var span = result.mutableSpan
        multiply(left, right, m: m, n: n, k: k, into: &span)
        expectEqual(places.map { result[$0] }, expected)
        #expect(result.allSatisfy { $0.isFinite })
      }
    }
  }

  /// Many small products against each of them alone.
  @Test(arguments: [0, 1, 5, 90], [Sizes(m: 3, k: 4, n: 2), Sizes(m: 1, k: 17, n: 30)])
  func each(_ batch: Int, _ sizes: Sizes) {
    let (m, k, n) = (sizes.m, sizes.k, sizes.n)
    let parts = (0..<batch).map { i in
      (Tensor.whole([m, k], from: i).scalars, Tensor.whole([k, n], from: 2 * i + 1).scalars)
    }
    let (a, b) = (parts.flatMap { $0.0 }, parts.flatMap { $0.1 })
    let expected = parts.flatMap { tripleLoop($0.0, $0.1, sizes) }
    let aTurned = parts.flatMap { turned($0.0, m, k) }
    let bTurned = parts.flatMap { turned($0.1, k, n) }
    for left in [MatrixOperand(a), MatrixOperand(aTurned, transposed: true)] {
      for right in [MatrixOperand(b), MatrixOperand(bTurned, transposed: true)] {
        expectEqual(multiplyEach(left, right, batch: batch, m: m, n: n, k: k), expected)
      }
    }
    let nothing = multiplyEach(
      MatrixOperand([]), MatrixOperand([]), batch: batch, m: m, n: n, k: 0)
    #expect(nothing == [Scalar](repeating: 0, count: batch * m * n))
  }
}
