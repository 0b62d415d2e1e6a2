extension Recurrence {
  /// Back-propagation through time, derived from `step`.
  ///
  /// The states are recomputed block by block from the input, so a forward pass need keep nothing
  /// but its input.  At each step, going back, the adjoints of output and state are multiplied by
  /// the transposed Jacobian of the step, one column per direction, taken from dual numbers.
  ///
  /// - Parameters:
  ///   - outputAdjoint: `[T, N]`, the gradient with respect to the output.
  ///   - input: what the forward pass was given, `[T, N]` or `[N]`.
  ///   - state: `[states, N]`, the state before the first step.
  ///   - stateAdjoint: `[states, N]`, the gradient with respect to the state after the last step;
  ///     to that before the first one on return.
  ///   - inputAdjoint: like `input`, written completely; for a constant input the sum over time.
  ///   - coefficientAdjoint: `[coefficients, N]`, written completely when wanted, else empty.
  /// - Precondition: T ≥ 1; sizes as stated, the table's too.
  @inlinable
  public func runReverse(
    outputAdjoint: Span<Scalar>, input: Span<Scalar>, coefficients: CoefficientTable,
    state: Span<Scalar>, steps: Int, stateAdjoint: inout MutableSpan<Scalar>,
    inputAdjoint: inout MutableSpan<Scalar>, coefficientAdjoint: inout MutableSpan<Scalar>
  ) {
    let elements = state.count / Self.stateCount
    let learns = coefficientAdjoint.count > 0
    require(
      steps >= 1 && state.count % Self.stateCount == 0
        && outputAdjoint.count == steps * elements && inputAdjoint.count == input.count
        && stateAdjoint.count == state.count
        && (input.count == elements || input.count == steps * elements)
        && (!learns || coefficientAdjoint.count == Self.coefficientCount * elements),
      "recurrence: \(outputAdjoint.count) output adjoints for \(steps) × \(elements)")
    coefficients.check(count: Self.coefficientCount, elements: elements)
    let blocks = RecurrenceBlocks(
      elements: elements,
      bytesPerElement: (steps + 1) * Self.stateCount * MemoryLayout<Scalar>.stride)
    unsafe outputAdjoint.withUnsafeBufferPointer { outputAdjoint in
      unsafe input.withUnsafeBufferPointer { input in
        unsafe state.withUnsafeBufferPointer { state in
          unsafe stateAdjoint.withUnsafeMutableBufferPointer { stateAdjoint in
            unsafe inputAdjoint.withUnsafeMutableBufferPointer { inputAdjoint in
              unsafe coefficientAdjoint.withUnsafeMutableBufferPointer { coefficientAdjoint in
                guard let g = outputAdjoint.baseAddress, let x = input.baseAddress,
                  let u = state.baseAddress, let du = stateAdjoint.baseAddress,
                  let dx = inputAdjoint.baseAddress
                else { return }
                nonisolated(unsafe) let sweep = unsafe ReverseSweep(
                  elements: elements, steps: steps, outputAdjoint: g, input: x,
                  inputStride: input.count == elements ? 0 : elements, state: u, stateAdjoint: du,
                  inputAdjoint: dx,
                  coefficientAdjoint: learns ? coefficientAdjoint.baseAddress : nil)
                Compute.forEach(blocks.count, worthwhile: steps * elements > 10_000) {
                  unsafe reverse(blocks.range($0), sweep, coefficients)
                }
              }
            }
          }
        }
      }
    }
  }

  /// One block of `runReverse`.
  @inlinable
  func reverse(_ block: Range<Int>, _ sweep: ReverseSweep, _ coefficients: CoefficientTable) {
    let groups = (block.count + Lanes.count - 1) / Lanes.count
    let historyCount = sweep.steps * Self.stateCount * groups
    let workCount = (Self.stateCount + 1 + Self.coefficientCount) * groups
    unsafe withUnsafeTemporaryAllocation(of: Lanes.self, capacity: historyCount + workCount) {
      guard let history = $0.baseAddress else { return }
      let work = unsafe history + historyCount
      unsafe work.initialize(repeating: Lanes(0), count: workCount)
      coefficients.withPointers { k in
        unsafe recordHistory(block, groups, sweep, k, history)
        unsafe loadStateAdjoint(block, groups, sweep, work)
        if unsafe sweep.coefficientAdjoint == nil {
          unsafe sweepBack(
            directions: Self.stateCount + 1, groups, block, sweep, k, history, work)
        } else {
          unsafe sweepBack(
            directions: Self.stateCount + 1 + Self.coefficientCount, groups, block, sweep, k,
            history, work)
        }
      }
      unsafe finish(block, groups, sweep, work)
    }
  }

  /// Reruns the block forward and keeps the state before every step.
  @inlinable @inline(__always)
  func recordHistory(
    _ block: Range<Int>, _ groups: Int, _ sweep: ReverseSweep, _ k: CoefficientPointers,
    _ history: UnsafeMutablePointer<Lanes>
  ) {
    let lanes = Lanes.count
    for group in 0..<groups {
      let element = block.lowerBound + group * lanes
      for slot in 0..<Self.stateCount {
        unsafe history[slot * groups + group] = loadLanes(
          sweep.state + slot * sweep.elements + element, count: block.upperBound - element)
      }
    }
    for t in 0..<max(0, sweep.steps - 1) {
      let before = unsafe history + t * Self.stateCount * groups
      let after = unsafe before + Self.stateCount * groups
      for group in 0..<groups {
        let element = block.lowerBound + group * lanes
        var slots = Slots<Lanes>()
        for slot in 0..<Self.stateCount { slots[slot] = unsafe before[slot * groups + group] }
        let x = unsafe loadLanes(
          sweep.input + t * sweep.inputStride + element, count: block.upperBound - element)
        _ = step(x, &slots, k.lanes(Self.self, element))
        for slot in 0..<Self.stateCount { unsafe after[slot * groups + group] = slots[slot] }
      }
    }
  }

  /// The adjoint of the state after the last step, with which the sweep begins.
  @inlinable
  func loadStateAdjoint(
    _ block: Range<Int>, _ groups: Int, _ sweep: ReverseSweep, _ work: UnsafeMutablePointer<Lanes>
  ) {
    for group in 0..<groups {
      let element = block.lowerBound + group * Lanes.count
      for slot in 0..<Self.stateCount {
        unsafe work[slot * groups + group] = loadLanes(
          sweep.stateAdjoint + slot * sweep.elements + element, count: block.upperBound - element)
      }
    }
  }

  /// Writes what the block summed over time, and the adjoint of the state it started from.
  @inlinable
  func finish(
    _ block: Range<Int>, _ groups: Int, _ sweep: ReverseSweep, _ work: UnsafeMutablePointer<Lanes>
  ) {
    for group in 0..<groups {
      let element = block.lowerBound + group * Lanes.count
      let count = block.upperBound - element
      for slot in 0..<Self.stateCount {
        unsafe storeLanes(
          work[slot * groups + group], to: sweep.stateAdjoint + slot * sweep.elements + element,
          count: count)
      }
      if sweep.inputStride == 0 {
        unsafe storeLanes(
          work[Self.stateCount * groups + group], to: sweep.inputAdjoint + element, count: count)
      }
      guard let target = unsafe sweep.coefficientAdjoint else { continue }
      for index in 0..<Self.coefficientCount {
        unsafe storeLanes(
          work[(Self.stateCount + 1 + index) * groups + group],
          to: target + index * sweep.elements + element, count: count)
      }
    }
  }
}

