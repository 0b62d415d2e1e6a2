/// The coefficients of all elements of a recurrence, laid out for lane loads.
///
/// A coefficient shared by all elements is kept as one lane vector; one that differs is kept per
/// element.  Either way the driver reads sixteen values from `start + element · stride`.
@frozen public struct CoefficientTable: Sendable {
  @usableFromInline var values: [Scalar] = []
  @usableFromInline var starts: [Int] = []
  @usableFromInline var strides: [Int] = []
  @usableFromInline let elements: Int

  /// - Parameters:
  ///   - coefficients: each one value, or as many values as divide `elements` (repeated cyclically).
  ///   - elements: how many elements the recurrence has, B·F for a `[T, B, F]` input.
  /// - Precondition: every coefficient has at least one value and tiles `elements`.
  public init(_ coefficients: [[Scalar]], elements: Int) {
    self.elements = elements
    for coefficient in coefficients {
      starts.append(values.count)
      if coefficient.count == 1 {
        strides.append(0)
        values.append(contentsOf: repeatElement(coefficient[0], count: Lanes.count))
        continue
      }
      require(
        !coefficient.isEmpty && elements % coefficient.count == 0,
        "CoefficientTable: \(coefficient.count) values do not tile \(elements) elements")
      strides.append(1)
      for _ in 0..<(elements / coefficient.count) { values.append(contentsOf: coefficient) }
      values.append(contentsOf: repeatElement(0, count: Lanes.count))
    }
  }
}

extension CoefficientTable {
  /// The passes read the table without further checks.
  @usableFromInline func check(count: Int, elements: Int) {
    require(
      starts.count == count && self.elements == elements,
      "recurrence: \(starts.count) coefficients for \(self.elements) elements, "
        + "expected \(count) for \(elements)")
  }
}

/// The table's memory while a block runs.
///
/// Starts and strides are kept by value: read through pointers, they would have to be fetched
/// again after every store.
@frozen @usableFromInline @safe struct CoefficientPointers {
  @usableFromInline let values: UnsafePointer<Scalar>
  @usableFromInline let starts: InlineArray<12, Int>
  @usableFromInline let strides: InlineArray<12, Int>

  @inlinable init(_ values: UnsafePointer<Scalar>, starts: [Int], strides: [Int]) {
    unsafe self.values = values
    self.starts = InlineArray { $0 < starts.count ? starts[$0] : 0 }
    self.strides = InlineArray { $0 < strides.count ? strides[$0] : 0 }
  }

  /// The coefficients of the sixteen elements from `element` on.
  @inlinable @inline(__always)
  func lanes<R: Recurrence>(_: R.Type, _ element: Int) -> Slots<Lanes> {
    var slots = Slots<Lanes>()
    for index in 0..<R.coefficientCount {
      slots[index] = unsafe loadLanes(
        values + starts[index] + element * strides[index], count: Lanes.count)
    }
    return slots
  }
}

extension CoefficientTable {
  @inlinable
  func withPointers(_ body: (CoefficientPointers) -> Void) {
    // An empty table still needs an address; its places are never read.
    let padded = values.isEmpty ? [0] : values
    unsafe padded.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      unsafe body(CoefficientPointers(values, starts: starts, strides: strides))
    }
  }
}
