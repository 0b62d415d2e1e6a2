import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

/// Where losses against trains, sets of labels and numbers are least.
@Suite struct TargetLossMeaningTests {
  /// All trains of so many steps, each `[T, 1, 1]`.
  private func allTrains(steps: Int) -> [Tensor] {
    (0..<1 << steps).map { bits in
      Tensor((0..<steps).map { Scalar((bits >> $0) & 1) }, shape: [steps, 1, 1])
    }
  }

  private func train(_ times: [Int], steps: Int) -> Tensor {
    Tensor((0..<steps).map { times.contains($0) ? 1 : 0 }, shape: [steps, 1, 1])
  }

  @Test(arguments: [0.3, 2, 50] as [Scalar])
  func onlyTheTargetIsAtNoDistance(timeConstant: Scalar) {
    let loss = VanRossumDistance(timeConstant: timeConstant)
    let trains = allTrains(steps: 4)
    for (i, output) in trains.enumerated() {
      for (j, target) in trains.enumerated() {
        let distance = loss(output, target).scalar
        #expect(i == j ? distance == 0 : distance > 1e-4)
        expectClose(Tensor(distance), loss(target, output))
      }
    }
  }

  /// Van Rossum 2001: one spike too many costs 1/2, and one δ steps off 1 − e^(−δ/τ), anywhere.
  @Test(arguments: 0..<8)
  func whatASpikeCosts(step: Int) {
    let loss = VanRossumDistance(timeConstant: 3)
    expectClose(loss(train([step], steps: 8), train([], steps: 8)), 0.5)
    expectClose(loss(train([], steps: 8), train([step], steps: 8)), 0.5)
    for other in 0..<8 {
      let expected = 1 - exp(-Double(abs(other - step)) / 3)
      expectClose(
        loss(train([other], steps: 8), train([step], steps: 8)), Tensor(Scalar(expected)))
    }
  }

  /// A short time constant counts misses, ½·Σ d²; a long one compares counts, ½·(Σ d)².
  @Test func theLimitsOfTheTimeConstant() {
    let (output, target) = (train([0, 3, 4], steps: 6), train([1, 4], steps: 6))
    expectClose(VanRossumDistance(timeConstant: 1e-2)(output, target), 1.5)
    expectClose(VanRossumDistance(timeConstant: 1e6)(output, target), 0.5, relative: 1e-3)
  }

  /// The gradient says which way to move: earlier steps gain, later ones lose.
  @Test func theGradientLeadsToTheTarget() {
    let (late, target) = (train([5], steps: 8), train([3], steps: 8))
    let gradient = valueWithGradient(at: late) {
      VanRossumDistance(timeConstant: 3)($0, target)
    }.gradients.tensors[0].scalars
    #expect(gradient[3] < gradient[4] && gradient[4] < gradient[5])
    #expect(gradient[3] < 0 && gradient[5] > 0)
  }

  @Test func labelsByCount() {
    let loss = CountBinaryCrossEntropy(threshold: 0.5, width: 0.1)
    let trains = allTrains(steps: 4)
    // Yes, no, and an even chance, which is the rate θ.
    for (target, spikes) in [(1, 4), (0, 0), (0.5, 2)] as [(Scalar, Scalar)] {
      let losses = trains.map { loss($0, Tensor([target], shape: [1, 1])).scalar }
      let least = losses.min() ?? 0
      for (train, value) in zip(trains, losses) {
        #expect((value <= least + 1e-6) == (train.sum().scalar == spikes), "\(target): \(train)")
      }
    }
  }

  /// Down the gradient of membranes that are free numbers, `[3, 2, 2]`.
  private func descended(_ loss: some TargetLoss<Tensor>, _ target: Tensor) -> Tensor {
    var membranes = Tensor.sample([3, 2, 2], in: -0.5...0.5)
    for _ in 0..<600 {
      membranes -=
        valueWithGradient(at: membranes) { loss($0, target) }.gradients.tensors[0] * 2
    }
    return membranes
  }

  @Test func labelsByMembrane() {
    let target: Tensor = [[0.8, 0.1], [0.5, 0.7]]
    let membranes = descended(MembraneBinaryCrossEntropy(), target)
    expectClose(membranes.mean(alongAxis: 0).sigmoid(), target, absolute: 1e-3)
    let sure = descended(MembraneBinaryCrossEntropy(), [[1, 0], [0, 1]])
    #expect((MembraneBinaryCrossEntropy().logits(of: sure) .> 0) == [[1, 0], [0, 1]])
  }

  @Test func regressionReachesItsTarget() {
    let start = Tensor.sample([3, 2, 2], in: -0.5...0.5)
    let target = Tensor.sample([2, 2], seed: 9)
    let mean = descended(.membraneRegression(.mean), target)
    expectClose(mean.mean(alongAxis: 0), target, absolute: 1e-4)
    let last = descended(.membraneRegression(.last), target)
    expectClose(last.slice(2..<3).reshaped(to: [2, 2]), target, absolute: 1e-4)
    #expect(last.slice(0..<2) == start.slice(0..<2), "steps before the last are free")
    let steady = descended(.membraneRegression(.everyStep), target)
    expectClose(steady, target.broadcast(to: [3, 2, 2]), absolute: 1e-4)
    let course = Tensor.sample([3, 2, 2], seed: 10)
    expectClose(descended(.membraneRegression(.everyStep), course), course, absolute: 1e-4)
  }
}