/// The memory one reverse sweep reads and writes.
@frozen @usableFromInline @safe struct ReverseSweep {
  @usableFromInline let elements: Int
  @usableFromInline let steps: Int
  @usableFromInline let outputAdjoint: UnsafePointer<Scalar>
  @usableFromInline let input: UnsafePointer<Scalar>
  @usableFromInline let inputStride: Int
  @usableFromInline let state: UnsafePointer<Scalar>
  @usableFromInline let stateAdjoint: UnsafeMutablePointer<Scalar>
  @usableFromInline let inputAdjoint: UnsafeMutablePointer<Scalar>
  @usableFromInline let coefficientAdjoint: UnsafeMutablePointer<Scalar>?

  @inlinable init(
    elements: Int, steps: Int, outputAdjoint: UnsafePointer<Scalar>, input: UnsafePointer<Scalar>,
    inputStride: Int, state: UnsafePointer<Scalar>, stateAdjoint: UnsafeMutablePointer<Scalar>,
    inputAdjoint: UnsafeMutablePointer<Scalar>, coefficientAdjoint: UnsafeMutablePointer<Scalar>?
  ) {
    self.elements = elements
    self.steps = steps
    unsafe self.outputAdjoint = outputAdjoint
    unsafe self.input = input
    self.inputStride = inputStride
    unsafe self.state = state
    unsafe self.stateAdjoint = stateAdjoint
    unsafe self.inputAdjoint = inputAdjoint
    unsafe self.coefficientAdjoint = coefficientAdjoint
  }
}
