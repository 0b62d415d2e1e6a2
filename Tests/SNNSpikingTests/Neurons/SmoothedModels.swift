import SNNSpiking

// Neurons whose spikes are the surrogate's smooth primitive: with a reset in the same step, or
// none, their exact gradient exists, and finite differences can check the derived one.

/// One state: U ← β·U + X, S = σ(U − θ), reset.
struct SmoothedLeaky: NeuronModel {
  static let stateNames = ["membrane"]
  static let coefficientNames = ["beta", "threshold"]
  static var stateCount: Int { 1 }
  static var coefficientCount: Int { 2 }
  let reset: Reset
  let surrogate: Surrogate

  @inline(__always)
  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let charged = k[0] * state[0] + input
    let spike = (charged - k[1]).spike(SmoothedSpike(surrogate))
    state[0] = reset.applied(to: charged, by: spike, threshold: k[1])
    return spike
  }
}

/// Two states: I ← α·I + X, U ← β·U + I, S = σ(U − θ), reset of U.
struct SmoothedSynaptic: NeuronModel {
  static let stateNames = ["membrane", "current"]
  static let coefficientNames = ["alpha", "beta", "threshold"]
  static var stateCount: Int { 2 }
  static var coefficientCount: Int { 3 }
  let reset: Reset
  let surrogate: Surrogate

  @inline(__always)
  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    state[1] = k[0] * state[1] + input
    let charged = k[1] * state[0] + state[1]
    let spike = (charged - k[2]).spike(SmoothedSpike(surrogate))
    state[0] = reset.applied(to: charged, by: spike, threshold: k[2])
    return spike
  }
}

/// Every operation a lane number has, in one step.
struct EveryOperation: NeuronModel {
  static let stateNames = ["membrane"]
  static let coefficientNames = ["beta"]
  static var stateCount: Int { 1 }
  static var coefficientCount: Int { 1 }
  static var spikes: Bool { false }

  @inline(__always)
  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let ratio = (input * input - state[0]) / (k[0] * k[0] + 1 + state[0].magnitude)
    let bounded = L.minimum(L.maximum(ratio, 0.05 * input), 2 - ratio)
    state[0] = (0 - bounded).exponential * k[0] + bounded / 3 - input.heaviside
    return 1 / (state[0] * state[0] + 2) + input.detached.heaviside
  }
}
