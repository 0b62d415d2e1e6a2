import SNNLayers
import SNNTestSupport
import Testing

@Suite struct OptimizerTests {
  /// The parameter after each of three updates along the gradients 1, 2 and −1, from 1.
  private func steps(
    _ rule: some UpdateRule, schedule: Schedule = .constant, shape: Shape = [1, 1]
  ) -> [Scalar] {
    var optimizer = Optimizer(rule, schedule: schedule)
    var parameter = Tensor.ones(shape)
    return [1, 2, -1].map { (slope: Scalar) -> Scalar in
      let gradient = Tensor(repeating: slope, shape: shape)
      optimizer.update(&parameter, along: Gradients(tensors: [gradient], paths: [""]))
      return parameter.scalars[0]
    }
  }

  @Test func gradientDescentByHand() {
    expectClose(Tensor(steps(SGD(learningRate: 0.1))), [0.9, 0.7, 0.8])
    // v: 1, 2.9, 1.61
    expectClose(Tensor(steps(SGD(learningRate: 0.1, momentum: 0.9))), [0.9, 0.61, 0.449])
    // g + w/2: 1.5, 2.425, −0.69625
    expectClose(
      Tensor(steps(SGD(learningRate: 0.1, weightDecay: 0.5))), [0.85, 0.6075, 0.677_125])
  }

  @Test func adamByHand() {
    expectClose(
      Tensor(steps(Adam(learningRate: 0.1))), [0.9, 0.803_481_799, 0.761_472_869])
    // β 1/2 and 3/4, ε 1/2
    expectClose(
      Tensor(steps(Adam(learningRate: 0.01, betas: (0.5, 0.75), epsilon: 0.5))),
      [0.993_333_333, 0.985_572_403, 0.984_822_350])
  }

  @Test func adamWByHand() {
    expectClose(
      Tensor(steps(AdamW(learningRate: 0.1, weightDecay: 0.5))),
      [0.85, 0.710_981_799, 0.633_423_779])
  }

  @Test func weightDecayOfAdamWIsForMatricesOnly() {
    let plain = steps(Adam(learningRate: 0.1), shape: [3])
    #expect(steps(AdamW(learningRate: 0.1, weightDecay: 0.5), shape: [3]) == plain)
    #expect(steps(AdamW(learningRate: 0.1, weightDecay: 0.5), shape: []) == plain)
    #expect(steps(AdamW(learningRate: 0.1, weightDecay: 0), shape: [3, 1]) == plain)
    #expect(steps(AdamW(learningRate: 0.1, weightDecay: 0.5), shape: [3, 1]) != plain)
  }

  @Test func theScheduleScalesTheRate() {
    let halving = Schedule { step in [1, 0.5, 0.25][step] }
    expectClose(Tensor(steps(SGD(learningRate: 0.1), schedule: halving)), [0.9, 0.8, 0.825])
  }

  /// Σ c·(w − target)² in three dimensions of different curvature.
  private func descended(_ rule: some UpdateRule, schedule: Schedule = .constant) -> Tensor {
    let (target, curvature): (Tensor, Tensor) = ([1, -2, 3], [0.5, 1, 2])
    var optimizer = Optimizer(rule, schedule: schedule)
    var point = Tensor.zeros([3])
    for _ in 0..<400 {
      let gradients = valueWithGradient(at: point) { w in
        ((w - target).squared() * curvature).sum()
      }.gradients
      optimizer.update(&point, along: gradients)
    }
    #expect(optimizer.step == 400)
    return point
  }

  @Test func everyRuleFindsTheMinimum() {
    let minimum: Tensor = [1, -2, 3]
    expectClose(descended(SGD(learningRate: 0.1)), minimum, absolute: 1e-3)
    expectClose(descended(SGD(learningRate: 0.02, momentum: 0.9)), minimum, absolute: 1e-3)
    let falling = Schedule.cosine(over: 400)
    expectClose(descended(Adam(learningRate: 0.1), schedule: falling), minimum, absolute: 1e-3)
    expectClose(
      descended(AdamW(learningRate: 0.1), schedule: falling), minimum, absolute: 1e-3)
  }

  /// A trained matrix and vector and a fixed number.
  struct Model: Parametric, Sendable {
    var weight = Tensor.ones([100, 10])
    var bias = Tensor.ones([1000])
    var scale = Tensor.ones([500])

    mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&weight, "weight")
      visitor.visit(&scale, "scale", role: .fixed)
      visitor.visit(&bias, "bias")
    }
  }

  private func trainedInPlace(_ rule: some UpdateRule) -> Model {
    var model = Model()
    let addresses = [model.weight.storageAddress, model.bias.storageAddress]
    var optimizer = Optimizer(rule)
    for _ in 0..<3 {
      let gradients = valueWithGradient(at: model) { model in
        (model.weight * model.scale.mean()).sum() + model.bias.sum()
      }.gradients
      #expect(gradients.paths == ["weight", "bias"])
      optimizer.update(&model, along: gradients)
    }
    #expect([model.weight.storageAddress, model.bias.storageAddress] == addresses)
    return model
  }

  @Test func updatesAreInPlaceAndLeaveFixedParametersAlone() {
    #expect(Model().parameterCount == 2000)
    let models = [
      trainedInPlace(SGD(learningRate: 0.1, momentum: 0.5, weightDecay: 0.1)),
      trainedInPlace(Adam(learningRate: 0.1)), trainedInPlace(AdamW(learningRate: 0.1)),
    ]
    for model in models {
      #expect(model.scale == .ones([500]))
      #expect(model.weight.scalars.allSatisfy { $0 < 0.8 })
      #expect(model.bias.scalars.allSatisfy { $0 < 0.8 })
    }
  }

  @Test func gradientNorm() {
    let gradients = Gradients(tensors: [[[3]], [0, 4]], paths: ["a", "b"])
    #expect(gradients.norm == 5)
    let clipped = gradients.clipped(toNorm: 1)
    expectClose(clipped.tensors[0], [[0.6]])
    expectClose(clipped.tensors[1], [0, 0.8])
    #expect(clipped.paths == ["a", "b"])
    #expect(gradients.clipped(toNorm: 5).tensors == gradients.tensors)
    #expect(Gradients(tensors: [], paths: []).norm == 0)
    // Neither the squares of large numbers overflow, nor do those of small ones vanish.
    expectClose(Tensor(Gradients(tensors: [[3e30, 4e30]], paths: [""]).norm), 5e30)
    expectClose(
      Tensor(Gradients(tensors: [[3e-30, 4e-30]], paths: [""]).norm), 5e-30, absolute: 0)
    #expect(Gradients(tensors: [Tensor([.nan, 1])], paths: [""]).norm.isNaN)
  }
}

/// A layer whose running parameter is drawn a tenth of the way towards what it sees.
private struct RunningMean: Layer {
  var mean: Tensor = [1, 2]
  var scale: Tensor = 1

  func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let (seen, mean) = (input.detached.mean(alongAxis: 0), self.mean.detached)
    return .recorded(
      input.detached * scale.detached, (scale, { ($0 * input).sum() }),
      (self.mean, { _ in (mean - seen) * 0.1 }))
  }

  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&mean, "mean", role: .running)
    visitor.visit(&scale, "scale")
  }
}

@Suite struct RunningParameterTests {
  @Test func theyMoveByWhatTheirLayerSaw() {
    var layer = RunningMean()
    var optimizer = Optimizer(SGD(learningRate: 0.5, weightDecay: 10))
    let (_, gradients) = valueWithGradient(at: layer) { layer in
      var context = Context(mode: .training, key: RandomKey(seed: 0))
      return layer([[3, 8], [5, 10]], &context).sum()
    }
    #expect(gradients.paths == ["scale"])
    #expect(gradients.tensors == [26])
    #expect(gradients.norm == 26)
    optimizer.update(&layer, along: gradients.clipped(toNorm: 1))
    // (1, 2) + 0.1·((4, 9) − (1, 2)); no decay, no clipping, no learning rate.
    expectClose(layer.mean, [1.3, 2.7])
    #expect(layer.scale.scalar != 1)
    #expect(layer.parameterCount == 1)
  }

  @Test func withoutUseTheyStay() {
    var layer = RunningMean()
    var optimizer = Optimizer(SGD(learningRate: 0.5))
    let (_, gradients) = valueWithGradient(at: layer) { $0.scale.squared() }
    optimizer.update(&layer, along: gradients)
    #expect(layer.mean == [1, 2])
  }
}
