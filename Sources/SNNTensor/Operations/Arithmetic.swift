internal import SNNKernels

extension Tensor {
  /// Element-wise sum with broadcasting.  d(a + b) = da + db
  public static func + (lhs: Tensor, rhs: Tensor) -> Tensor {
    .recorded(
      combine(lhs, rhs, "+") { $0 + $1 },
      (lhs, { [shape = lhs.shape] in $0.unbroadcast(to: shape) }),
      (rhs, { [shape = rhs.shape] in $0.unbroadcast(to: shape) }))
  }

  /// Element-wise difference with broadcasting.  d(a − b) = da − db
  public static func - (lhs: Tensor, rhs: Tensor) -> Tensor {
    .recorded(
      combine(lhs, rhs, "-") { $0 - $1 },
      (lhs, { [shape = lhs.shape] in $0.unbroadcast(to: shape) }),
      (rhs, { [shape = rhs.shape] in -$0.unbroadcast(to: shape) }))
  }

  /// Element-wise product with broadcasting.  d(ab) = b·da + a·db
  public static func * (lhs: Tensor, rhs: Tensor) -> Tensor {
    let (a, b) = (lhs.detached, rhs.detached)
    return .recorded(
      combine(a, b, "*") { $0 * $1 },
      (lhs, { ($0 * b).unbroadcast(to: a.shape) }),
      (rhs, { ($0 * a).unbroadcast(to: b.shape) }))
  }

  /// Element-wise quotient with broadcasting.  d(a/b) = da/b − (a/b²)·db
  public static func / (lhs: Tensor, rhs: Tensor) -> Tensor {
    let (a, b) = (lhs.detached, rhs.detached)
    return .recorded(
      combine(a, b, "/") { $0 / $1 },
      (lhs, { ($0 / b).unbroadcast(to: a.shape) }),
      (rhs, { ($0 * -(a / (b * b))).unbroadcast(to: b.shape) }))
  }

  /// Every element with the other sign.  d(−a) = −da
  public static prefix func - (operand: Tensor) -> Tensor {
    .recorded(operand.mapped { -$0 }, (operand, { -$0 }))
  }

  /// Adds in place, `rhs` broadcast; a tensor nobody else refers to is not copied.
  public static func += (lhs: inout Tensor, rhs: Tensor) {
    lhs.combineInPlace(rhs, { $0 + $1 }, otherwise: { $0 + $1 })
  }

  /// Subtracts in place, `rhs` broadcast; a tensor nobody else refers to is not copied.
  public static func -= (lhs: inout Tensor, rhs: Tensor) {
    lhs.combineInPlace(rhs, { $0 - $1 }, otherwise: { $0 - $1 })
  }

  /// Multiplies in place, `rhs` broadcast; a tensor nobody else refers to is not copied.
  public static func *= (lhs: inout Tensor, rhs: Tensor) {
    lhs.combineInPlace(rhs, { $0 * $1 }, otherwise: { $0 * $1 })
  }

  /// Divides in place, `rhs` broadcast; a tensor nobody else refers to is not copied.
  public static func /= (lhs: inout Tensor, rhs: Tensor) {
    lhs.combineInPlace(rhs, { $0 / $1 }, otherwise: { $0 / $1 })
  }

  @inline(__always)
  private mutating func combineInPlace(
    _ other: Tensor, _ combine: (Scalar, Scalar) -> Scalar,
    otherwise general: (Tensor, Tensor) -> Tensor
  ) {
    let isNumber = other.count == 1 && other.rank <= rank
    guard node == nil, other.node == nil, shape == other.shape || isNumber else {
      self = general(self, other)
      return
    }
    let step = isNumber ? 0 : 1
    updateScalars { span in
      let source = other.scalars.span
      for i in 0..<span.count { span[i] = combine(span[i], source[i * step]) }
    }
  }
}

extension Tensor {
  /// `combine` element by element, stretching axes of size one and missing outer axes.
  @inline(__always)
  static func combine(
    _ lhs: Tensor, _ rhs: Tensor, _ operation: StaticString, _ combine: (Scalar, Scalar) -> Scalar
  ) -> Tensor {
    if lhs.shape == rhs.shape {
      return Tensor(zip(lhs.scalars.span, rhs.scalars.span, combine), shape: lhs.shape)
    }
    if rhs.count == 1, rhs.rank <= lhs.rank {
      let right = rhs.scalars[0]
      return Tensor(map(lhs.scalars.span) { combine($0, right) }, shape: lhs.shape)
    }
    let shape = Shape.broadcast(lhs.shape, rhs.shape, operation)
    let scalars = zipBroadcast(
      lhs.scalars.span, strides: lhs.shape.strides(broadcastTo: shape), rhs.scalars.span,
      strides: rhs.shape.strides(broadcastTo: shape), dimensions: shape.dimensions, combine)
    return Tensor(scalars, shape: shape)
  }

  /// `transform` of every element, not recorded.
  @inline(__always)
  func mapped(_ transform: (Scalar) -> Scalar) -> Tensor {
    Tensor(map(scalars.span, transform), shape: shape)
  }
}
