import SNNKernels
import SNNTensor
import SNNTestSupport
import Testing

@Suite struct ReductionKernelTests {
  struct Sizes: Sendable, CustomTestStringConvertible {
    let outer: Int, count: Int, inner: Int
    var testDescription: String { "[\(outer), \(count), \(inner)]" }

    /// The elements of one reduced row, in order.
    func row(_ values: [Scalar], _ o: Int, _ i: Int) -> [Scalar] {
      (0..<count).map { values[(o * count + $0) * inner + i] }
    }
  }

  static let sizes = [
    (1, 0, 1), (0, 3, 1), (3, 1, 0), (1, 1, 1), (1, 3, 1), (3, 17, 1), (1, 1000, 1), (64, 3, 17),
    (17, 64, 3), (1, 17, 1000), (1000, 17, 1), (3, 1000, 3), (2, 0, 5),
  ].map { Sizes(outer: $0.0, count: $0.1, inner: $0.2) }

  @Test(arguments: sizes)
  func sums(_ sizes: Sizes) {
    let (outer, count, inner) = (sizes.outer, sizes.count, sizes.inner)
    let values = Tensor.whole([outer, count, inner]).scalars
    let places = (0..<outer).flatMap { o in (0..<inner).map { (o, $0) } }
    expectEqual(
      sum(values.span, outer: outer, count: count, inner: inner),
      places.map { sizes.row(values, $0.0, $0.1).reduce(0, +) })
  }

  /// The numbers repeat often, so nearly every row has ties.
  @Test(arguments: sizes.filter { $0.count > 0 })
  func argMaxIsTheFirstOfEquals(_ sizes: Sizes) {
    let (outer, count, inner) = (sizes.outer, sizes.count, sizes.inner)
    let values = Tensor.whole([outer, count, inner]).scalars
    var expected: [Int] = []
    for o in 0..<outer {
      for i in 0..<inner {
        let row = sizes.row(values, o, i)
        expected.append(row.firstIndex(of: row.max() ?? 0) ?? -1)
      }
    }
    #expect(argMax(values.span, outer: outer, count: count, inner: inner) == expected)
  }

  @Test func argMaxFindsTheFirstNaN() {
    let values: [Scalar] = [.infinity, .nan, 3, .nan]
    #expect(argMax(values.span, outer: 1, count: 4, inner: 1) == [1])
    #expect(argMax(values.span, outer: 2, count: 2, inner: 1) == [1, 1])
    #expect(argMax(values.span, outer: 1, count: 2, inner: 2) == [0, 0])
  }

  @Test func aSumOfManySmallNumbersKeepsItsDigits() {
    // 2²⁰ times 0.1: added one by one in Float the sum is 0.9 % too large.
    let values = [Scalar](repeating: 0.1, count: 1 << 20)
    let total = sum(values.span, outer: 1, count: values.count, inner: 1)[0]
    #expect(abs(total / (0.1 * 0x1p20) - 1) < 1e-5)
  }

  @Test(arguments: [0, 1, 3, 17, 64, 1000])
  func elementwise(_ count: Int) {
    let (a, b) = (Tensor.whole([count]).scalars, Tensor.whole([count], from: 9).scalars)
    #expect(map(a.span) { 2 * $0 - 1 } == a.map { 2 * $0 - 1 })
    #expect(zip(a.span, b.span) { $0 - 2 * $1 } == (0..<count).map { a[$0] - 2 * b[$0] })
  }

  /// `a` is a column, `b` a row: every pair, the row changing fastest.
  @Test(arguments: [0, 1, 3, 17, 64, 1000])
  func strides(_ width: Int) {
    let (a, b) = (Tensor.whole([3]).scalars, Tensor.whole([width], from: 9).scalars)
    let pairs = zipBroadcast(
      a.span, strides: [1, 0], b.span, strides: [0, 1], dimensions: [3, width]
    ) { $0 - 2 * $1 }
    #expect(pairs == a.flatMap { left in b.map { left - 2 * $0 } })
  }
}
