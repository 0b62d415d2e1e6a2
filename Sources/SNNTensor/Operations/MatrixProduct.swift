internal import SNNKernels

/// The matrix product, all leading axes of `a` folded into one: `[…, k] × [k, n] → […, n]`.
///
/// A sequence `[T, B, I] × [I, O]` is therefore one product of `[T·B, I]`.
///
/// da = g·bᵀ, db = aᵀ·g
///
/// - Precondition: `a` has at least one axis, `b` two, and the inner sizes agree.
public func matmul(_ a: Tensor, _ b: Tensor) -> Tensor {
  let product = MatrixProduct(a, b, "matmul")
  return .recorded(
    product.value(addingTo: nil), (a, { product.leftGradient($0) }),
    (b, { product.rightGradient($0) }))
}

/// a·b + bias in one pass, the bias added to every row: `[…, k] × [k, n] + [n] → […, n]`.
///
/// da = g·bᵀ, db = aᵀ·g, dbias = Σ g over all rows
///
/// - Precondition: as `matmul`; the bias has shape `[n]`.
public func matmul(_ a: Tensor, _ b: Tensor, adding bias: Tensor) -> Tensor {
  let product = MatrixProduct(a, b, "matmul")
  require(
    bias.shape == [product.n], "matmul: bias \(bias.shape) does not fit \(a.shape) · \(b.shape)")
  return .recorded(
    product.value(addingTo: bias), (a, { product.leftGradient($0) }),
    (b, { product.rightGradient($0) }),
    (bias, { $0.reshaped(to: [product.m, product.n]).sum(alongAxis: 0) }))
}

/// A product's operands and sizes, kept for its gradients.
private struct MatrixProduct: Sendable {
  let a: Tensor, b: Tensor
  let m: Int, n: Int, k: Int

  init(_ a: Tensor, _ b: Tensor, _ operation: StaticString) {
    require(
      a.rank >= 1 && b.rank == 2 && a.shape[-1] == b.shape[0],
      "\(operation): inner dimensions differ: \(a.shape) · \(b.shape)")
    (self.a, self.b) = (a.detached, b.detached)
    (k, n) = (b.shape[0], b.shape[1])
    m = a.shape.dimensions.dropLast().reduce(1, *)
  }

  func value(addingTo bias: Tensor?) -> Tensor {
    let scalars = makeBuffer(m * n) { c in
      if let bias { fillRows(&c, with: bias.scalars) }
      multiply(
        MatrixOperand(a.scalars), MatrixOperand(b.scalars), m: m, n: n, k: k, into: &c,
        adding: bias != nil)
    }
    return Tensor(scalars, shape: Shape(a.shape.dimensions.dropLast() + [n]))
  }

  /// g·bᵀ
  func leftGradient(_ g: Tensor) -> Tensor {
    let scalars = makeBuffer(m * k) { c in
      multiply(
        MatrixOperand(g.scalars), MatrixOperand(b.scalars, transposed: true), m: m, n: k, k: n,
        into: &c)
    }
    return Tensor(scalars, shape: a.shape)
  }

  /// aᵀ·g
  func rightGradient(_ g: Tensor) -> Tensor {
    let scalars = makeBuffer(k * n) { c in
      multiply(
        MatrixOperand(a.scalars, transposed: true), MatrixOperand(g.scalars), m: k, n: n, k: m,
        into: &c)
    }
    return Tensor(scalars, shape: b.shape)
  }
}
