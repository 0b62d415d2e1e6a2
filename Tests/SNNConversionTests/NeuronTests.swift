import SNNTestSupport
import Testing

@testable import SNNConversion

/// Numbers worked out by hand from the equations of the neurons.
@Suite struct NeuronTests {
  /// Spikes of one neuron per sample of a constant drive, `[T][B]`.
  private func fired(_ neurons: some Neurons, by drive: Signal, steps: Int) -> [[Scalar]] {
    var context = Context(mode: .inference, key: RandomKey(seed: 0))
    let spikes = neurons.fired(by: drive, steps: steps, &context)
    return (0..<spikes.shape[0]).map { spikes.step($0).scalars }
  }

  private func constant(_ drives: [Scalar]) -> Signal {
    .constant(Tensor(drives, shape: [drives.count, 1]))
  }

  /// N = ⌊(z·T + θ/2)/θ⌋ for a constant drive of 0...θ, T beyond and 0 below.
  @Test(arguments: [1, 2, 7, 32]) func ratesAreTheNearestOfTSteps(_ steps: Int) throws {
    // Sixteenths, so that every sum is exact; none on a line between two counts.
    let drives: [Scalar] = [-2, -0.0625, 0, 0.0625, 0.3125, 0.6875, 1.4375, 1.9375, 2, 5]
    let neurons = IntegratingNeurons(thresholds: [2], start: .fixed(perChannel: [1]))
    let counts = fired(neurons, by: constant(drives), steps: steps)
      .reduce([Scalar](repeating: 0, count: drives.count)) { zip($0, $1).map(+) }
    let expected = drives.map {
      min(max((($0 * Scalar(steps) + 1) / 2).rounded(.down), 0), Scalar(steps))
    }
    #expect(counts == expected)
  }

  @Test func burstsCountWholeThresholds() {
    let neurons = IntegratingNeurons(
      thresholds: [1], start: .fixed(perChannel: [0.5]), maximum: 4)
    // 2.25 a step: 2.75 → 2, 3.0 → 3, 2.25 → 2, 2.5 → 2; 6 a step: 4 each, however much is left.
    #expect(
      fired(neurons, by: constant([2.25, 6, -1]), steps: 4)
        == [[2, 4, 0], [3, 4, 0], [2, 4, 0], [2, 4, 0]])
  }

  /// Up a spike a step to three of four levels, and down again when the sum falls.
  @Test func trackersTakeSpikesBack() {
    let sums: [Scalar] = [2.6, 2.6, 2.6, 2.6, 0.2, 0.2, 0.2, 0.2]
    let neurons = TrackingNeurons(thresholds: [1], levels: 4)
    let spikes = fired(neurons, by: .sums(Tensor(sums, shape: [8, 1, 1])), steps: 8)
    #expect(spikes.joined().map(\.self) == [1, 1, 1, 0, -1, -1, -1, 0])
  }

  @Test func trackersStopAtTheirLevels() {
    let neurons = TrackingNeurons(thresholds: [1], levels: 2)
    let spikes = fired(
      neurons, by: .presented(Tensor([5, -5, 0.5, 1.5], shape: [4, 1])), steps: 3)
    // ½ is up, and so is 1½.
    #expect(spikes == [[1, 0, 1, 1], [1, 0, 0, 1], [0, 0, 0, 0]])
  }

  /// α = 1.5, Δ = 1.5/16: 1.03125 is 11 of them, 1011 in binary digits.
  @Test func fewSpikesAreDigits() {
    let neurons = FewSpikesNeurons(thresholds: [1.5], digits: 4)
    let drive = constant([1.03125, 1.1, -1, 1.5, 9])
    let spikes = fired(neurons, by: drive, steps: 4)
    #expect(spikes == [[1, 1, 0, 1, 1], [0, 0, 0, 1, 1], [1, 1, 0, 1, 1], [1, 1, 0, 1, 1]])
    let said = neurons.quantized(Tensor([1.03125, 1.1, -1, 1.5, 9], shape: [5, 1]))
    #expect(said.scalars == [1.03125, 1.03125, 0, 1.40625, 1.40625])
  }

  /// Where training has taken a threshold out of its range, spikes carry what they cost.
  @Test func thresholdsAreThoseTheNeuronsUse() {
    var neurons = IntegratingNeurons(thresholds: [1], start: .fixed(perChannel: [0]))
    neurons.layer.coefficients[0].values = Tensor([-1])
    #expect(neurons.thresholds == [1e-12])
    let carried = neurons.carried(by: Tensor([1, 0], shape: [2, 1, 1]), of: constant([1]))
    #expect(carried.steps(2).scalars == [1e-12, 0])
  }

  /// θ = 2, K = 4: weights 4, 2, 1, ½; 0.75 a step pays 1 + ½, then 2 + 1 + ½ of it.
  @Test func phasesPayWeights() {
    let neurons = PhaseNeurons(thresholds: [2], period: 4)
    let drive = constant([0.75])
    let spikes = fired(neurons, by: drive, steps: 8)
    #expect(spikes.joined().map(\.self) == [0, 0, 1, 1, 0, 1, 1, 1])
    let worth = neurons.carried(by: Tensor(Array(spikes.joined()), shape: [8, 1, 1]), of: drive)
    #expect(worth.steps(8).scalars == [0, 0, 1, 0.5, 0, 2, 1, 0.5])
  }

  /// Beyond 4 the window is over: a spike cannot come before it opens.
  @Test func firstSpikesAreTimes() {
    let neurons = FirstSpikeNeurons(window: 3...7)
    let drive = constant([-1, 0, 0.5, 4, 6])
    #expect(fired(neurons, by: drive, steps: 1) == [[0, 0, 1, 1, 1]])
    var context = Context(mode: .inference, key: RandomKey(seed: 0))
    let spikes = neurons.fired(by: drive, steps: 1, &context)
    #expect(neurons.carried(by: spikes, of: drive).total(1).scalars == [0, 0, 0.5, 4, 4])
    #expect(neurons.violations(in: drive, of: .rectifier(.relu)) == 1)
    #expect(neurons.violations(in: drive, of: .rectifier(Rectifier(limit: 4))) == 0)
  }

  /// A spike's time moves with the drive inside the window, and nowhere else.
  @Test func firstSpikesPassGradients() {
    let neurons = FirstSpikeNeurons(window: 3...7)
    checkGradient(at: [Tensor([-1, 0.5, 3, 6], shape: [4, 1])]) {
      neurons.carried(by: $0[0], of: .constant($0[0])).total(1)
    }
  }

  /// From t₀ on where four steps are left, else the last four.
  @Test(arguments: [(8, 3), (7, 3), (6, 2), (4, 0), (1, 0)])
  func aDelayedReadoutKeepsFourSteps(_ steps: Int, _ start: Int) {
    #expect(Readout.delayed(3).start(steps: steps) == start)
    #expect(Readout.immediate.start(steps: steps) == 0)
  }
}
