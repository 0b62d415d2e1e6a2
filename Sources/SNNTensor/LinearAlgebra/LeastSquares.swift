internal import SNNKernels

/// The W that minimises ‖A·W − B‖² + λ‖W‖²: a ridge read-out.
///
/// Solved by Cholesky factorisation of AᵀA + λI (LAPACK `posv`).
///
/// - Parameters:
///   - inputs: A, `[samples, features]`.
///   - targets: B, `[samples, outputs]`.
///   - ridge: λ ≥ 0, dimensionless.
/// - Returns: W, `[features, outputs]`.
/// - Throws: `FactorizationError.notPositiveDefinite` when λ = 0 and the columns of A depend on
///   each other; `.notFinite` when a number is NaN or infinite.
/// - Precondition: both have two axes and as many samples; `ridge` ≥ 0.
public func ridgeRegression(
  _ inputs: Tensor, _ targets: Tensor, ridge: Scalar
) throws -> Tensor {
  require(
    inputs.rank == 2 && targets.rank == 2 && inputs.shape[0] == targets.shape[0] && ridge >= 0,
    "ridgeRegression: inputs \(inputs.shape), targets \(targets.shape), ridge \(ridge)")
  let features = inputs.shape[1]
  let transposed = inputs.detached.transposed()
  var gram = matmul(transposed, inputs.detached)
  gram.updateScalars { span in
    for i in 0..<features { span[i * features + i] += ridge }
  }
  let moment = matmul(transposed, targets.detached)
  let solution = try choleskySolve(
    gram.scalars, moment.scalars, n: features, columns: targets.shape[1])
  return Tensor(solution, shape: moment.shape)
}
