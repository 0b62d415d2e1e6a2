import SNNLayers
import SNNTestSupport
import Testing

/// Normalisations against PyTorch: values, all gradients, and what running statistics become.
@Suite struct GoldenNormalizationTests {
  struct Options: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var layout = ChannelLayout.images
    var epsilon: Scalar = 1e-5
    var momentum: Scalar = 0.1
    var mode = Context.Mode.training
  }

  @Test(arguments: [
    Options(testDescription: "images"),
    Options(testDescription: "static"),
    Options(testDescription: "sequences", layout: .sequences),
    Options(testDescription: "features", layout: .features),
    Options(testDescription: "column"),
    Options(testDescription: "pair", layout: .features),
    Options(testDescription: "options", epsilon: 0.3, momentum: 0.7),
    Options(testDescription: "inference", mode: .inference),
    Options(testDescription: "inferenceOfFeatures", layout: .features, mode: .inference),
  ])
  func batchNorm(_ options: Options) throws {
    let golden = try GoldenCase(options.testDescription, of: "normalization")
    var layer = BatchNorm(
      try golden["weight"].count, in: options.layout, epsilon: options.epsilon,
      momentum: options.momentum)
    layer.weight = try golden["weight"]
    layer.bias = try golden["bias"]
    layer.statistics.mean = try golden["mean"]
    layer.statistics.variance = try golden["var"]
    let gradients = try golden.expect(layer, parameters: ["weight", "bias"], mode: options.mode)
    var driven = DrivenLayer(layer, input: try golden["input"])
    var optimizer = Optimizer(SGD(learningRate: 0))
    optimizer.update(&driven, along: gradients)
    expectClose(driven.layer.statistics.mean, try golden["after.mean"])
    expectClose(driven.layer.statistics.variance, try golden["after.var"])
  }

  @Test(arguments: [
    Options(testDescription: "images"),
    Options(testDescription: "features", layout: .features),
    Options(testDescription: "oneStep", layout: .sequences),
    Options(testDescription: "inference", mode: .inference),
    Options(testDescription: "inferenceOfFeatures", layout: .features, mode: .inference),
  ])
  func throughTime(_ options: Options) throws {
    let golden = try GoldenCase("throughTime.\(options.testDescription)", of: "normalization")
    let weight = try golden["weight"]
    var layer = BatchNormThroughTime(
      weight.shape[1], steps: weight.shape[0], in: options.layout)
    layer.weight = weight
    layer.statistics.mean = try golden["mean"]
    layer.statistics.variance = try golden["var"]
    let gradients = try golden.expect(layer, parameters: ["weight"], mode: options.mode)
    var driven = DrivenLayer(layer, input: try golden["input"])
    var optimizer = Optimizer(SGD(learningRate: 0))
    optimizer.update(&driven, along: gradients)
    expectClose(driven.layer.statistics.mean, try golden["after.mean"])
    expectClose(driven.layer.statistics.variance, try golden["after.var"])
  }

  @Test(arguments: [("images", ChannelLayout.images), ("features", .features)])
  func temporalEffective(_ name: String, _ layout: ChannelLayout) throws {
    let golden = try GoldenCase("temporal.\(name)", of: "normalization")
    let (weight, stepWeight) = (try golden["norm.weight"], try golden["stepWeight"])
    var layer = TemporalEffectiveBatchNorm(weight.count, steps: stepWeight.count, in: layout)
    #expect(layer.stepWeight == .ones([stepWeight.count]))
    layer.norm.weight = weight
    layer.norm.bias = try golden["norm.bias"]
    layer.stepWeight = stepWeight
    try golden.expect(layer, parameters: ["norm.weight", "norm.bias", "stepWeight"])
  }

  @Test(arguments: [
    ("images", 3, ChannelLayout.images), ("sequences", 4, .sequences),
    ("features", 2, .features), ("one", 1, .images),
  ])
  func groupNorm(_ name: String, _ groups: Int, _ layout: ChannelLayout) throws {
    let golden = try GoldenCase("group.\(name)", of: "normalization")
    var layer = GroupNorm(groups, channels: try golden["weight"].count, in: layout)
    layer.weight = try golden["weight"]
    layer.bias = try golden["bias"]
    try golden.expect(layer, parameters: ["weight", "bias"])
    try golden.expect(layer, parameters: ["weight", "bias"], mode: .inference)
  }

  @Test(arguments: ["features", "images", "vector", "element"])
  func layerNorm(_ name: String) throws {
    let golden = try GoldenCase("layer.\(name)", of: "normalization")
    var layer = LayerNorm(try golden["weight"].shape)
    layer.weight = try golden["weight"]
    layer.bias = try golden["bias"]
    try golden.expect(layer, parameters: ["weight", "bias"])
    try golden.expect(layer, parameters: ["weight", "bias"], mode: .inference)
  }
}
