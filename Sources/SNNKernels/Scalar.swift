#if DoublePrecision
  /// The number type of every tensor: `Double`, because the package trait `DoublePrecision` is on.
  public typealias Scalar = Double
#else
  /// The number type of every tensor: `Float`; the package trait `DoublePrecision` makes it `Double`.
  public typealias Scalar = Float
#endif
