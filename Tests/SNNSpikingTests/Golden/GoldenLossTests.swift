import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

struct LossCase: CustomTestStringConvertible, Sendable {
  let fixture: String
  let loss: any Loss
  var testDescription: String { fixture }

  static let all = [
    LossCase(fixture: "loss_ce_rate", loss: .rateCrossEntropy),
    LossCase(fixture: "loss_ce_count", loss: .countCrossEntropy),
    LossCase(fixture: "loss_ce_max_membrane", loss: .maximumMembraneCrossEntropy),
    LossCase(
      fixture: "loss_mse_count", loss: .countSquaredError(correctRate: 0.8, incorrectRate: 0.2)),
    LossCase(
      fixture: "loss_mse_membrane", loss: .membraneSquaredError(onTarget: 1.05, offTarget: 0.2)),
    LossCase(
      fixture: "loss_ce_count_population", loss: PopulationLoss(CountCrossEntropy(), classes: 4)),
  ]
}

@Suite struct GoldenLossTests {
  @Test(arguments: LossCase.all)
  func valueAndGradient(_ example: LossCase) throws {
    let fixture = try Fixture(example.fixture, in: .module)
    let labels = try fixture.labels("targets")
    let (value, gradients) = valueWithGradient(at: try fixture["input"]) { output in
      example.loss(output, labels)
    }
    #expect(value.shape == [])
    expectClose(value.reshaped(to: [1]), try fixture["loss"])
    expectClose(gradients.tensors[0], try fixture["grad"], absolute: 1e-8)
  }

  @Test(arguments: [("rate", SpikeDecoder.count), ("temporal", .firstSpike)])
  func accuracies(name: String, decoder: SpikeDecoder) throws {
    let fixture = try Fixture("accuracy", in: .module)
    let scores = decoder.scores(of: try fixture["input"])
    expectClose(
      Tensor([accuracy(scores, try fixture.labels("targets"))]), try fixture[name])
  }
}
