import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

/// A fixture and the neurons that should reproduce it.
struct LeakyCase: CustomTestStringConvertible, Sendable {
  let fixture: String
  let neurons: Leaky
  var testDescription: String { fixture }

  static let all = Reset.allCases.flatMap { reset in
    [
      LeakyCase(
        fixture: "leaky_\(reset)_atan2", neurons: Leaky(beta: .single(0.85), reset: reset)),
      LeakyCase(
        fixture: "leaky_\(reset)_fast_sigmoid25",
        neurons: Leaky(beta: .single(0.85), reset: reset, surrogate: .fastSigmoid(slope: 25))),
      LeakyCase(
        fixture: "leaky_\(reset)_nodelay",
        neurons: Leaky(
          beta: .single(0.85), threshold: .single(0.7), reset: reset, timing: .sameStep)),
    ]
  }
}

extension Coefficient {
  /// The number as snnTorch had it, in single precision.
  static func single(_ value: Float) -> Coefficient { .fixed(Scalar(value)) }
}

@Suite struct GoldenNeuronTests {
  @Test(arguments: LeakyCase.all)
  func leaky(_ example: LeakyCase) throws {
    try expectTrace(example.neurons, example.fixture)
  }

  /// The shared threshold's gradient is a sum of 600 numbers of both signs; snnTorch's is off by
  /// 3.3e-5 from the same sum in double precision.
  @Test func leakyLearningSharedCoefficients() throws {
    try expectTrace(
      Leaky(
        beta: .learned(Scalar(Float(0.9))), threshold: .learned(Scalar(Float(0.8))),
        surrogate: .fastSigmoid(slope: 5)),
      "leaky_learned_scalar", learned: ["beta": 1e-5, "threshold": 5e-5])
  }

  @Test func leakyLearningItsOwnCoefficients() throws {
    try expectTrace(
      Leaky(
        beta: .learned(perNeuron: (0..<5).map { 0.5 + 0.45 * Scalar($0) / 4 }),
        threshold: .learned(Scalar(Float(0.8)), neurons: 5)),
      "leaky_learned_per_neuron", learned: ["beta": 1e-5, "threshold": 1e-5])
  }

  @Test func winnerTakesAll() throws {
    try expectTrace(Leaky(beta: .single(0.85)), "leaky_inhibition") { neurons, input in
      WinnerTakesAll(neurons).answer(to: input)
    }
  }

  @Test(arguments: Reset.allCases)
  func synaptic(reset: Reset) throws {
    try expectTrace(
      Synaptic(alpha: .single(0.8), beta: .single(0.7), reset: reset), "synaptic_\(reset)")
  }

  /// The synaptic current is a leaky integral of the input, which is all a read-out is.
  @Test(arguments: Reset.allCases)
  func readoutIsTheSynapticCurrent(reset: Reset) throws {
    let fixture = try Fixture("synaptic_\(reset)", in: .module)
    expectClose(
      LeakyReadout(beta: .single(0.8)).answer(to: try fixture["input"]), try fixture["current"])
  }

  /// Spikes, membranes and the gradient of Σ S·c + Σ U·d with respect to the input and what the
  /// neurons learn, given with the relative error allowed.
  ///
  /// The gradient of the input is of order 1 to 8 and sums over up to 40 steps in single precision;
  /// the fixtures themselves are off by up to 2.7e-6 from the same run in double precision.
  private func expectTrace<Model>(
    _ neurons: SpikingLayer<Model>, _ name: String, learned: [String: Scalar] = [:],
    spikes: (SpikingLayer<Model>, Tensor) -> Tensor = { $0.answer(to: $1) }
  ) throws {
    let fixture = try Fixture(name, in: .module)
    let (input, towardsSpikes) = (try fixture["input"], try fixture["cotangent_spikes"])
    let towardsMembranes = try fixture["cotangent_membrane"]
    #expect(spikes(neurons, input) == (try fixture["spikes"]))
    expectClose(neurons.emittingMembrane.answer(to: input), try fixture["membrane"])
    for name in learned.keys {
      let index = try #require(Model.coefficientNames.firstIndex(of: name))
      expectClose(neurons.coefficients[index].values, try fixture["param.\(name)"])
    }
    let gradients = valueWithGradient(at: DrivenLayer(neurons, input: input)) { driven in
      (spikes(driven.layer, driven.input) * towardsSpikes).sum()
        + (driven.layer.emittingMembrane.answer(to: driven.input) * towardsMembranes).sum()
    }.gradients
    #expect(Set(gradients.paths) == Set(["input"] + learned.keys.map { "layer.\($0)" }))
    expectClose(
      try #require(gradients["input"]), try fixture["grad_input"], absolute: 4e-6)
    for (name, relative) in learned {
      expectClose(
        try #require(gradients["layer.\(name)"]), try fixture["grad.\(name)"],
        relative: relative)
    }
  }
}
