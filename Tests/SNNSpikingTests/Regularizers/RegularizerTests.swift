import SNNSpiking
import SNNTestSupport
import Testing

/// A regulariser under a name, of weight 2.
struct NamedRegularizer: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let regularizer: any Regularizer

  static let all = [
    NamedRegularizer(
      testDescription: "band", regularizer: .firingRateBand(lower: 0.35, upper: 0.55, weight: 2)),
    NamedRegularizer(testDescription: "sparsity", regularizer: .rateSparsity(weight: 2)),
    NamedRegularizer(
      testDescription: "budget",
      regularizer: .synapticOperationBudget(5, fanOuts: ["1": 3, "3": 2], weight: 2)),
  ]
}

/// Values worked out by hand, and derivatives.
@Suite struct RegularizerTests {
  /// Two steps, two samples, three neurons with rates 0, 1/2 and 1; in another layer one of 3/4.
  private let activities = [
    Activity(path: "1", spikes: Tensor([0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 1], shape: [2, 2, 3])),
    Activity(path: "3.neurons", spikes: Tensor([1, 1, 0, 1], shape: [2, 2, 1])),
  ]

  @Test func bandOfRates() {
    // 0.2 too low, inside, 0.4 too high, 0.15 too high: over four neurons, twice.
    func cost(_ layers: LayerSelection) -> Tensor {
      FiringRateBand(lower: 0.2, upper: 0.6, on: layers, weight: 2)(activities)
    }
    expectClose(cost(.all), Tensor(2 * 0.75 / 4))
    expectClose(cost(.only(["1"])), Tensor(2 * 0.6 / 3))
    expectClose(cost(.only(["3"])), Tensor(2 * 0.15))
    #expect(FiringRateBand(weight: 2)(activities) == 0)
  }

  @Test func sparsityIsTheRate() {
    // 6 and 3 spikes at 12 and 4 places.
    expectClose(RateSparsity(weight: 2)(activities), Tensor(2 * 9.0 / 16))
    expectClose(RateSparsity(on: .only(["1"]), weight: 2)(activities), Tensor(2 * 6.0 / 12))
  }

  /// snnTorch's `l1_rate_sparsity` doubles with the batch and with T; here a weight keeps its meaning.
  @Test(arguments: [0, 1])
  func sparsityDoesNotGrowWithTheSequenceOrTheBatch(axis: Int) {
    let twice = activities.map {
      Activity(path: $0.path, spikes: .concatenated([$0.spikes, $0.spikes], alongAxis: axis))
    }
    let regularizers: [any Regularizer] = [
      .rateSparsity(weight: 1), .firingRateBand(lower: 0.2, upper: 0.6, weight: 1),
    ]
    for regularizer in regularizers { expectClose(regularizer(twice), regularizer(activities)) }
  }

  @Test func budgetOfOperations() {
    // Per sample 6/2 spikes reach 5 neurons each and 3/2 reach 2: 18 operations.
    let fanOuts: [String: Scalar] = ["1": 5, "3": 2, "7": 100]
    let budget = SynapticOperationBudget(12, fanOuts: fanOuts, weight: 2)
    expectClose(budget.operations(of: activities), 18)
    expectClose(budget(activities), 1)
    #expect(SynapticOperationBudget(18, fanOuts: fanOuts, weight: 2)(activities) == 0)
    // Layers without a fan-out cost nothing.
    expectClose(
      SynapticOperationBudget(12, fanOuts: ["3": 2], weight: 1).operations(of: activities), 3)
  }

  @Test func fanOutsOfASequence() {
    var generator = RandomKey(seed: 1).generator
    let model = Sequential {
      DirectEncoder(steps: 3, linear: Linear(4, 7, using: &generator), neurons: Leaky(beta: 0.8))
      Dropout(0.1)
      Sequential {
        Linear(7, 5, using: &generator)
        Leaky(beta: 0.8)
      }
      Linear(5, 2, using: &generator)
      Leaky(beta: 0.8)
    }
    #expect(model.fanOuts["0"] == 5)
    #expect(model.fanOuts["2.1"] == 2)
    #expect(model.fanOuts["4"] == nil)
    #expect(model.parameterCount == 4 * 7 + 7 + 7 * 5 + 5 + 5 * 2 + 2)
  }

