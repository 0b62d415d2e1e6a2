extension Recurrence {
  /// Runs the recurrence over all steps and elements in one fused pass.
  ///
  /// - Parameters:
  ///   - input: `[T, N]`, or `[N]` when it is the same at every step.
  ///   - coefficients: the table of all coefficients.
  ///   - state: `[states, N]`, the state before the first step; the state after the last on return.
  ///   - steps: T.
  ///   - output: `[T, N]`, written completely.
  /// - Precondition: T ≥ 1; sizes as stated, the table's too.
  @inlinable
  public func run(
    input: Span<Scalar>, coefficients: CoefficientTable, state: inout MutableSpan<Scalar>,
    steps: Int, output: inout MutableSpan<Scalar>
  ) {
    let elements = state.count / Self.stateCount
    require(
      steps >= 1 && state.count % Self.stateCount == 0 && output.count == steps * elements
        && (input.count == elements || input.count == steps * elements),
      "recurrence: \(input.count) inputs and \(output.count) outputs for \(steps) × \(elements)")
    coefficients.check(count: Self.coefficientCount, elements: elements)
    let stride = input.count == elements ? 0 : elements
    let blocks = RecurrenceBlocks(
      elements: elements, bytesPerElement: Self.stateCount * MemoryLayout<Scalar>.stride)
    unsafe input.withUnsafeBufferPointer { input in
      unsafe state.withUnsafeMutableBufferPointer { state in
        unsafe output.withUnsafeMutableBufferPointer { output in
          guard let input = input.baseAddress, let state = state.baseAddress,
            let output = output.baseAddress
          else { return }
          nonisolated(unsafe) let (x, u, y) = unsafe (input, state, output)
          Compute.forEach(blocks.count, worthwhile: steps * elements > 40_000) {
            unsafe forward(
              blocks.range($0), elements, steps, x, inputStride: stride, coefficients, u, y)
          }
        }
      }
    }
  }

  /// One block of `run`: time is the outer loop, lane groups the inner one.
  @inlinable
  func forward(
    _ block: Range<Int>, _ elements: Int, _ steps: Int, _ input: UnsafePointer<Scalar>,
    inputStride: Int, _ coefficients: CoefficientTable, _ state: UnsafeMutablePointer<Scalar>,
    _ output: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Lanes.count
    coefficients.withPointers { k in
      for t in 0..<steps {
        let inputRow = unsafe input + t * inputStride
        let outputRow = unsafe output + t * elements
        for element in stride(from: block.lowerBound, to: block.upperBound, by: lanes) {
          let count = block.upperBound - element
          var slots = Slots<Lanes>()
          for slot in 0..<Self.stateCount {
            slots[slot] = unsafe loadLanes(state + slot * elements + element, count: count)
          }
          let result = unsafe step(
            loadLanes(inputRow + element, count: count), &slots, k.lanes(Self.self, element))
          for slot in 0..<Self.stateCount {
            unsafe storeLanes(slots[slot], to: state + slot * elements + element, count: count)
          }
          unsafe storeLanes(result, to: outputRow + element, count: count)
        }
      }
    }
  }
}
