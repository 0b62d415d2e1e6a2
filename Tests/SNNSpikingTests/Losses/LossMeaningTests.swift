import SNNSpiking
import SNNTestSupport
import Testing

/// The minimiser of each loss over all free spike trains is what the loss is said to ask for.
@Suite struct LossMeaningTests {
  /// The trains of one sample, one per neuron.
  typealias Trains = [[Scalar]]

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let loss: any Loss
    var steps = 3
    var neurons = 2
    /// Whether trains are what the loss means when class 0 is right.
    let isMeant: @Sendable (Trains) -> Bool
  }

  static func fires(at step: Int, _ train: [Scalar]) -> Bool { train.firstIndex(of: 1) == step }
  static func isSilent(_ train: [Scalar]) -> Bool { !train.contains(1) }
  static func count(_ train: [Scalar]) -> Scalar { train.reduce(0, +) }

  static let cases = [
    Case(testDescription: "the right one always, the wrong never", loss: .countCrossEntropy) {
      count($0[0]) == 3 && isSilent($0[1])
    },
    Case(testDescription: "the right one leads at every step", loss: .rateCrossEntropy) {
      count($0[0]) == 3 && isSilent($0[1])
    },
    Case(testDescription: "the right one first, the wrong never", loss: .firstSpikeCrossEntropy) {
      fires(at: 0, $0[0]) && isSilent($0[1])
    },
    Case(
      testDescription: "the right one first, the wrong never, by inverse times",
      loss: .inverseFirstSpikeCrossEntropy
    ) { fires(at: 0, $0[0]) && isSilent($0[1]) },
    // Of the margins 0...3 the smoothed loss ln(1 + e⁻ᵐ) + 0.15·m is least at 2.
    Case(
      testDescription: "a lead of two spikes, no more",
      loss: .countCrossEntropy(.labelSmoothing(0.3))
    ) { count($0[0]) - count($0[1]) == 2 },
    Case(
      testDescription: "the right one leads all the time, near the level",
      loss: .temporalEfficient(lambda: 0.3, target: 0.5)
    ) { count($0[0]) == 3 && isSilent($0[1]) },
    Case(
      testDescription: "two spikes and one",
      loss: .countSquaredError(correctRate: 0.7, incorrectRate: 0.4)
    ) { count($0[0]) == 2 && count($0[1]) == 1 },
    Case(testDescription: "all spikes and none", loss: .countSquaredError()) {
      count($0[0]) == 3 && isSilent($0[1])
    },
    Case(
      testDescription: "at once, the wrong never", loss: .firstSpikeSquaredError()
    ) { fires(at: 0, $0[0]) && isSilent($0[1]) },
    Case(
      testDescription: "on time, the wrong never", loss: .firstSpikeSquaredError(onTime: 1)
    ) { fires(at: 1, $0[0]) && isSilent($0[1]) },
    Case(
      testDescription: "in the last step, the wrong never",
      loss: .firstSpikeSquaredError(onTime: 2)
    ) { fires(at: 2, $0[0]) && isSilent($0[1]) },
    Case(
      testDescription: "on time and the wrong late",
      loss: .firstSpikeSquaredError(onTime: 0, offTime: 2)
    ) { fires(at: 0, $0[0]) && fires(at: 2, $0[1]) },
    Case(testDescription: "membrane on and off", loss: .membraneSquaredError()) {
      count($0[0]) == 3 && isSilent($0[1])
    },
    Case(
      testDescription: "the right group always, the other never",
      loss: PopulationLoss(CountCrossEntropy(), classes: 2), steps: 2, neurons: 4
    ) { $0[0] == [1, 1] && $0[1] == [1, 1] && isSilent($0[2]) && isSilent($0[3]) },
    Case(
      testDescription: "one of the right group first, the other never",
      loss: PopulationLoss(FirstSpikeCrossEntropy(), classes: 2), steps: 2, neurons: 4
    ) {
      (fires(at: 0, $0[0]) || fires(at: 0, $0[1])) && isSilent($0[2]) && isSilent($0[3])
    },
  ]

  @Test(arguments: cases)
  func theMinimisersAreWhatIsMeant(_ example: Case) throws {
    let (steps, neurons) = (example.steps, example.neurons)
    let trains = (0..<1 << (steps * neurons)).map { bits in
      (0..<neurons).map { neuron in
        (0..<steps).map { Scalar((bits >> (neuron * steps + $0)) & 1) }
      }
    }
    let losses = trains.map { trains in
      let scalars = (0..<steps).flatMap { step in trains.map { $0[step] } }
      return example.loss(Tensor(scalars, shape: [steps, 1, neurons]), [0]).scalar
    }
    let least = try #require(losses.min())
    #expect(trains.contains(where: example.isMeant))
    for (trains, loss) in zip(trains, losses) {
      #expect((loss <= least + 1e-6) == example.isMeant(trains), "\(trains) has \(loss)")
    }
  }

  /// The decoder of a loss reads the right class from its minimiser.
  @Test(arguments: cases)
  func theDecoderReadsTheMinimiser(_ example: Case) {
    let right: [Scalar] = [1, 0]
    let group = example.neurons / 2
    let row = right.flatMap { [Scalar](repeating: $0, count: group) }
    let output = Tensor(
      (0..<example.steps).flatMap { _ in row }, shape: [example.steps, 1, example.neurons])
    let scores = example.loss.decoder.scores(of: output.summedGroups(classes: 2))
    #expect(accuracy(scores, [0]) == 1)
  }

  /// Membranes are free numbers: down their gradient.
  private func descended(_ loss: some Loss, rate: Scalar, steps: Int) -> (Tensor, Scalar) {
    var membranes = Tensor.sample([3, 2, 3], in: -0.5...0.5)
    for _ in 0..<steps {
      membranes -=
        valueWithGradient(at: membranes) { loss($0, [2, 0]) }
        .gradients.tensors[0] * Tensor(rate)
    }
    #expect(accuracy(loss.decoder.scores(of: membranes), [2, 0]) == 1)
    return (membranes, loss(membranes, [2, 0]).scalar)
  }

  /// Reached: every membrane of the right neuron is on target, every other off.
  @Test func membranesOnTarget() {
    let loss = MembraneSquaredError(onTarget: 1.25, offTarget: -0.25)
    let (membranes, least) = descended(loss, rate: 4, steps: 60)
    let targets = Tensor([-0.25, -0.25, 1.25, 1.25, -0.25, -0.25], shape: [2, 3])
    expectClose(membranes, targets.broadcast(to: [3, 2, 3]), absolute: 1e-3)
    #expect(least < 1e-5)
  }

  /// The right neuron is highest once, and the others never come near.
  @Test func highestMembrane() {
    let (membranes, least) = descended(MaximumMembraneCrossEntropy(), rate: 2, steps: 80)
    let highest = membranes.max(alongAxis: 0)
    #expect(highest.argMax(alongAxis: 1) == [2, 0])
    #expect(least < 0.05)
  }

  @Test func highestMembraneOnAverage() {
    let (membranes, least) = descended(MeanMembraneCrossEntropy(), rate: 4, steps: 80)
    #expect(membranes.mean(alongAxis: 0).argMax(alongAxis: 1) == [2, 0])
    #expect(least < 0.05)
  }

  /// Leads at every single step.
  @Test func highestMembraneAllTheTime() {
    let (membranes, least) = descended(RateCrossEntropy(), rate: 8, steps: 80)
    #expect(membranes.argMax(alongAxis: 2) == [2, 0, 2, 0, 2, 0])
    #expect(least < 0.1)
  }
}
