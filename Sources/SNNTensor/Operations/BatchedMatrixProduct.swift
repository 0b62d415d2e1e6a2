internal import SNNKernels

/// The matrix product of every pair of matrices: `[…, m, k] × […, k, n] → […, m, n]`.
///
/// The leading axes number the pairs, such as steps, samples and heads.  (`matmul` multiplies many
/// rows by one matrix.)  da = g·bᵀ, db = aᵀ·g
///
/// - Precondition: two axes or more, the same leading axes, and the inner sizes agree.
public func batchedMatmul(_ a: Tensor, _ b: Tensor) -> Tensor {
  require(
    a.rank >= 2 && b.rank == a.rank && a.shape[-1] == b.shape[-2]
      && a.shape.dimensions.dropLast(2) == b.shape.dimensions.dropLast(2),
    "batchedMatmul: matrices differ: \(a.shape) · \(b.shape)")
  let leading = a.shape.dimensions.dropLast(2)
  let batch = leading.reduce(1, *)
  let (m, k, n) = (a.shape[-2], a.shape[-1], b.shape[-1])
  let (left, right) = (a.detached, b.detached)
  let product = multiplyEach(
    MatrixOperand(left.scalars), MatrixOperand(right.scalars), batch: batch, m: m, n: n, k: k)
  return .recorded(
    Tensor(product, shape: Shape(leading + [m, n])),
    (
      a,
      { g in
        let scalars = multiplyEach(
          MatrixOperand(g.scalars), MatrixOperand(right.scalars, transposed: true), batch: batch,
          m: m, n: k, k: n)
        return Tensor(scalars, shape: left.shape)
      }
    ),
    (
      b,
      { g in
        let scalars = multiplyEach(
          MatrixOperand(left.scalars, transposed: true), MatrixOperand(g.scalars), batch: batch,
          m: k, n: n, k: m)
        return Tensor(scalars, shape: right.shape)
      }
    ))
}
