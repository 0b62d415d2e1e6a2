import SNNSpiking
import SNNTestSupport
import Testing

/// Layers whose neurons see their own spikes, against snnTorch: spikes equal, membranes and all
/// gradients.
@Suite struct GoldenRecurrentTests {
  @Test(arguments: [Reset.subtract, .none])
  func allToAllLeaky(_ reset: Reset) throws {
    let name = "rleaky_\(reset)"
    try expectTrace(
      Recurrent(
        Leaky(beta: .single(0.85), convention: Convention(reset: reset)),
        through: try connection(name)), name,
      Self.connectionKeys
    ) { $0.emittingMembrane }
  }

  /// On a reset to zero `RLeaky` discards the step's input, which `Leaky` keeps.
  private let discarding = Leaky(
    beta: .single(0.85), convention: .snnTorch(reset: .zeroDiscardingInput))

  @Test func allToAllLeakyThatDiscardsItsInput() throws {
    try expectTrace(
      Recurrent(discarding, through: try connection("rleaky_zero")), "rleaky_zero",
      Self.connectionKeys
    ) { $0.emittingMembrane }
  }

  @Test func oneToOneLeakyThatDiscardsItsInput() throws {
    let weight = try Fixture("rleaky_onetoone_zero", in: .module)["param.V"]
    try expectTrace(
      SelfRecurrent(discarding, weight: .learned(perNeuron: weight.scalars)),
      "rleaky_onetoone_zero", ["recurrence": "V"]
    ) { $0.emittingMembrane }
  }

  @Test(arguments: GoldenNeuronTests.snnTorchResets)
  func allToAllSynaptic(name: String, reset: Reset) throws {
    let name = "rsynaptic_\(name)"
    let neurons = Synaptic(
      alpha: .single(0.8), beta: .single(0.7), convention: Convention(reset: reset))
    try expectTrace(
      Recurrent(neurons, through: try connection(name)), name, Self.connectionKeys
    ) { $0.emittingMembrane }
  }

  @Test(arguments: [Reset.subtract, .none])
  func oneToOneLeaky(_ reset: Reset) throws {
    let name = "rleaky_onetoone_\(reset)"
    let weight = try Fixture(name, in: .module)["param.V"]
    try expectTrace(
      SelfRecurrent(
        Leaky(beta: .single(0.85), convention: Convention(reset: reset)),
        weight: .learned(perNeuron: weight.scalars)),
      name, ["recurrence": "V"]
    ) { $0.emittingMembrane }
  }

  @Test func lstm() throws {
    let fixture = try Fixture("slstm_subtract", in: .module)
    func weights(_ kind: String) throws -> Linear {
      Linear(
        weight: try fixture["param.lstm_cell.weight_\(kind)"].transposed(),
        bias: try fixture["param.lstm_cell.bias_\(kind)"])
    }
    let cell = LSTMCell(
      input: try weights("ih"), recurrent: try weights("hh"),
      neurons: SpikingLayer(
        FiringModel(convention: .snnTorch(), surrogate: Surrogate.arctan()),
        coefficients: [.single(0.1)]))
    try expectTrace(
      SpikingLSTM(cell), "slstm_subtract",
      [
        "input.weight": "lstm_cell.weight_ih", "input.bias": "lstm_cell.bias_ih",
        "recurrent.weight": "lstm_cell.weight_hh", "recurrent.bias": "lstm_cell.bias_hh",
      ]
    ) { $0.emittingMembrane }
  }

  private static let connectionKeys = [
    "connection.weight": "recurrent.weight", "connection.bias": "recurrent.bias",
  ]

  private func connection(_ name: String) throws -> Linear {
    let fixture = try Fixture(name, in: .module)
    return Linear(
      weight: try fixture["param.recurrent.weight"].transposed(),
      bias: try fixture["param.recurrent.bias"])
  }

  /// Spikes, membranes and the gradient of Σ S·c + Σ U·d with respect to the input and everything
  /// that is trained.
  ///
  /// - Parameter keys: the fixture's name for each trained parameter; matrices are transposed.
  private func expectTrace<L: Layer, M: Layer>(
    _ layer: L, _ name: String, _ keys: [String: String], membranes: (L) -> M
  ) throws {
    let fixture = try Fixture(name, in: .module)
    let (input, towardsSpikes) = (try fixture["input"], try fixture["cotangent_spikes"])
    let towardsMembranes = try fixture["cotangent_membrane"]
    #expect(layer.answer(to: input) == (try fixture["spikes"]))
    expectClose(membranes(layer).answer(to: input), try fixture["membrane"])
    let gradients = valueWithGradient(at: DrivenLayer(layer, input: input)) { driven in
      (driven.output * towardsSpikes).sum()
        + (membranes(driven.layer).answer(to: driven.input) * towardsMembranes).sum()
    }.gradients
    #expect(Set(gradients.paths) == Set(["input"] + keys.keys.map { "layer.\($0)" }))
    try expectGradient(gradients, "input", try fixture["grad_input"])
    for (path, key) in keys {
      let expected = try fixture["grad.\(key)"]
      try expectGradient(
        gradients, "layer.\(path)", expected.rank == 2 ? expected.transposed() : expected)
    }
  }

  /// To 1e-5 of each element, and 2e-6 of the largest: the fixtures' own sums in single precision
  /// are off by up to 1.2e-6 of it from the same run in double precision.
  private func expectGradient(
    _ gradients: Gradients, _ path: String, _ expected: Tensor
  ) throws {
    let largest = expected.scalars.map(abs).reduce(0, max)
    expectClose(try #require(gradients[path]), expected, absolute: 2e-6 * largest, "\(path)")
  }
}
