import SNNTraining
import Testing

@Suite struct ExperimentTests {
  @Test(arguments: Coding.allCases) func everyCodingGivesSequencesOfScores(coding: Coding) {
    for loss in LossChoice.allCases {
      let experiment = experiment(coding) {
        ($0.steps, $0.hidden, $0.loss) = (9, [5, 4], loss)
      }
      let network = experiment.network(inputs: 3, classes: 2)
      let rows = Tensor(repeating: 0.5, shape: [7, 3])
      #expect(network(rows, key: RandomKey(seed: 0)).shape == [9, 7, 2])
    }
  }

  @Test(arguments: NeuronChoice.allCases) func parametersAreCounted(neuron: NeuronChoice) {
    let deep = experiment { ($0.hidden, $0.neuron) = ([5, 4], neuron) }
    // (3 + 1)·5 + (5 + 1)·4 + (4 + 1)·2
    #expect(deep.network(inputs: 3, classes: 2).parameterCount == 54)
    let flat = experiment { ($0.hidden, $0.neuron) = ([], neuron) }
    #expect(flat.network(inputs: 3, classes: 2).parameterCount == 8 + 6)
  }

  struct Unusable: Sendable, CustomTestStringConvertible {
    let naming: String
    var coding = Coding.direct
    let change: @Sendable (inout Experiment) -> Void
    var testDescription: String { naming }
  }

  static let unusable = [
    Unusable(naming: "steps must lie") { $0.steps = 0 },
    Unusable(naming: "hidden") { $0.hidden = [0] },
    Unusable(naming: "beta") { $0.beta = .nan },
    Unusable(naming: "dropout") { $0.dropout = 1 },
    Unusable(naming: "surrogate") { $0.surrogate = .sigmoid(slope: 0) },
    Unusable(naming: "learning rate") { $0.learningRate = .infinity },
    Unusable(naming: "batch size") { $0.batchSize = 0 },
    Unusable(naming: "min-max", coding: .temporal) { $0.scaling = .standard },
    Unusable(naming: "min-max", coding: .rate) { $0.scaling = .none },
    Unusable(naming: "weights") { $0.hidden = [100_000, 100_000] },
    Unusable(naming: "memory") { ($0.steps, $0.hidden) = (100_000, [1000]) },
    Unusable(naming: "temporal coding needs at least 2 steps, not 1", coding: .temporal) {
      $0.steps = 1
    },
    Unusable(naming: "burst coding needs at least 3 steps, not 2", coding: .burst) { $0.steps = 2 },
    Unusable(naming: "bernoulli sampling is for rate coding", coding: .phase) {
      $0.sampling = .bernoulli
    },
  ]

  @Test(arguments: unusable) func complaintsNameTheSetting(_ case: Unusable) {
    #expect(Experiment(coding: `case`.coding).complaint(inputs: 4, classes: 3) == nil)
    let changed = experiment(`case`.coding, changed: `case`.change)
    let complaint = changed.complaint(inputs: 4, classes: 3)
    #expect(complaint?.contains(`case`.naming) == true)
  }

  /// With the fewest steps a strong and a weak feature give different spikes, with fewer the same.
  @Test(arguments: [Coding.rate, .temporal, .phase, .burst, .population])
  func theFewestStepsAreEnoughAndNeeded(coding: Coding) {
    func spikes(of feature: Scalar, steps: Int) -> Tensor {
      let short = experiment(coding) { ($0.steps, $0.hidden) = (steps, []) }
      let encoders = short.network(inputs: 1, classes: 2).layers.dropLast(2)
      let row = Tensor([feature], shape: [1, 1])
      return Sequential(Array(encoders))(row, key: RandomKey(seed: 0))
    }
    #expect(experiment(coding) { $0.steps = coding.fewestSteps }.complaint == nil)
    #expect(spikes(of: 0.2, steps: coding.fewestSteps) != spikes(of: 1, steps: coding.fewestSteps))
    for steps in 1..<coding.fewestSteps {
      #expect(spikes(of: 0.2, steps: steps) == spikes(of: 1, steps: steps))
    }
  }

  @Test func bernoulliSamplingDrawsTheSpikesOfARateCode() throws {
    let drawn = experiment(.rate) { ($0.sampling, $0.steps) = (.bernoulli, 50) }
    #expect(drawn.complaint == nil)
    let layers = drawn.network(inputs: 1, classes: 2).layers
    #expect((layers[0] as? RateEncoder)?.sampling == .bernoulli)
    let even = Experiment(coding: .rate).network(inputs: 1, classes: 2).layers
    #expect((even[0] as? RateEncoder)?.sampling == .deterministic)
  }

  @Test(arguments: KnownDataset.allCases) func presetsAreUsable(data: KnownDataset) {
    for coding in Coding.allCases {
      #expect(Experiment.preset(for: data, coding: coding).complaint == nil)
      #expect(Experiment.preset(for: data, coding: coding).coding == coding)
    }
    for rows in [10, 10_000] {
      #expect(Experiment.general(coding: .rate, rows: rows).complaint == nil)
    }
  }

  @Test func partsAreStratifiedAndDisjoint() throws {
    let parts = try LabelledData(rows: .iris()).parts(seed: 1)
    #expect(parts.train.classCounts == [40, 40, 40])
    #expect(parts.test.classCounts == [10, 10, 10])
    let own = LabelledData(rows: parts.train, test: parts.test)
    #expect(try own.parts(seed: 9).test == parts.test)
  }

  @Test func twoRowsAreTooFewForATest() throws {
    let rows = Dataset(
      name: "two", features: [[1], [2]], labels: [0, 1], featureNames: ["a"],
      classNames: ["x", "y"])
    let error = #expect(throws: DataError.self) { try LabelledData(rows: rows).parts(seed: 0) }
    #expect(error?.message == "2 rows are too few to set a fifth of them apart for the test")
    #expect(error?.place == "two")
  }
}
