import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

/// An 8–16–4 network of leaky neurons, trained on its output membrane.
@Suite struct GoldenNetworkTests {
  private let fixture: Fixture
  private let input: Tensor
  private let labels: [Int]

  init() throws {
    fixture = try Fixture("network_8_16_4_adam", in: .module)
    input = try fixture["input"]
    labels = try fixture.labels("targets")
  }

  /// PyTorch keeps weights `[outputs, inputs]`, we `[inputs, outputs]`.
  private func linear(_ layer: String, _ stage: String) throws -> Linear {
    Linear(
      weight: try fixture["\(stage).\(layer).weight"].transposed(),
      bias: try fixture["\(stage).\(layer).bias"])
  }

  private func network(output: some Layer) throws -> Sequential {
    let (first, second) = (try linear("fc1", "before"), try linear("fc2", "before"))
    return Sequential {
      first
      Leaky(beta: 0.9)
      second
      output
    }
  }

  @Test func spikesAndMembranes() throws {
    #expect(try network(output: Leaky(beta: 0.9)).answer(to: input) == fixture["spikes"])
    expectClose(
      try network(output: Leaky(beta: 0.9).emittingMembrane).answer(to: input),
      try fixture["membrane"])
  }

  @Test func firstGradients() throws {
    let model = try network(output: Leaky(beta: 0.9).emittingMembrane)
    let gradients = valueWithGradient(at: model) {
      RateCrossEntropy()($0.answer(to: input), labels)
    }.gradients
    #expect(gradients.paths == ["0.weight", "0.bias", "2.weight", "2.bias"])
    for (place, layer) in [("0", "fc1"), ("2", "fc2")] {
      let expected = try linear(layer, "grad")
      expectClose(try #require(gradients["\(place).weight"]), expected.weight)
      expectClose(try #require(gradients["\(place).bias"]), expected.bias)
    }
  }

  @Test func fiveStepsOfAdam() throws {
    var model = try network(output: Leaky(beta: 0.9).emittingMembrane)
    var optimizer = Optimizer(Adam(learningRate: 1e-2))
    var losses: [Scalar] = []
    for _ in 0..<5 {
      let (loss, gradients) = valueWithGradient(at: model) {
        RateCrossEntropy()($0.answer(to: input), labels)
      }
      losses.append(loss.scalar)
      optimizer.update(&model, along: gradients)
    }
    expectClose(Tensor(losses, shape: [5, 1]), try fixture["losses"])
    for (place, layer) in [(0, "fc1"), (2, "fc2")] {
      let trained = try #require(model.layers[place] as? Linear)
      let expected = try linear(layer, "after5")
      expectClose(trained.weight, expected.weight)
      expectClose(trained.bias, expected.bias)
    }
  }
}
