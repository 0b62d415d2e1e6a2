/// A small fixed row of numbers that belong to one neuron: its state, or its coefficients.
///
/// A neuron names what it keeps in each place (`state[0]` is always the membrane).  Places beyond
/// the neuron's own count are never loaded or stored, and vanish when the driver is specialised.
@frozen public struct Slots<L: LaneNumber> {
  /// The most places a neuron can have.
  @inlinable public static var capacity: Int { 12 }

  @usableFromInline var places: InlineArray<12, L>

  /// Zeros.
  @inlinable @inline(__always) public init() { places = InlineArray(repeating: L(0)) }

  /// The first places, the others zero.
  /// - Precondition: at most `capacity` values.
  @inlinable @inline(__always) public init(_ first: L...) {
    require(first.count <= Self.capacity, "Slots: \(first.count) values, at most 12 fit")
    places = InlineArray(repeating: L(0))
    for (index, value) in first.enumerated() { places[index] = value }
  }

  /// The number in one place.
  /// - Precondition: a place below `capacity`.
  @inlinable public subscript(_ index: Int) -> L {
    @inline(__always) get { places[index] }
    @inline(__always) set { places[index] = newValue }
  }
}
