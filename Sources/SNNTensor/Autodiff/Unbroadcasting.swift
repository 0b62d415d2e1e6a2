extension Tensor {
  /// Sums over every axis along which broadcasting had stretched `target` to this shape.
  ///
  /// The pullback of broadcasting, for every operation that broadcasts.
  func unbroadcast(to target: Shape) -> Tensor {
    if shape == target { return self }
    var result = self
    while result.rank > target.rank { result = result.sum(alongAxis: 0) }
    for axis in 0..<target.rank where target[axis] == 1 && result.shape[axis] != 1 {
      result = result.sum(alongAxis: axis, keepingAxis: true)
    }
    return result
  }
}
