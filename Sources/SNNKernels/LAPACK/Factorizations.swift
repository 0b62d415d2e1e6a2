internal import CLAPACKE

/// What LAPACK reports when a factorisation cannot be completed.
public enum FactorizationError: Error, Equatable {
  /// The leading minor of this order is not positive definite to working precision (Cholesky).
  case notPositiveDefinite(order: Int)
  /// The iteration for singular values did not converge.
  case didNotConverge
  /// The matrix holds a NaN or an infinity.
  case notFinite
}

/// The orthonormal factor Q of A = QR, for A `[m, n]` with m ≥ n, row-major; R's diagonal is made
/// positive, which makes the factorisation unique.
package func orthonormalColumns(_ a: [Scalar], m: Int, n: Int) -> [Scalar] {
  require(m >= n && a.count == m * n, "orthonormalColumns: [\(m), \(n)], \(a.count) elements")
  guard n > 0 else { return [] }
  Compute.prepare()
  var q = a
  var tau = [Scalar](repeating: 0, count: n)
  unsafe qrFactor(CInt(m), CInt(n), &q, &tau)
  let negative = (0..<n).map { q[$0 * n + $0] < 0 }
  unsafe qrGenerate(CInt(m), CInt(n), &q, tau)
  for row in 0..<m {
    for column in 0..<n where negative[column] { q[row * n + column] = -q[row * n + column] }
  }
  return q
}

/// X with A·X = B for a symmetric positive definite A `[n, n]` and B `[n, columns]`.
///
/// - Throws: `.notPositiveDefinite` when a pivot is not above the rounding errors of A.
package func choleskySolve(_ a: [Scalar], _ b: [Scalar], n: Int, columns: Int) throws -> [Scalar] {
  require(a.count == n * n && b.count == n * columns, "choleskySolve: [\(n), \(n)]")
  guard a.allSatisfy(\.isFinite), b.allSatisfy(\.isFinite) else {
    throw FactorizationError.notFinite
  }
  guard n > 0, columns > 0 else { return b }
  Compute.prepare()
  var (factor, x) = (a, b)
  let info = unsafe positiveSolve(CInt(n), CInt(columns), &factor, &x)
  if info > 0 { throw FactorizationError.notPositiveDefinite(order: Int(info)) }
  // LAPACK stops at a pivot that is not positive; one that consists of rounding errors alone is
  // as likely positive, and its solution would be noise.
  let rounding = Scalar(n) * Scalar.ulpOfOne
  for i in 0..<n where factor[i * n + i] * factor[i * n + i] <= rounding * a[i * n + i] {
    throw FactorizationError.notPositiveDefinite(order: i + 1)
  }
  return x
}

/// A = U·diag(s)·Vᵀ for A `[m, n]`, with r = min(m, n): U `[m, r]`, s `[r]` falling, Vᵀ `[r, n]`.
package func singularValues(
  _ a: [Scalar], m: Int, n: Int
) throws -> (u: [Scalar], s: [Scalar], vTransposed: [Scalar]) {
  require(a.count == m * n, "singularValues: [\(m), \(n)], \(a.count) elements")
  guard a.allSatisfy(\.isFinite) else { throw FactorizationError.notFinite }
  let r = min(m, n)
  guard r > 0 else { return ([], [], []) }
  Compute.prepare()
  var work = a
  var u = [Scalar](repeating: 0, count: m * r)
  var s = [Scalar](repeating: 0, count: r)
  var vTransposed = [Scalar](repeating: 0, count: r * n)
  let info = unsafe divideAndConquer(CInt(m), CInt(n), CInt(r), &work, &s, &u, &vTransposed)
  if info > 0 { throw FactorizationError.didNotConverge }
  return (u, s, vTransposed)
}

#if DoublePrecision
  private func qrFactor(
    _ m: CInt, _ n: CInt, _ a: UnsafeMutablePointer<Scalar>, _ tau: UnsafeMutablePointer<Scalar>
  ) { _ = unsafe LAPACKE_dgeqrf(LAPACK_ROW_MAJOR, m, n, a, n, tau) }

  private func qrGenerate(
    _ m: CInt, _ n: CInt, _ a: UnsafeMutablePointer<Scalar>, _ tau: UnsafePointer<Scalar>
  ) { _ = unsafe LAPACKE_dorgqr(LAPACK_ROW_MAJOR, m, n, n, a, n, tau) }

  private func positiveSolve(
    _ n: CInt, _ columns: CInt, _ a: UnsafeMutablePointer<Scalar>,
    _ b: UnsafeMutablePointer<Scalar>
  ) -> CInt { unsafe LAPACKE_dposv(LAPACK_ROW_MAJOR, lower, n, columns, a, n, b, columns) }

  private func divideAndConquer(
    _ m: CInt, _ n: CInt, _ r: CInt, _ a: UnsafeMutablePointer<Scalar>,
    _ s: UnsafeMutablePointer<Scalar>, _ u: UnsafeMutablePointer<Scalar>,
    _ vTransposed: UnsafeMutablePointer<Scalar>
  ) -> CInt {
    unsafe LAPACKE_dgesdd(LAPACK_ROW_MAJOR, thin, m, n, a, n, s, u, r, vTransposed, n)
  }
#else
  private func qrFactor(
    _ m: CInt, _ n: CInt, _ a: UnsafeMutablePointer<Scalar>, _ tau: UnsafeMutablePointer<Scalar>
  ) { _ = unsafe LAPACKE_sgeqrf(LAPACK_ROW_MAJOR, m, n, a, n, tau) }

  private func qrGenerate(
    _ m: CInt, _ n: CInt, _ a: UnsafeMutablePointer<Scalar>, _ tau: UnsafePointer<Scalar>
  ) { _ = unsafe LAPACKE_sorgqr(LAPACK_ROW_MAJOR, m, n, n, a, n, tau) }

  private func positiveSolve(
    _ n: CInt, _ columns: CInt, _ a: UnsafeMutablePointer<Scalar>,
    _ b: UnsafeMutablePointer<Scalar>
  ) -> CInt { unsafe LAPACKE_sposv(LAPACK_ROW_MAJOR, lower, n, columns, a, n, b, columns) }

  private func divideAndConquer(
    _ m: CInt, _ n: CInt, _ r: CInt, _ a: UnsafeMutablePointer<Scalar>,
    _ s: UnsafeMutablePointer<Scalar>, _ u: UnsafeMutablePointer<Scalar>,
    _ vTransposed: UnsafeMutablePointer<Scalar>
  ) -> CInt {
    unsafe LAPACKE_sgesdd(LAPACK_ROW_MAJOR, thin, m, n, a, n, s, u, r, vTransposed, n)
  }
#endif

private let lower = CChar(UInt8(ascii: "L"))
private let thin = CChar(UInt8(ascii: "S"))
