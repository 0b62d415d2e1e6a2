extension Gradients {
  /// √Σ g² over all gradients together.
  ///
  /// Summed in `Double`, so that many small numbers neither overflow nor vanish; not finite when a
  /// gradient is not, or when it is beyond the largest `Scalar`.
  public var norm: Scalar {
    var total = 0.0
    for tensor in tensors {
      for g in tensor.scalars { total += Double(g) * Double(g) }
    }
    return Scalar(total.squareRoot())
  }

  /// The gradients scaled down so that their common norm is at most `limit`: g·min(1, limit/‖g‖).
  /// - Precondition: `limit` > 0.
  public func clipped(toNorm limit: Scalar) -> Gradients {
    require(limit > 0, "clipped: the norm limit \(limit) is not positive")
    let norm = norm
    guard norm > limit else { return self }
    var result = self
    for index in tensors.indices { result.tensors[index] *= Tensor(limit / norm) }
    return result
  }
}