  /// 12C5-MP2-64C5-MP2-10: a spike of the first layer lies in 5·5 windows of 64 kernels.
  @Test func fanOutsOfConvolutions() {
    var generator = RandomKey(seed: 1).generator
    let model = Sequential {
      Conv2d(1, 12, kernel: 5, using: &generator)
      Leaky(beta: 0.8)
      MaxPool2d(2)
      Conv2d(12, 64, kernel: 5, using: &generator)
      BatchNorm(64, in: .images)
      Leaky(beta: 0.8)
      MaxPool2d(2)
      Flatten()
      Linear(1024, 10, using: &generator)
      Leaky(beta: 0.8)
    }
    #expect(model.fanOuts["1"] == 1600)
    #expect(model.fanOuts["5"] == 10)
    #expect(model.fanOuts["9"] == nil)
    #expect(Conv2d(4, 8, kernel: 3, stride: 2, groups: 2, using: &generator).fanOut == 9)
    #expect(Conv1d(2, 6, kernel: 4, stride: 2, using: &generator).fanOut == 12)
  }

  /// Spikes of a recurrent layer reach their own layer too; what a block with several projections
  /// does with the spikes before it is not guessed.
  @Test func fanOutsOfFeedbackAndBlocks() {
    var generator = RandomKey(seed: 1).generator
    let recurrent = Sequential {
      Linear(4, 7, using: &generator)
      Recurrent(Leaky(beta: 0.8), through: .allToAll(7, using: &generator))
      Linear(7, 2, using: &generator)
    }
    #expect(recurrent.fanOuts["1"] == 9)
    let block = Sequential {
      Leaky(beta: 0.8)
      SpikingLSTM(4, 7, using: &generator)
      Linear(7, 2, using: &generator)
    }
    #expect(block.fanOuts["0"] == nil)
    #expect(block.fanOuts["1"] == 2)
  }

  @Test(arguments: NamedRegularizer.all)
  func gradientIsTheDifference(_ named: NamedRegularizer) {
    checkGradient(at: [
      .sample([5, 2, 4], in: 0.1...0.9), .sample([5, 2, 3], in: 0.1...0.4, seed: 2),
    ]) {
      named.regularizer([
        Activity(path: "1", spikes: $0[0]), Activity(path: "3", spikes: $0[1]),
      ])
    }
  }

  /// Too few spikes ask for more, too many for fewer, and inside nothing is asked.
  @Test func theGradientPointsIntoTheBand() {
    let gradient = valueWithGradient(at: activities[0].spikes) {
      FiringRateBand(lower: 0.2, upper: 0.6, weight: 2)([Activity(path: "1", spikes: $0)])
    }.gradients.tensors[0]
    // −, 0, + for the three neurons; 2 over 3 neurons and 4 places.
    let row = Tensor([-1.0 / 6, 0, 1.0 / 6])
    expectClose(gradient, row.broadcast(to: [2, 2, 3]))
  }

  @Test func withinTheBudgetNothingIsAsked() {
    func gradient(_ budget: Scalar) -> Tensor {
      valueWithGradient(at: activities[0].spikes) {
        SynapticOperationBudget(budget, fanOuts: ["1": 5], weight: 2)(
          [Activity(path: "1", spikes: $0)])
      }.gradients.tensors[0]
    }
    #expect(gradient(20) == .zeros([2, 2, 3]))
    // 2·5/(2·10) for every spike.
    expectClose(gradient(10), Tensor(repeating: 0.5, shape: [2, 2, 3]))
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case place, notKept, sparsityWeight, weight, bounds, budget

    var message: String {
      switch self {
      case .place: #"regulariser: no neurons at 2, there is activity at ["1"]; was it kept?"#
      case .notKept:
        #"SynapticOperationBudget: fan-outs of ["1"], activity at []; was it kept?"#
      case .sparsityWeight: "RateSparsity: weight -1.0"
      case .weight: "FiringRateBand: 0.0 to 1.0, weight -1.0"
      case .bounds: "FiringRateBand: 0.5 to 0.25, weight 1.0"
      case .budget: "SynapticOperationBudget: budget 0.0, weight 1.0"
      }
    }

    func commit() {
      let activities = [Activity(path: "1", spikes: .ones([2, 2, 3]))]
      switch self {
      case .place: _ = RateSparsity(on: .only(["2"]), weight: 1)(activities)
      case .notKept: _ = SynapticOperationBudget(1, fanOuts: ["1": 3], weight: 1)([])
      case .sparsityWeight: _ = RateSparsity(weight: -1)
      case .weight: _ = FiringRateBand(lower: 0, upper: 1, weight: -1)
      case .bounds: _ = FiringRateBand(lower: 0.5, upper: 0.25, weight: 1)
      case .budget: _ = SynapticOperationBudget(0, fanOuts: ["1": 3], weight: 1)
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    expectSentence(result, misuse.message)
  }
}
