import SNNFormats
import SNNTensor
import Testing

private struct Layer: Parametric {
  var weight: Tensor
  var decay: Tensor

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, "weight")
    visitor.visit(&decay, "decay", role: .fixed)
  }
}

private struct Network: Parametric {
  var layers = [
    Layer(weight: .zeros([2, 3]), decay: .zeros([])),
    Layer(weight: .zeros([1, 2]), decay: .zeros([])),
  ]

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&layers, "layers")
  }
}

@Suite struct ModelParametersTests {
  private let stored: [(name: String, tensor: Tensor)] = [
    ("layers.1.decay", 4), ("layers.1.weight", [[5, 6]]), ("layers.0.decay", 0.5),
    ("layers.0.weight", [[1, 2, 3], [4, 5, 6]]),
  ]

  private func loadingError(
    _ tensors: [(name: String, tensor: Tensor)], into network: inout Network
  ) -> FormatError? {
    do throws(FormatError) {
      try load(tensors, into: &network)
      return nil
    } catch {
      return error
    }
  }

  @Test func namesInOrderOfTheVisit() {
    let parameters = namedParameters(of: Network())
    #expect(
      parameters.map(\.name)
        == ["layers.0.weight", "layers.0.decay", "layers.1.weight", "layers.1.decay"])
    #expect(parameters.map(\.tensor.shape) == [[2, 3], [], [1, 2], []])
  }

  @Test func aTensorIsAModel() throws {
    var model: Tensor = [1, 2]
    #expect(namedParameters(of: model).map(\.name) == [""])
    try load([("", [3, 4])], into: &model)
    #expect(model == [3, 4])
  }

  @Test func loadsTrainedAndFixedInAnyOrder() throws {
    var network = Network()
    try load(stored, into: &network)
    #expect(network.layers[0].weight == [[1, 2, 3], [4, 5, 6]])
    #expect(network.layers[0].decay == 0.5)
    #expect(network.layers[1].weight == [[5, 6]])
    #expect(network.layers[1].decay == 4)
  }

  @Test func throughAFile() throws {
    var network = Network()
    try load(stored, into: &network)
    let bytes = try SafetensorsFile(tensors: namedParameters(of: network)).encoded()
    var copy = Network()
    try load(SafetensorsFile(parsing: bytes, name: "copy").tensors, into: &copy)
    #expect(
      namedParameters(of: copy).map(\.tensor) == namedParameters(of: network).map(\.tensor))
  }

  @Test func listsEverythingThatDoesNotFit() throws {
    var network = Network()
    let error = try #require(
      loadingError(
        [
          ("layers.0.weight", [[1, 2], [3, 4], [5, 6]]), ("layers.0.decay", 1),
          ("layers.1.weight", [[7, 8]]), ("layers.1.weight", [[7, 8]]), ("head.bias", 0),
        ], into: &network))
    #expect(error.kind == .badData)
    #expect(
      error.message == "the stored tensors do not fit the model — missing: layers.1.decay; "
        + "unexpected: head.bias; stored twice: layers.1.weight; "
        + "of another shape: layers.0.weight ([3, 2], in the model [2, 3])")
    #expect(!error.hint.isEmpty)
    #expect(network.layers[0].decay == 0, "nothing is loaded in part")
    #expect(network.layers[1].weight == [[0, 0]])
  }

  @Test func nothingStored() throws {
    var network = Network()
    let error = try #require(loadingError([], into: &network))
    #expect(error.message.contains("missing: layers.0.weight, layers.0.decay, layers.1.weight"))
  }

  @Test func longListsAreCut() throws {
    var network = Network()
    let extra: [(name: String, tensor: Tensor)] = (0..<50).map { ("extra.\($0)", 0) }
    let error = try #require(loadingError(stored + extra, into: &network))
    #expect(error.message.hasSuffix("extra.18, extra.19 and 30 more"))
  }
}
