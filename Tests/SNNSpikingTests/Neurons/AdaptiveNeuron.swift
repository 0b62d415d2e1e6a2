import SNNSpiking

/// A user's neuron: its threshold rises by b with every spike and falls back.
///
///     U[t] = β·U[t−1] + X[t] − Z[t−1]     a[t] = ρ·a[t−1] + Z[t−1]     Z[t] = H(U[t] − 1 − b·a[t])
struct UserAdaptiveModel: NeuronModel {
  static let stateNames = ["membrane", "adaptation"]
  static let coefficientNames = ["beta", "rho", "strength"]
  static var stateCount: Int { 2 }
  static var coefficientCount: Int { 3 }
  var surrogate = Surrogate.arctan()

  @inline(__always)
  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (beta, rho, strength) = (k[0], k[1], k[2])
    let fired = (state[0] - 1 - strength * state[1]).heaviside
    state[0] = beta * state[0] + input - fired
    state[1] = rho * state[1] + fired
    return (state[0] - 1 - strength * state[1]).spike(surrogate)
  }
}

func adaptiveNeurons(surrogate: Surrogate) -> SpikingLayer<UserAdaptiveModel> {
  SpikingLayer(UserAdaptiveModel(surrogate: surrogate), coefficients: [0.9, 0.97, 0.2])
}
