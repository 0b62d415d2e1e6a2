import SNNTraining
import Testing

@Suite struct ExperimentTests {
  @Test(arguments: Coding.allCases) func everyCodingGivesSequencesOfScores(coding: Coding) {
    for loss in LossChoice.allCases {
      let experiment = Experiment(coding: coding, steps: 9, hidden: [5, 4], loss: loss)
      let network = experiment.network(inputs: 3, classes: 2)
      let rows = Tensor(repeating: 0.5, shape: [7, 3])
      #expect(network(rows, key: RandomKey(seed: 0)).shape == [9, 7, 2])
    }
  }

  @Test(arguments: NeuronChoice.allCases) func parametersAreCounted(neuron: NeuronChoice) {
    let experiment = Experiment(hidden: [5, 4], neuron: neuron)
    // (3 + 1)·5 + (5 + 1)·4 + (4 + 1)·2
    #expect(experiment.network(inputs: 3, classes: 2).parameterCount == 54)
    #expect(Experiment(hidden: []).network(inputs: 3, classes: 2).parameterCount == 8 + 6)
  }

  @Test func complaintsNameTheSetting() {
    #expect(Experiment().complaint == nil)
    #expect(Experiment(steps: 0).complaint?.contains("steps") == true)
    #expect(Experiment(hidden: [0]).complaint?.contains("hidden") == true)
    #expect(Experiment(beta: .nan).complaint?.contains("beta") == true)
    #expect(Experiment(dropout: 1).complaint?.contains("dropout") == true)
    #expect(Experiment(surrogate: .sigmoid(slope: 0)).complaint?.contains("surrogate") == true)
    #expect(Experiment(learningRate: .infinity).complaint?.contains("learning rate") == true)
    #expect(
      Experiment(coding: .temporal, scaling: .standard).complaint?.contains("min-max") == true)
    #expect(Experiment(coding: .rate, scaling: Scaler.Kind.none).complaint != nil)
    #expect(Experiment(hidden: [1_000_000, 1_000_000]).complaint?.contains("weights") == true)
    #expect(Experiment(steps: 100_000, hidden: [1000]).complaint?.contains("memory") == true)
    #expect(Experiment(batchSize: 0).complaint?.contains("batch") == true)
  }

  @Test(arguments: KnownDataset.allCases) func presetsAreUsable(data: KnownDataset) {
    for coding in Coding.allCases {
      #expect(Experiment.preset(for: data, coding: coding).complaint == nil)
      #expect(Experiment.preset(for: data, coding: coding).coding == coding)
    }
    #expect(Experiment.general(coding: .rate, rows: 10).complaint == nil)
  }

  @Test func partsAreStratifiedAndDisjoint() throws {
    let parts = try LabelledData(rows: .iris()).parts(seed: 1)
    #expect(parts.train.classCounts == [40, 40, 40])
    #expect(parts.test.classCounts == [10, 10, 10])
    let own = LabelledData(rows: parts.train, test: parts.test)
    #expect(try own.parts(seed: 9).test == parts.test)
  }
}
