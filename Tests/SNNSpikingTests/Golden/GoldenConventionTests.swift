import SNNSpiking
import SNNTestSupport
import Testing

/// Neurons under the conventions of SpikingJelly 2.0 and Norse 1.1, against their own traces.
@Suite struct GoldenConventionTests {
  static let jellyConventions: [(name: String, reset: Reset, gradient: ResetGradient)] = [
    ("hard", .zero, .kept), ("soft", .subtract, .kept),
    ("hard_detached", .zero, .stopped), ("soft_detached", .subtract, .stopped),
  ]

  @Test(arguments: jellyConventions)
  func spikingJellyIntegrateAndFire(
    name: String, reset: Reset, gradient: ResetGradient
  ) throws {
    try expectTrace(
      IntegrateAndFire(convention: .spikingJelly(reset: reset, resetGradient: gradient)),
      "spikingjelly_if_\(name)")
  }

  @Test(arguments: jellyConventions)
  func spikingJellyLeaky(name: String, reset: Reset, gradient: ResetGradient) throws {
    try expectTrace(
      Leaky(beta: 0.5, convention: .spikingJelly(reset: reset, resetGradient: gradient)),
      "spikingjelly_lif_\(name)")
    try expectTrace(
      Leaky(
        beta: 0.5,
        convention: .spikingJelly(reset: reset, resetGradient: gradient, inputGain: .one)),
      "spikingjelly_lif_undecayed_\(name)")
  }

  /// Membranes exactly at the threshold fire in SpikingJelly and do not in Norse.
  @Test(arguments: [("hard", Reset.zero), ("soft", Reset.subtract)])
  func spikingJellyTies(name: String, reset: Reset) throws {
    let neurons = IntegrateAndFire(convention: .spikingJelly(reset: reset))
    try expectTrace(neurons, "spikingjelly_if_\(name)_ties")
    var strict = neurons.model.convention
    strict.condition = .above
    let fixture = try Fixture("spikingjelly_if_\(name)_ties", in: .module)
    #expect(
      IntegrateAndFire(convention: strict).answer(to: try fixture["input"])
        != (try fixture["spikes"]))
  }

  @Test(arguments: [("hard", Reset.zero), ("soft", Reset.subtract)])
  func spikingJellyParametricLeaky(name: String, reset: Reset) throws {
    try expectTrace(
      ParametricLeaky(tau: 3, convention: .spikingJelly(reset: reset)),
      "spikingjelly_plif_\(name)", learned: ["w": 1e-5])
  }

  @Test func spikingJellyQuadratic() throws {
    try expectTrace(
      Quadratic(
        rate: 0.5, curvature: 1, rest: 0, critical: .single(0.8), threshold: 1,
        resetPotential: .single(-0.1), start: Scalar(Float(-0.1)),
        convention: .spikingJelly()),
      "spikingjelly_qif")
  }

  @Test func spikingJellyExponential() throws {
    try expectTrace(
      Exponential(
        rate: 0.5, rest: 0, sharpness: 1, rheobase: .single(0.8), threshold: 1,
        resetPotential: .single(-0.1), start: Scalar(Float(-0.1)),
        convention: .spikingJelly()),
      "spikingjelly_eif")
  }

  @Test func spikingJellyGatedLeaky() throws {
    func learned(_ value: Float) -> Coefficient { .learned(Scalar(value)) }
    try expectTrace(
      GatedLeaky(
        leakGate: learned(0.45), inputGate: learned(0.55), resetGate: learned(0.6),
        decay: learned(0.7), linearLeak: learned(0.05), conductance: learned(0.8),
        subtraction: learned(0.9), threshold: learned(0.8),
        convention: Convention(condition: .atOrAbove)),
      "spikingjelly_gated",
      learned: Dictionary(
        uniqueKeysWithValues: GatedLeakyModel<Surrogate>.coefficientNames.map { ($0, 2e-5) }))
  }

  @Test(arguments: ["norse_iaf", "norse_iaf_ties"])
  func norseIntegrateAndFire(fixture: String) throws {
    try expectTrace(
      IntegrateAndFire(convention: .norse(), surrogate: .fastSigmoid(slope: 1)), fixture)
  }

  /// β = 1 − Δt/τ with Δt = 1 ms, by Euler's rule.
  @Test(arguments: [
    ("hard", Scalar(5e-3), Reset.zero), ("soft", Scalar(5e-3), Reset.subtract),
    ("slow", Scalar(10e-3), Reset.zero),
  ])
  func norseLeaky(name: String, tau: Scalar, reset: Reset) throws {
    try expectTrace(
      Leaky(
        beta: .decay(tau: tau, dt: 1e-3, by: .euler), threshold: .single(0.4),
        convention: .norse(reset: reset), surrogate: .fastSigmoid(slope: 1)),
      "norse_lifbox_\(name)")
  }

  /// Norse's LIF is a neuron with a synaptic current that jumps before the membrane takes it.
  @Test(arguments: [("default", Scalar(10e-3)), ("fast", Scalar(1e-3 / 0.3))])
  func norseSynaptic(name: String, tau: Scalar) throws {
    try expectTrace(
      Synaptic(
        alpha: .decay(tau: 5e-3, dt: 1e-3, by: .euler),
        beta: .decay(tau: tau, dt: 1e-3, by: .euler), threshold: .single(0.4),
        convention: .norse(), surrogate: .fastSigmoid(slope: 1)),
      "norse_lif_\(name)")
  }
}
