import SNNTraining
import Testing

/// Static scores as a sequence of one step: `[B, C] → [1, B, C]`.
struct Lasting: Layer {
  func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor { .stacked([input]) }
}

/// Hands on its input, and gradients times `factor`.
struct GradientFactor: Layer {
  let factor: Scalar

  func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    .recorded(input.detached, (input, { [factor] in $0 * Tensor(factor) }))
  }
}

/// Where training says its numbers broke.
@Suite struct TrainingErrorTests {
  private let data = Dataset(
    name: "six", features: [[1, 2], [2, 1], [1, 1], [2, 2], [1, 0.5], [0.5, 1]],
    labels: [0, 1, 0, 1, 0, 1], featureNames: ["length", "width"], classNames: ["a", "b"])

  private func linear(_ inputs: Int, _ outputs: Int, planted: Scalar? = nil) -> Linear {
    var weight = Tensor(repeating: 0.5, shape: [inputs, outputs])
    if let planted { weight.updateScalars { $0[$0.count - 1] = planted } }
    return Linear(weight: weight, bias: .ones([outputs]))
  }

  private func failure(
    of model: some Layer, loss: some Loss = .meanMembraneCrossEntropy, on data: Dataset? = nil,
    learningRate: Scalar = 1e-3, batchSize: Int = 2, epochs: Int = 5
  ) throws -> TrainingError {
    var trainer = Trainer(
      model, loss: loss, optimizer: SGD(learningRate: learningRate), batchSize: batchSize, seed: 1)
    let error = #expect(throws: TrainingError.self) {
      try trainer.fit(data ?? self.data, epochs: epochs)
    }
    return try #require(error)
  }

  @Test(arguments: [0, 1, 2], [Scalar.nan, .infinity, -.infinity])
  func aBrokenWeightNamesItsLayer(layer: Int, value: Scalar) throws {
    let sizes = [(2, 3), (3, 4), (4, 2)]
    let layers = sizes.enumerated().map { index, size -> any Layer in
      linear(size.0, size.1, planted: index == layer ? value : nil)
    }
    let error = try failure(of: Sequential(layers + [Lasting()]))
    #expect(error.place == "the output of layer \(layer) (Linear)")
    #expect(
      "\(error)" == "training broke down in epoch 1, batch 1: "
        + "the output of layer \(layer) (Linear) is not finite")
  }

  /// A spike is 0 or 1 even where the membrane is NaN, and hides it from the layers above.
  @Test func brokenNeuronsAreNamedThoughTheirSpikesAreFinite() throws {
    var broken = Leaky(beta: .learned(0.5))
    broken.coefficients[0].values = Tensor(Scalar.nan)
    let spiking = Sequential {
      RateEncoder(steps: 3, sampling: .deterministic)
      linear(2, 3)
      broken
      linear(3, 2)
      LeakyReadout(beta: 0.9)
    }
    let error = try failure(of: spiking)
    #expect(error.place == "the membrane of layer 2 (\(Leaky.self))")
  }

  @Test func partsOfPartsHaveTheirPath() throws {
    let direct = Sequential {
      Sequential {
        DirectEncoder(steps: 3, linear: linear(2, 3, planted: .nan), neurons: Leaky(beta: 0.5))
      }
      linear(3, 2)
    }
    let error = try failure(of: direct)
    #expect(error.place == "the output of layer 0.0.linear (Linear)")
  }

  /// A model that names no parts.
  @Test func theModelAsAWhole() throws {
    struct Net: Layer {
      var hidden: Linear

      func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
        .stacked([hidden(input, &context)])
      }

      mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
        visitor.visit(&hidden, "hidden")
      }
    }
    let error = try failure(of: Net(hidden: linear(2, 2, planted: .nan)))
    #expect(error.place == "the output of the model")
  }

  @Test(arguments: [Scalar.infinity, .nan])
  func aBrokenFeatureIsNamedWithItsRow(value: Scalar) throws {
    var features = data.features.values
    features[4 * 2 + 1] = Double(value)
    let broken = Dataset(
      name: "six", features: FeatureRows(features, width: 2), labels: data.labels,
      featureNames: data.featureNames,
      classNames: data.classNames)
    let error = try failure(
      of: Sequential {
        linear(2, 2)
        Lasting()
      }, on: broken)
    #expect(error.place == "the feature width of row 4")
    // The rows are those of the data set itself, whatever their order in the epoch.
    #expect(error.rows.count == 2 && error.rows.contains(4))
    #expect(error.epoch == 1 && (1...3).contains(error.batch))
  }

  /// The layer is the one that a look at the model layer by layer finds.
  @Test func anExplodingLearningRate() throws {
    var trainer = Trainer(
      Sequential {
        linear(2, 3)
        linear(3, 4)
        linear(4, 2)
        Lasting()
      }, loss: .membraneSquaredError(),
      optimizer: SGD(learningRate: Scalar.greatestFiniteMagnitude.squareRoot()), batchSize: 2,
      seed: 1)
    let found = #expect(throws: TrainingError.self) { try trainer.fit(data, epochs: 9) }
    let error = try #require(found)
    #expect(error.epoch == 1 && error.batch == 2 && error.rows.count == 2)
    var value = Tensor(data.features.gathering(error.rows))
    var broken: Int?
    for (index, layer) in trainer.model.layers.enumerated() where broken == nil {
      value = layer(value, key: RandomKey(seed: 0))
      if !value.isFinite { broken = index }
    }
    #expect(error.place == "the output of layer \(try #require(broken)) (Linear)")
  }

  @Test func theLossItself() throws {
    // Finite, but its square is not.
    let large = Scalar.greatestFiniteMagnitude.squareRoot() * 4
    let error = try failure(
      of: Sequential {
        linear(2, 2, planted: large)
        Lasting()
      }, loss: .membraneSquaredError())
    #expect(error.place == "the loss")
  }

  /// The gradient runs backwards: layer 2 gets a sound one, layer 0 does not.
  @Test func aGradient() throws {
    let error = try failure(
      of: Sequential {
        linear(2, 3)
        GradientFactor(factor: .infinity)
        linear(3, 2)
        Lasting()
      })
    #expect(error.place == "the gradient of 0.bias")
    #expect(error.epoch == 1 && error.batch == 1 && error.rows.count == 2)
  }

  /// Every gradient is finite, but not the root of the sum of their squares: 0.45 times the largest
  /// number for each bias, and once or twice that for each weight.
  @Test func theNormOfTheGradients() throws {
    let error = try failure(
      of: Sequential {
        linear(2, 2)
        GradientFactor(factor: .greatestFiniteMagnitude * 0.9)
        Lasting()
      }, on: data.subset([0]))
    #expect(error.place == "the norm of all gradients together")
  }

  /// p rises to 0.6 and then 1.2 times the largest number.
  @Test func epochAndBatchAreThoseThatBroke() throws {
    let step = Scalar.greatestFiniteMagnitude * 0.6
    let inside = try failure(
      of: Ramp(), loss: RampLoss(), on: Ramp.rows([0, 0, 0], label: 1), learningRate: step,
      batchSize: 1)
    #expect(inside.epoch == 1 && inside.batch == 3 && inside.rows.count == 1)
    #expect(inside.place == "the output of the model")
    // With one batch per epoch no other batch would notice before the epoch is over.
    let after = try failure(
      of: Ramp(), loss: RampLoss(), on: Ramp.rows([0], label: 1), learningRate: step, batchSize: 1)
    #expect(after.epoch == 2 && after.batch == 1 && after.rows.isEmpty)
    #expect(after.place == "the parameter p")
  }
}
