extension Tensor: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Scalar.FloatLiteralType) { self.init(Scalar(value)) }

  public init(integerLiteral value: Int) { self.init(Scalar(value)) }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// `[[1, 2], [3, 4]]` is a tensor of shape `[2, 2]`.
  /// - Precondition: all rows have the same shape.
  public init(arrayLiteral rows: Tensor...) {
    self = rows.isEmpty ? .zeros([0]) : Tensor.stacked(rows)
  }
}
