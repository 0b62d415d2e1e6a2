import SNNSpiking
import SNNTestSupport
import Testing

/// The degenerate answers a loss on spike times must not reward.
@Suite struct FirstSpikeLossTests {
  private static let steps = 6

  /// Trains of two neurons, given by their times.
  private func output(_ right: Set<Int>, _ wrong: Set<Int>) -> Tensor {
    let scalars = (0..<Self.steps).flatMap { step in
      [right.contains(step) ? 1 : 0, wrong.contains(step) ? 1 : 0] as [Scalar]
    }
    return Tensor(scalars, shape: [Self.steps, 1, 2])
  }

  @Test(arguments: 0..<steps)
  func degenerateAnswersCost(onTime: Int) {
    let loss = FirstSpikeSquaredError(onTime: Scalar(onTime))
    let always = Set(0..<Self.steps)
    let last: Set = [Self.steps - 1]
    expectClose(loss(output([onTime], []), [0]), 0, absolute: 1e-12)
    #expect(loss(output([], []), [0]).scalar > 0, "all silent")
    #expect(loss(output(always, always), [0]).scalar > 0, "all fire always")
    #expect(loss(output(last, last), [0]).scalar > 0, "all fire in the last step")
  }

  /// A silent neuron is not one that fires in the last step, for the loss and its gradient.
  @Test func silenceIsNotTheLastStep() {
    let loss = FirstSpikeSquaredError()
    #expect(loss(output([0], []), [0]) == 0)
    #expect(loss(output([0], [Self.steps - 1]), [0]).scalar > 0)
    let late = FirstSpikeSquaredError(onTime: Scalar(Self.steps - 1))
    expectClose(late(output([Self.steps - 1], []), [0]), 0, absolute: 1e-12)
    #expect(late(output([], []), [0]).scalar > 0)
  }

  /// The right neuron, silent, is drawn to fire, the wrong one, firing, to stop.
  @Test(arguments: [
    NamedLoss("FirstSpikeSquaredError", .firstSpikeSquaredError()),
    NamedLoss("FirstSpikeCrossEntropy", .firstSpikeCrossEntropy),
  ])
  func theGradientPointsTheRightWay(_ named: NamedLoss) {
    let gradient = valueWithGradient(at: output([], [2])) { named.loss($0, [0]) }
      .gradients.tensors[0]
    #expect((0..<Self.steps).allSatisfy { gradient[$0, 0, 0] < 0 })
    #expect(gradient[2, 0, 1] > 0)
  }
}
