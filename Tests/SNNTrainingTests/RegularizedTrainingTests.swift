import SNNTestSupport
import SNNTraining
import Testing

/// A trainer with regularisers.
@Suite struct RegularizedTrainingTests {
  private let data: Dataset

  init() {
    let iris = Dataset.iris()
    data = iris.scaled(by: Scaler(fitting: iris.features, kind: .minMax))
  }

  private func network() -> Sequential {
    var generator = RandomKey(seed: 2).generator
    return Sequential {
      RateEncoder(steps: 10, sampling: .deterministic)
      Linear(4, 12, initializer: .kaimingUniform(gain: 1.5), using: &generator)
      Leaky(beta: 0.9)
      Linear(12, 3, using: &generator)
      LeakyReadout(beta: 0.9)
    }
  }

  private func trained(
    _ regularizers: [any Regularizer], epochs: Int = 15
  ) throws -> (model: Sequential, history: [EpochReport]) {
    var trainer = Trainer(
      network(), loss: .meanMembraneCrossEntropy, regularizers: regularizers,
      optimizer: Adam(learningRate: 1e-2), batchSize: 30, seed: 4)
    try trainer.fit(data, epochs: epochs)
    return (trainer.model, trainer.history)
  }

  /// The hidden spikes of a model over all rows.
  private func activities(of model: Sequential) -> [Activity] {
    var context = Context(mode: .inference, key: RandomKey(seed: 0), activities: .kept)
    _ = model(Tensor(data.features), &context)
    return context.activities
  }

  /// Without regularisers the loss alone is minimised, as this loop does.
  @Test func withoutRegularizersTheLossAloneCounts() throws {
    let rule = SGD(learningRate: 0.1)
    var (model, optimizer) = (network(), Optimizer(rule))
    let input = Tensor(data.features)
    for _ in 0..<3 {
      let (_, gradients) = valueWithGradient(at: model) { model in
        var context = Context(mode: .training, key: RandomKey(seed: 0))
        return MeanMembraneCrossEntropy()(model(input, &context), data.labels)
      }
      optimizer.update(&model, along: gradients)
    }
    var trainer = Trainer(
      network(), loss: .meanMembraneCrossEntropy, optimizer: rule, batchSize: data.count, seed: 4)
    try trainer.fit(data, epochs: 3)
    let moved = namedParameters(of: model)
    // The trainer shuffles the rows, so its sums round differently.
    for (found, wanted) in zip(namedParameters(of: trainer.model), moved) {
      expectClose(found.tensor, wanted.tensor, relative: 1e-4, absolute: 1e-5)
    }
    #expect(moved[0].tensor != namedParameters(of: network())[0].tensor)
  }

  @Test func aWeightOfZeroChangesNothing() throws {
    let plain = try trained([], epochs: 2).history
    #expect(try trained([.rateSparsity(weight: 0)], epochs: 2).history == plain)
    #expect(try trained([.rateSparsity(weight: 5)], epochs: 2).history != plain)
  }

  /// What is reported is the loss alone, so that it compares with the validation loss.
  @Test func reportsLeaveThePenaltyOut() throws {
    var trainer = Trainer(
      network(), loss: .meanMembraneCrossEntropy, regularizers: [.rateSparsity(weight: 1000)],
      optimizer: SGD(learningRate: 1e-12), batchSize: 150, seed: 4)
    try trainer.fit(data, epochs: 1, validation: data)
    let report = try #require(trainer.history.first)
    let validation = try #require(report.validationLoss)
    #expect(abs(report.trainLoss - validation) < 1e-3)
  }

  @Test func theRatesMoveIntoTheBand() throws {
    let band = FiringRateBand(lower: 0.05, upper: 0.15, weight: 20)
    let plain = try trained([])
    let held = try trained([.firingRateBand(lower: 0.05, upper: 0.15, weight: 20)])
    let before = band(activities(of: plain.model)).scalar / 20
    let after = band(activities(of: held.model)).scalar / 20
    #expect(before > 0.05 && after < 0.02, "\(before) → \(after)")
    let last = try #require(held.history.last)
    #expect(last.trainAccuracy > 0.8)
  }

  @Test func operationsStayWithinTheBudget() throws {
    let fanOuts = network().fanOuts
    #expect(fanOuts["2"] == 3)
    func operations(_ model: Sequential) -> Scalar {
      SynapticOperationBudget(1, fanOuts: fanOuts, weight: 1)
        .operations(of: activities(of: model)).scalar
    }
    let plain = operations(try trained([]).model)
    let budget = plain / 2
    let held = operations(
      try trained([.synapticOperationBudget(budget, fanOuts: fanOuts, weight: 5)]).model)
    #expect(held < budget * 1.1, "\(plain) → \(held)")
  }
}
