import SNNKernels

/// u ← k·u + x, output u².
struct Squaring: Recurrence {
  static let stateCount = 1
  static let coefficientCount = 1

  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ coefficients: Slots<L>) -> L {
    state[0] = coefficients[0] * state[0] + input
    return state[0] * state[0]
  }
}

/// Two states, three coefficients and every operation of `LaneNumber`:
///
///     u ← k₀·u + x − a/10
///     a ← max(k₁·a, min(|u|, 3/2)) / (1 + u²)
///     output H(x)·u/(1 + |a|) + k₂·e^(−|u|) + detached(u)·x/5
struct Everything: Recurrence {
  static let stateCount = 2
  static let coefficientCount = 3

  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ coefficients: Slots<L>) -> L {
    let u = coefficients[0] * state[0] + input - state[1] / 10
    let a = L.maximum(coefficients[1] * state[1], L.minimum(u.magnitude, L(1.5))) / (1 + u * u)
    state[0] = u
    state[1] = a
    return input.heaviside * u / (1 + a.magnitude)
      + coefficients[2] * (0 - u.magnitude).exponential + u.detached * input / 5
  }
}

/// Any number of states in a row, each fed by the one before; coefficient j multiplies the input
/// of state j mod states.  The output is the square of the last.
struct Chain<let states: Int, let coefficients: Int>: Recurrence {
  static var stateCount: Int { states }
  static var coefficientCount: Int { coefficients }

  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    var carried = input
    for slot in 0..<states {
      var gain = L(1)
      for index in stride(from: slot, to: coefficients, by: states) { gain = gain + k[index] }
      state[slot] = state[slot] / 2 + gain * carried
      carried = state[slot]
    }
    return carried * carried
  }
}
