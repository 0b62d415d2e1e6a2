import SNNKernels
import SNNTensor
import SNNTestSupport
import Testing

@Suite struct FactorizationTests {
  /// 3-4-5: the first column of Q is the first column of A over its length, R's diagonal positive.
  @Test func orthonormalColumnsByHand() {
    let q = orthonormalColumns([3, 1, 4, 2], m: 2, n: 2)
    // The second column is what is left of (1, 2) beside (3, 4)/5: (−0.32, 0.24)·2.5.
    expectClose(Tensor(q), [0.6, -0.8, 0.8, 0.6])
    expectClose(Tensor(orthonormalColumns([-2, 0, 0], m: 3, n: 1)), [-1, 0, 0])
    #expect(orthonormalColumns([], m: 3, n: 0) == [])
  }

  @Test func choleskyByHand() throws {
    // [4 2; 2 3]·[1; 2] = [8; 8]
    expectClose(Tensor(try choleskySolve([4, 2, 2, 3], [8, 8], n: 2, columns: 1)), [1, 2])
    #expect(try choleskySolve([4], [8, 2], n: 1, columns: 2) == [2, 0.5])
    #expect(try choleskySolve([], [], n: 0, columns: 2) == [])
    #expect(throws: FactorizationError.notPositiveDefinite(order: 2)) {
      try choleskySolve([1, 2, 2, 1], [1, 1], n: 2, columns: 1)
    }
    #expect(throws: FactorizationError.notPositiveDefinite(order: 1)) {
      try choleskySolve([-1], [1], n: 1, columns: 1)
    }
    #expect(throws: FactorizationError.notFinite) {
      try choleskySolve([.infinity], [1], n: 1, columns: 1)
    }
  }

  @Test(arguments: [(1, 1), (3, 17), (17, 3), (20, 20), (64, 5)])
  func singularValuesRebuildTheMatrix(_ m: Int, _ n: Int) throws {
    let a = Tensor.uneven([m, n], in: -2...2)
    let (u, s, vTransposed) = try singularValues(a.scalars, m: m, n: n)
    let r = min(m, n)
    #expect(s == s.sorted(by: >))
    #expect(s.allSatisfy { $0 >= 0 })
    let (left, right) = (Tensor(u, shape: [m, r]), Tensor(vTransposed, shape: [r, n]))
    expectClose(matmul(left * Tensor(s), right), a, absolute: 1e-4)
    let identity = Tensor.oneHot(Array(0..<r), classes: r)
    expectClose(matmul(left.transposed(), left), identity, absolute: 1e-5)
    expectClose(matmul(right, right.transposed()), identity, absolute: 1e-5)
  }

  @Test func singularValuesOfADiagonal() throws {
    let s = try singularValues([0, 3, 0, -5, 0, 0], m: 2, n: 3).s
    expectClose(Tensor(s), [5, 3])
    #expect(try singularValues([], m: 0, n: 3).s == [])
    #expect(throws: FactorizationError.notFinite) { try singularValues([.nan], m: 1, n: 1) }
  }
}
