import Foundation
import SNNKernels
import SNNTensor
import SNNTestSupport
import Testing

/// A recurrence beside the same mathematics as a plain loop in `Double`, which knows nothing of
/// lanes, slots and dual numbers.
struct RecurrenceCase: Sendable, CustomTestStringConvertible {
  /// One element's inputs, coefficients and state before (after, on return); its outputs.
  ///
  /// `detached` holds what the recurrence treats as constant, step by step: recorded when empty,
  /// used when not, so that differences see a constant too.
  typealias PlainLoop =
    @Sendable (
      _ x: [Double], _ k: [Double], _ state: inout [Double], _ detached: inout [Double]
    ) -> [Double]

  let testDescription: String
  let states: Int
  let coefficients: Int
  let fused: FusedRecurrence
  let scalarLoop: @Sendable ([Scalar], [Scalar], inout [Scalar]) -> [Scalar]
  let plainLoop: PlainLoop

  init<R: Recurrence>(_ recurrence: R, plainLoop: @escaping PlainLoop) {
    testDescription = "\(R.self)"
    states = R.stateCount
    coefficients = R.coefficientCount
    fused = FusedRecurrence(recurrence)
    scalarLoop = { x, k, state in
      var (slots, values) = (Slots<Scalar>(), Slots<Scalar>())
      for index in state.indices { slots[index] = state[index] }
      for index in k.indices { values[index] = k[index] }
      defer { for index in state.indices { state[index] = slots[index] } }
      return x.map { recurrence.step($0, &slots, values) }
    }
    self.plainLoop = plainLoop
  }

  static let squaring = RecurrenceCase(Squaring()) { x, k, state, _ in
    x.map { x in
      state[0] = k[0] * state[0] + x
      return state[0] * state[0]
    }
  }

  static let everything = RecurrenceCase(Everything()) { x, k, state, detached in
    let isFirst = detached.isEmpty
    return x.indices.map { t in
      let u = k[0] * state[0] + x[t] - state[1] / 10
      let a = max(k[1] * state[1], min(abs(u), 1.5)) / (1 + u * u)
      state = [u, a]
      if isFirst { detached.append(u) }
      return (x[t] > 0 ? u / (1 + abs(a)) : 0) + k[2] * exp(-abs(u)) + detached[t] * x[t] / 5
    }
  }

  static func chain<let states: Int, let coefficients: Int>(
    _ chain: Chain<states, coefficients>
  ) -> RecurrenceCase {
    RecurrenceCase(chain) { x, k, state, _ in
      x.map { x in
        var carried = x
        for slot in 0..<states {
          let gains = stride(from: slot, to: coefficients, by: states).map { k[$0] }
          state[slot] = state[slot] / 2 + gains.reduce(1, +) * carried
          carried = state[slot]
        }
        return carried * carried
      }
    }
  }

  /// Every number of directions the reverse pass has a case for.
  static let chains: [RecurrenceCase] = [
    chain(Chain<1, 0>()), chain(Chain<1, 1>()), chain(Chain<2, 1>()), chain(Chain<2, 2>()),
    chain(Chain<3, 2>()), chain(Chain<3, 3>()), chain(Chain<4, 3>()), chain(Chain<4, 4>()),
    chain(Chain<3, 8>()), chain(Chain<8, 0>()), chain(Chain<8, 8>()),
  ]
}

/// Inputs, coefficients and a state before the first step, for N elements and T steps.
struct RecurrenceData {
  let elements: Int
  let steps: Int
  let input: [Scalar]
  let state: [Scalar]
  let coefficients: [[Scalar]]

  /// - Parameter constant: whether the input is one row for all steps.
  init(_ recurrence: RecurrenceCase, elements: Int, steps: Int, constant: Bool = false) {
    self.elements = elements
    self.steps = steps
    input = Tensor.uneven([(constant ? 1 : steps) * elements]).scalars
    state = Tensor.uneven([recurrence.states * elements], in: -0.5...0.5, from: 77).scalars
    let divisor = (2...max(2, elements)).first { elements % $0 == 0 } ?? 1
    // Shared, repeated cyclically, and one per element, turn by turn.
    let sizes = [1, divisor, elements]
    coefficients = (0..<recurrence.coefficients).map { index in
      Tensor.uneven(
        [sizes[(index + elements + steps) % 3]], in: -0.9...0.9, from: 7 * index + 3
      ).scalars
    }
  }

  var table: CoefficientTable { CoefficientTable(coefficients, elements: elements) }

  /// First and last elements, and those beside the borders of lane groups and blocks.
  var samples: [Int] {
    let borders = [15, 16, 17, 79, 80, 99, 1023, 1024, 2500, elements - 2]
    return [0] + borders.filter { $0 > 0 && $0 < elements - 1 }
      + (elements > 1 ? [elements - 1] : [])
  }

  func inputs(of element: Int) -> [Scalar] {
    (0..<steps).map { input[($0 * elements + element) % input.count] }
  }

  func coefficients(of element: Int) -> [Scalar] {
    coefficients.map { $0[element % $0.count] }
  }

  func state(of element: Int) -> [Scalar] {
    (0..<state.count / elements).map { state[$0 * elements + element] }
  }
}
