import SNNSpiking
import SNNTestSupport
import Testing

/// Spikes, membranes and the gradient of Σ S·c + Σ U·d with respect to the input and what the
/// neurons learn, given with the relative error allowed.
///
/// The gradient of the input is of order 1 to 8 and sums over up to 40 steps in single precision;
/// the fixtures themselves are off by up to 2.7e-6 from the same run in double precision.
func expectTrace<Model>(
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
