internal import COpenBLAS

/// C[i] = A[i]·B[i] for i in 0..<batch, with A[i] `[m, k]`, B[i] `[k, n]` and C[i] `[m, n]`.
///
/// Each product is one single-threaded OpenBLAS call, so the result has the same bits for every
/// thread count.
package func multiplyEach(
  _ a: MatrixOperand, _ b: MatrixOperand, batch: Int, m: Int, n: Int, k: Int
) -> [Scalar] {
  require(
    a.values.count == batch * m * k && b.values.count == batch * k * n,
    "multiplyEach: \(batch) times [\(m), \(k)] · [\(k), \(n)] from \(a.values.count) and "
      + "\(b.values.count) elements")
  guard k > 0 else { return [Scalar](repeating: 0, count: batch * m * n) }
  let (left, right) = (
    a.transposed ? CblasTrans : CblasNoTrans, b.transposed ? CblasTrans : CblasNoTrans
  )
  let (leftWidth, rightWidth) = (CInt(a.transposed ? m : k), CInt(b.transposed ? k : n))
  return makeBuffer(batch * m * n) { target in
    withPointers(a.values, b.values, &target) { at in
      forEachPiece(of: batch, upTo: 64, worthwhile: batch * m * n * k > 200_000) { _, range in
        for i in range {
          unsafe gemm(
            left, right, CInt(m), CInt(n), CInt(k), at.a + i * m * k, leftWidth,
            at.b + i * k * n, rightWidth, 0, at.target + i * m * n, CInt(n))
        }
      }
    }
  }
}
