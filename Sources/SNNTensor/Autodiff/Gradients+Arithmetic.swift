extension Gradients {
  /// All gradients and movements times a factor.
  public static func * (gradients: Gradients, factor: Scalar) -> Gradients {
    Gradients(
      tensors: gradients.tensors.map { $0 * Tensor(factor) }, paths: gradients.paths,
      movements: gradients.movements.map { $0 * Tensor(factor) })
  }

  /// The sums of two values' gradients with respect to one model, and of their movements.
  /// - Precondition: both are of one model: the same paths.
  public static func + (lhs: Gradients, rhs: Gradients) -> Gradients {
    require(
      lhs.paths == rhs.paths && lhs.movements.count == rhs.movements.count,
      "gradients of \(lhs.paths) and of \(rhs.paths) are not of one model")
    return Gradients(
      tensors: zip(lhs.tensors, rhs.tensors).map { $0 + $1 }, paths: lhs.paths,
      movements: zip(lhs.movements, rhs.movements).map { $0 + $1 })
  }
}
