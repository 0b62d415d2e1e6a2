// The number of dual directions is part of a type, so that the partials live in registers; a
// neuron's counts are plain numbers.  This file is the bridge between the two.

extension Recurrence {
  /// Takes one block back from the last step to the first.
  ///
  /// - Parameter directions: states + 1, plus the coefficients when their adjoints are wanted.  It
  ///   is a constant of the neuron, so all but one case vanish on specialisation.
  @inlinable @inline(__always)
  func sweepBack(
    directions: Int, _ groups: Int, _ block: Range<Int>, _ sweep: ReverseSweep,
    _ k: CoefficientPointers, _ history: UnsafeMutablePointer<Lanes>,
    _ work: UnsafeMutablePointer<Lanes>
  ) {
    switch directions {
    case 2: unsafe sweepBack(Dual<2, Lanes>.self, groups, block, sweep, k, history, work)
    case 3: unsafe sweepBack(Dual<3, Lanes>.self, groups, block, sweep, k, history, work)
    case 4: unsafe sweepBack(Dual<4, Lanes>.self, groups, block, sweep, k, history, work)
    case 5: unsafe sweepBack(Dual<5, Lanes>.self, groups, block, sweep, k, history, work)
    case 6: unsafe sweepBack(Dual<6, Lanes>.self, groups, block, sweep, k, history, work)
    case 7: unsafe sweepBack(Dual<7, Lanes>.self, groups, block, sweep, k, history, work)
    case 8: unsafe sweepBack(Dual<8, Lanes>.self, groups, block, sweep, k, history, work)
    case 9...17: unsafe sweepBack(Dual<17, Lanes>.self, groups, block, sweep, k, history, work)
    default: fatalError("recurrence: \(directions) directions, at least 2 and at most 17")
    }
  }

  @inlinable
  func sweepBack<let directions: Int>(
    _: Dual<directions, Lanes>.Type, _ groups: Int, _ block: Range<Int>, _ sweep: ReverseSweep,
    _ k: CoefficientPointers, _ history: UnsafeMutablePointer<Lanes>,
    _ work: UnsafeMutablePointer<Lanes>
  ) {
    for t in stride(from: sweep.steps - 1, through: 0, by: -1) {
      for group in 0..<groups {
        unsafe reverseStep(
          Dual<directions, Lanes>.self, t, group, groups, block, sweep, k, history, work)
      }
    }
  }

  /// Takes the adjoints of sixteen elements back through step `t`.
  ///
  /// `work` holds, per lane group, the adjoint of each state slot, the input adjoint summed over
  /// time and the adjoint of each coefficient.
  @inlinable @inline(__always)
  func reverseStep<let directions: Int>(
    _ dual: Dual<directions, Lanes>.Type, _ t: Int, _ group: Int, _ groups: Int,
    _ block: Range<Int>, _ sweep: ReverseSweep, _ k: CoefficientPointers,
    _ history: UnsafeMutablePointer<Lanes>, _ work: UnsafeMutablePointer<Lanes>
  ) {
    let states = Self.stateCount
    let element = block.lowerBound + group * Lanes.count
    let count = block.upperBound - element
    let before = unsafe history + t * states * groups + group
    var state = Slots<Lanes>()
    var adjoint = Slots<Lanes>()
    for slot in 0..<states {
      state[slot] = unsafe before[slot * groups]
      adjoint[slot] = unsafe work[slot * groups + group]
    }
    let answer = unsafe pulledBack(
      dual, input: loadLanes(sweep.input + t * sweep.inputStride + element, count: count),
      state: state, coefficients: k.lanes(Self.self, element), stateAdjoint: adjoint,
      outputAdjoint: loadLanes(sweep.outputAdjoint + t * sweep.elements + element, count: count))
    for slot in 0..<states { unsafe work[slot * groups + group] = answer[slot] }
    if sweep.inputStride == 0 {
      unsafe work[states * groups + group] = work[states * groups + group] + answer[states]
    } else {
      let target = unsafe sweep.inputAdjoint + t * sweep.elements + element
      unsafe storeLanes(answer[states], to: target, count: count)
    }
    if directions > states + 1 {
      for index in states + 1..<states + 1 + Self.coefficientCount {
        unsafe work[index * groups + group] = work[index * groups + group] + answer[index]
      }
    }
  }

  /// The adjoints of state, input and coefficients, in this order: the transposed Jacobian of one
  /// step times the adjoints of its state and output.
  @inlinable @inline(__always)
  func pulledBack<let directions: Int>(
    _: Dual<directions, Lanes>.Type, input: Lanes, state: Slots<Lanes>,
    coefficients: Slots<Lanes>, stateAdjoint: Slots<Lanes>, outputAdjoint: Lanes
  ) -> InlineArray<directions, Lanes> {
    typealias Number = Dual<directions, Lanes>
    let states = Self.stateCount
    var dualState = Slots<Number>()
    for slot in 0..<states { dualState[slot] = Number(state[slot], direction: slot) }
    var dualCoefficients = Slots<Number>()
    for index in 0..<Self.coefficientCount {
      dualCoefficients[index] =
        directions > states + 1
        ? Number(coefficients[index], direction: states + 1 + index) : Number(coefficients[index])
    }
    let output = step(Number(input, direction: states), &dualState, dualCoefficients)
    var answer = InlineArray<directions, Lanes>(repeating: Lanes(0))
    for direction in 0..<directions {
      var sum = outputAdjoint * output.partials[direction]
      for slot in 0..<states {
        sum = sum + stateAdjoint[slot] * dualState[slot].partials[direction]
      }
      answer[direction] = sum
    }
    return answer
  }
}
