import SNNSpiking

// Neurons whose spikes are the surrogate's smooth primitive: with a reset in the same step, or
// none, their exact gradient exists, and finite differences can check the derived one.

typealias SmoothedLeaky = LeakyModel<SmoothedSpike>
typealias SmoothedSynaptic = SynapticModel<SmoothedSpike>

extension LeakyModel<SmoothedSpike> {
  init(reset: Reset, surrogate: Surrogate) {
    self.init(
      convention: Convention(reset: reset, timing: .sameStep),
      surrogate: SmoothedSpike(surrogate))
  }
}

extension SynapticModel<SmoothedSpike> {
  init(reset: Reset, surrogate: Surrogate) {
    self.init(
      convention: Convention(reset: reset, timing: .sameStep),
      surrogate: SmoothedSpike(surrogate))
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
