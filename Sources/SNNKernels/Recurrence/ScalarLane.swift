internal import CLanes

extension Scalar: PlainNumber {
  /// 1 where the number is strictly positive, else 0.
  @inlinable public var heaviside: Self { self > 0 ? 1 : 0 }
  /// By the lanes' own function, so that one neuron alone has the bits of sixteen side by side.
  public var exponential: Self { laneExponential(laneRepeated(self))[0] }

  /// By the lanes' own function, as `exponential`.
  public var sine: Self { laneSine(laneRepeated(self))[0] }

  /// The nearest whole number, halves to even.
  public var rounded: Self { rounded(.toNearestOrEven) }

  /// The larger of two numbers; `rhs` where either is NaN.
  @inlinable public static func maximum(_ lhs: Self, _ rhs: Self) -> Self { lhs > rhs ? lhs : rhs }

  /// The smaller of two numbers; `rhs` where either is NaN.
  @inlinable public static func minimum(_ lhs: Self, _ rhs: Self) -> Self { lhs < rhs ? lhs : rhs }

  /// The number itself, which carries no derivative.
  @inlinable public var detached: Self { self }

  /// The function's value.
  @inlinable public func spike(_ function: some SpikeFunction) -> Self { function.value(at: self) }

  /// Applies a function of one number.
  @inlinable public func mapped(_ transform: (Scalar) -> Scalar) -> Self { transform(self) }
}
