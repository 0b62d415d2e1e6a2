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
    // PyTorch's own cross-entropy with options; first spike times as Σ_t Π_s (1 − S[s]) in autograd.
    LossCase(fixture: "torch_ce_count", loss: .countCrossEntropy(both)),
    LossCase(fixture: "torch_ce_count_weighted", loss: .countCrossEntropy(.classWeights(weights))),
    LossCase(fixture: "torch_ce_count_smoothed", loss: .countCrossEntropy(.labelSmoothing(0.1))),
    LossCase(fixture: "torch_ce_rate", loss: .rateCrossEntropy(both)),
    LossCase(fixture: "torch_ce_max_membrane", loss: .maximumMembraneCrossEntropy(both)),
    LossCase(fixture: "torch_ce_mean_membrane", loss: .meanMembraneCrossEntropy(both)),
    LossCase(fixture: "torch_ce_temporal", loss: .firstSpikeCrossEntropy(both)),
    LossCase(
      fixture: "torch_ce_temporal_reciprocal", loss: .inverseFirstSpikeCrossEntropy(both)),
    LossCase(fixture: "torch_tet", loss: .temporalEfficient(lambda: 0.3, target: 0.8, both)),
    // snnTorch 1.0's `ce_rate_loss` with a population code raises, or ignores the groups.
    LossCase(
      fixture: "torch_ce_rate_population",
      loss: PopulationLoss(RateCrossEntropy(both), classes: 4)),
  ]

  private static let weights: [Scalar] = [1, 4, 0.5, 2]
  private static let both = CrossEntropyOptions(labelSmoothing: 0.1, classWeights: weights)
}

struct TargetLossCase: CustomTestStringConvertible, Sendable {
  let fixture: String
  let loss: any TargetLoss<Tensor>
  var testDescription: String { fixture }

  static let all = [
    TargetLossCase(fixture: "torch_bce_membrane", loss: .membraneBinaryCrossEntropy()),
    TargetLossCase(
      fixture: "torch_bce_count",
      loss: .countBinaryCrossEntropy(
        threshold: 0.4, width: 0.2, positiveWeights: [1, 4, 0.5, 2])),
    TargetLossCase(fixture: "torch_mse_mean", loss: .membraneRegression(.mean)),
    TargetLossCase(fixture: "torch_mse_last", loss: .membraneRegression(.last)),
    TargetLossCase(fixture: "torch_mse_every_step", loss: .membraneRegression(.everyStep)),
    // ½·Σ_{s,t} d[s]·d[t]·e^(−|s − t|/τ), the integral in closed form, in PyTorch.
    TargetLossCase(fixture: "torch_van_rossum", loss: .vanRossum(timeConstant: 2.5)),
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

  @Test(arguments: TargetLossCase.all)
  func valueAndGradient(_ example: TargetLossCase) throws {
    let fixture = try Fixture(example.fixture, in: .module)
    let targets = try fixture["targets"]
    let (value, gradients) = valueWithGradient(at: try fixture["input"]) { output in
      example.loss(output, targets)
    }
    #expect(value.shape == [])
    expectClose(value.reshaped(to: [1]), try fixture["loss"])
    expectClose(gradients.tensors[0], try fixture["grad"], absolute: 1e-7)
  }

  @Test(arguments: [("rate", SpikeDecoder.count), ("temporal", .firstSpike)])
  func accuracies(name: String, decoder: SpikeDecoder) throws {
    let fixture = try Fixture("accuracy", in: .module)
    let scores = decoder.scores(of: try fixture["input"])
    expectClose(
      Tensor([accuracy(scores, try fixture.labels("targets"))]), try fixture[name])
  }
}
