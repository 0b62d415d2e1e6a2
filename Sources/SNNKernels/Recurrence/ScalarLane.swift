internal import CLanes

extension Scalar: PlainNumber {
  @inlinable public var heaviside: Self { self > 0 ? 1 : 0 }
  /// By the lanes' own function, so that one neuron alone has the bits of sixteen side by side.
  public var exponential: Self { laneExponential(laneRepeated(self))[0] }
  @inlinable public static func maximum(_ lhs: Self, _ rhs: Self) -> Self { lhs > rhs ? lhs : rhs }
  @inlinable public static func minimum(_ lhs: Self, _ rhs: Self) -> Self { lhs < rhs ? lhs : rhs }
  @inlinable public var detached: Self { self }
  @inlinable public func spike(_ function: some SpikeFunction) -> Self { function.value(at: self) }
  @inlinable public func mapped(_ transform: (Scalar) -> Scalar) -> Self { transform(self) }
}
