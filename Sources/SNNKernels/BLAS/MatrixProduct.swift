internal import COpenBLAS

/// A matrix as the product reads it: row-major values, perhaps read transposed.
package struct MatrixOperand {
  let values: [Scalar]
  let transposed: Bool

  /// - Parameter transposed: whether the stored matrix is the transpose of the one meant.
  package init(_ values: [Scalar], transposed: Bool = false) {
    self.values = values
    self.transposed = transposed
  }
}

/// C = A·B, or C += A·B, with A `[m, k]`, B `[k, n]` and C `[m, n]`.
///
/// The longer side of C is cut into pieces by size alone and each piece is one single-threaded
/// OpenBLAS call, so the result has the same bits for every thread count.
package func multiply(
  _ a: MatrixOperand, _ b: MatrixOperand, m: Int, n: Int, k: Int,
  into c: inout MutableSpan<Scalar>, adding: Bool = false
) {
  require(
    a.values.count == m * k && b.values.count == k * n && c.count == m * n,
    "multiply: [\(m), \(k)] · [\(k), \(n)] from \(a.values.count) and \(b.values.count) elements")
  guard m > 0, n > 0 else { return }
  guard k > 0 else {
    if !adding { for i in 0..<c.count { c[i] = 0 } }
    return
  }
  let pieces = ProductPieces(m: m, n: n, k: k)
  let (aTransposed, bTransposed) = (a.transposed, b.transposed)
  unsafe a.values.withUnsafeBufferPointer { a in
    unsafe b.values.withUnsafeBufferPointer { b in
      unsafe c.withUnsafeMutableBufferPointer { c in
        guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
        nonisolated(unsafe) let (left, right, target) = unsafe (a, b, c)
        Compute.forEach(pieces.count) { piece in
          let (rows, columns) = pieces.ranges(piece)
          unsafe gemm(
            aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans,
            CInt(rows.count), CInt(columns.count), CInt(k),
            left + rows.lowerBound * (aTransposed ? 1 : k), CInt(aTransposed ? m : k),
            right + columns.lowerBound * (bTransposed ? k : 1), CInt(bTransposed ? k : n),
            adding ? 1 : 0, target + rows.lowerBound * n + columns.lowerBound, CInt(n))
        }
      }
    }
  }
}

/// How the longer side of a product is cut.
private struct ProductPieces {
  let m: Int, n: Int
  let count: Int
  private let length: Int

  init(m: Int, n: Int, k: Int) {
    (self.m, self.n) = (m, n)
    let side = max(m, n)
    // Every piece packs the other operand again, so pieces are large: 50 µs and 64 rows or more.
    let wanted = min(8, side / 64, 2 * m * n * k / 4_000_000)
    let even = (side + max(1, wanted) - 1) / max(1, wanted)
    length = (even + 15) / 16 * 16
    count = (side + length - 1) / length
  }

  func ranges(_ piece: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    let range = piece * length..<min(max(m, n), (piece + 1) * length)
    return m >= n ? (range, 0..<n) : (0..<m, range)
  }
}

func gemm(
  _ aLayout: CBLAS_TRANSPOSE, _ bLayout: CBLAS_TRANSPOSE, _ m: CInt, _ n: CInt, _ k: CInt,
  _ a: UnsafePointer<Float>, _ lda: CInt, _ b: UnsafePointer<Float>, _ ldb: CInt, _ beta: Float,
  _ c: UnsafeMutablePointer<Float>, _ ldc: CInt
) {
  unsafe cblas_sgemm(
    CblasRowMajor, aLayout, bLayout, m, n, k, 1, a, lda, b, ldb, beta, c, ldc)
}

func gemm(
  _ aLayout: CBLAS_TRANSPOSE, _ bLayout: CBLAS_TRANSPOSE, _ m: CInt, _ n: CInt, _ k: CInt,
  _ a: UnsafePointer<Double>, _ lda: CInt, _ b: UnsafePointer<Double>, _ ldb: CInt,
  _ beta: Double, _ c: UnsafeMutablePointer<Double>, _ ldc: CInt
) {
  unsafe cblas_dgemm(
    CblasRowMajor, aLayout, bLayout, m, n, k, 1, a, lda, b, ldb, beta, c, ldc)
}
