import SNNSpiking
import SNNTestSupport
import Testing

/// Gated cells without a reset, whose membranes are the hidden states of PyTorch's own LSTM and
/// GRU and of snnTorch's convolutional LSTM; and recurrence through a convolution.
@Suite struct GoldenCellTests {
  private static let sizes = ["wider", "narrower", "one"]

  @Test(arguments: sizes)
  func lstm(_ size: String) throws {
    let golden = try Golden("lstm.\(size)")
    let cell = LSTMCell(
      input: try golden.linear("input"), recurrent: try golden.linear("recurrent"),
      neurons: thresholds())
    try golden.expect(
      SpikingLSTM(cell).emittingMembrane, parameters: ["input", "recurrent"].flatMap(withBias))
    try golden.expectSpikes(SpikingLSTM(cell))
  }

  @Test(arguments: sizes)
  func gru(_ size: String) throws {
    let golden = try Golden("gru.\(size)")
    let cell = GRUCell(
      input: try golden.linear("input"), recurrent: try golden.linear("recurrent"),
      neurons: thresholds())
    try golden.expect(
      SpikingGRU(cell).emittingMembrane, parameters: ["input", "recurrent"].flatMap(withBias))
    try golden.expectSpikes(SpikingGRU(cell))
  }

  @Test(arguments: ["three", "pointwise", "five"])
  func convolutionalLSTM(_ name: String) throws {
    let golden = try Golden("conv_lstm.\(name)")
    let weight = try golden["recurrent.weight"]
    let padding = Extent(weight.shape[2] / 2, weight.shape[3] / 2)
    let cell = LSTMCell(
      input: Conv2d(
        weight: try golden["input.weight"], bias: try golden["input.bias"], padding: padding),
      recurrent: Conv2d(weight: weight, bias: nil, padding: padding), neurons: thresholds())
    try golden.expect(
      SpikingConvLSTM2d(cell).emittingMembrane,
      parameters: withBias("input") + ["recurrent.weight"])
    try golden.expectSpikes(SpikingConvLSTM2d(cell))
  }

  /// The spikes themselves, which the membranes of the other cases do not show.
  @Test func recurrentConvolution() throws {
    let golden = try Golden("recurrent_convolution")
    let connection = Conv2d(
      weight: try golden["connection.weight"], bias: try golden["connection.bias"],
      padding: Extent(1, 2))
    let layer = Recurrent(Leaky(beta: 0.75), through: connection)
    #expect(layer.answer(to: try golden["input"]) == (try golden["output"]))
    try golden.expect(layer, parameters: withBias("connection"))
  }

  private func withBias(_ part: String) -> [String] { ["\(part).weight", "\(part).bias"] }

  private func thresholds() -> SpikingLayer<FiringModel<Surrogate>> {
    SpikingLayer(FiringModel(surrogate: .arctan()), coefficients: [0.0625])
  }
}

/// One case of the fixture.
private struct Golden {
  let name: String
  let fixture: Fixture

  init(_ name: String) throws {
    self.name = name
    fixture = try Fixture("cells", in: .module)
  }

  subscript(key: String) -> Tensor {
    get throws { try fixture["\(name).\(key)"] }
  }

  func linear(_ part: String) throws -> Linear {
    Linear(weight: try self["\(part).weight"], bias: try self["\(part).bias"])
  }

  /// Output, and the gradient of Σ output·cotangent with respect to the input and all parameters.
  func expect(_ layer: some Layer, parameters: [String]) throws {
    let cotangent = try self["cotangent"]
    let driven = DrivenLayer(layer, input: try self["input"])
    expectClose(driven.output, try self["output"], "\(name): output")
    let gradients = valueWithGradient(at: driven) { ($0.output * cotangent).sum() }.gradients
    #expect(gradients.paths == ["input"] + parameters.map { "layer.\($0)" })
    for (key, gradient) in zip(["input"] + parameters, gradients.tensors) {
      expectClose(gradient, try self["grad.\(key)"], absolute: 4e-6, "\(name): gradient of \(key)")
    }
  }

  /// Without a reset, a spike wherever PyTorch's membrane is above the threshold, and only there.
  func expectSpikes(_ layer: some Layer) throws {
    #expect(layer.answer(to: try self["input"]) == (try self["output"] .> 0.0625))
  }
}
