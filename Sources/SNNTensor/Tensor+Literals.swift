extension Tensor: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// `0.5` is a tensor of shape `[]`.
  public init(floatLiteral value: Scalar.FloatLiteralType) { self.init(Scalar(value)) }

  /// `2` is a tensor of shape `[]`.
  public init(integerLiteral value: Int) { self.init(Scalar(value)) }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// `[[1, 2], [3, 4]]` is a tensor of shape `[2, 2]`, and `[]` one of shape `[0]`.
  /// - Precondition: all rows have the same shape.
  public init(arrayLiteral rows: Tensor...) {
    self = rows.isEmpty ? .zeros([0]) : Tensor.stacked(rows)
  }
}
