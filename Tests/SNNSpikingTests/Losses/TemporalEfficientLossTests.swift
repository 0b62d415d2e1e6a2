import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

/// Where temporal efficient training is least over free membranes.
@Suite struct TemporalEfficientLossTests {
  private func descended(_ loss: TemporalEfficientLoss) -> Tensor {
    var membranes = Tensor.sample([3, 2, 2], in: -0.5...0.5)
    for _ in 0..<1500 {
      membranes -= valueWithGradient(at: membranes) { loss($0, [1, 0]) }.gradients.tensors[0] * 2
    }
    return membranes
  }

  /// For two classes U = φ ± m/2, where the margin solves m = (1 − λ)/λ·2·(1 − σ(m)).
  @Test(arguments: [0.1, 0.4, 0.9] as [Scalar])
  func theMarginIsFiniteAndTheSameAtEveryStep(lambda: Scalar) {
    let (pull, level) = (Double(2 * (1 - lambda) / lambda), 0.7)
    var (low, high) = (0.0, pull)
    for _ in 0..<60 {
      let m = (low + high) / 2
      if m < pull / (1 + exp(m)) { low = m } else { high = m }
    }
    let half = Scalar(low / 2)
    let row = Tensor([-half, half, half, -half], shape: [2, 2]) + Tensor(Scalar(level))
    let membranes = descended(TemporalEfficientLoss(lambda: lambda, target: Scalar(level)))
    expectClose(membranes, row.broadcast(to: [3, 2, 2]), absolute: 1e-3)
  }

  @Test func theEndsOfLambda() {
    let output = Tensor.sample([3, 2, 2])
    let leads = RateCrossEntropy()(output, [1, 0])
    #expect(TemporalEfficientLoss(lambda: 0)(output, [1, 0]) == leads)
    let held = descended(TemporalEfficientLoss(lambda: 1, target: 0.7))
    expectClose(held, Tensor(repeating: 0.7, shape: [3, 2, 2]), absolute: 1e-3)
  }
}
