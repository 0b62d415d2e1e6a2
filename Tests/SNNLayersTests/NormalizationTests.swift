import SNNLayers
import SNNTestSupport
import Testing

@Suite struct NormalizationTests {
  private func trained<L: Layer>(_ layer: L, _ input: Tensor) -> Tensor {
    var context = Context(mode: .training, key: RandomKey(seed: 0))
    return layer(input, &context)
  }

  /// Mean and variance of each channel of `[…, C, H, W]`.
  private func moments(_ x: Tensor) -> (mean: Tensor, variance: Tensor) {
    let channels = x.reshaped(to: [
      x.count / x.shape[-3] / x.shape[-1] / x.shape[-2], x.shape[-3],
      x.shape[-1] * x.shape[-2],
    ])
    .transposed([1, 0, 2]).flattened(fromAxis: 1)
    let mean = channels.mean(alongAxis: 1, keepingAxis: true)
    return (
      mean.reshaped(to: [x.shape[-3]]), (channels - mean).squared().mean(alongAxis: 1)
    )
  }

  @Test func whatComesOutHasMeanZeroAndVarianceOne() {
    let input = Tensor.uneven([3, 2, 4, 5, 6], in: 7...9)
    let (mean, variance) = moments(trained(BatchNorm(4, in: .images), input))
    expectClose(mean, .zeros([4]), absolute: 2e-5)
    expectClose(variance, .ones([4]), absolute: 1e-3)
  }

  /// γ = α·θ: the output spreads by that much.
  @Test func thresholdDependent() {
    let layer = BatchNorm.thresholdDependent(4, in: .images, threshold: 0.5, alpha: 3)
    #expect(layer.weight == Tensor(repeating: 1.5, shape: [4]))
    let (_, variance) = moments(trained(layer, .uneven([3, 2, 4, 5, 6])))
    expectClose(variance, Tensor(repeating: 2.25, shape: [4]), absolute: 1e-3)
  }

  /// Numbers far from zero keep their spread: the variance is not a difference of large numbers.
  @Test func farFromZero() {
    let near = Tensor.whole([2, 2, 3, 4, 4])
    let layer = BatchNorm(3, in: .images)
    expectClose(trained(layer, near + 8192), trained(layer, near), absolute: 1e-4)
  }

  /// Enough channels and numbers for several blocks and threads.
  @Test(arguments: [ChannelLayout.features, .images])
  func manyChannels(_ layout: ChannelLayout) {
    let input =
      layout == .features ? Tensor.uneven([7, 30, 150]) : Tensor.uneven([2, 3, 150, 6, 6])
    let whole = trained(BatchNorm(150, in: layout), input)
    for channel in [0, 63, 64, 149] {
      let alone = trained(
        BatchNorm(1, in: layout), input.slice(channel..<channel + 1, alongAxis: 2))
      expectClose(whole.slice(channel..<channel + 1, alongAxis: 2), alone)
    }
  }

  @Test func eachStepByItself() {
    let input = Tensor.uneven([3, 4, 2, 5])
    let together = trained(BatchNormThroughTime(2, steps: 3, in: .sequences), input)
    for step in 0..<3 {
      let alone = trained(BatchNorm(2, in: .sequences), input.slice(step..<step + 1))
      expectClose(together.slice(step..<step + 1), alone)
    }
  }

  /// Running statistics have no part in the gradient; used in inference they do not move.
  @Test func inferenceMovesNothing() {
    let driven = DrivenLayer(BatchNorm(2, in: .features), input: .uneven([3, 2]))
    let gradients = valueWithGradient(at: driven) { $0.output.squared().sum() }.gradients
    #expect(gradients.movements == [.zeros([2]), .zeros([2])])
    #expect(driven.layer.parameterCount == 4)
  }

  /// A file holds them under the names PyTorch gives them.
  @Test func paths() {
    var names = SequentialTests.PathCollector()
    var norm = BatchNorm(2, in: .features)
    norm.visitParameters(&names)
    #expect(names.paths == ["weight", "bias", "running_mean", "running_var"])
    names.paths = []
    var steps = BatchNormThroughTime(2, steps: 3, in: .features)
    steps.visitParameters(&names)
    #expect(names.paths == ["weight", "running_mean", "running_var"])
  }
}
