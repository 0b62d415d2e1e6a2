import SNNLayers
import SNNTestSupport
import Testing

/// Convolutions against PyTorch: values and all gradients.
@Suite struct GoldenConvolutionTests {
  struct Options: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var stride: Extent = 1
    var padding: Extent = 0
    var dilation: Extent = 1
    var groups = 1
    var hasBias = true
  }

  @Test(arguments: [
    Options(testDescription: "plain"),
    Options(testDescription: "static", padding: 1),
    Options(testDescription: "pointwise", hasBias: false),
    Options(testDescription: "strided", stride: Extent(2, 3), padding: Extent(1, 2)),
    Options(testDescription: "dilated", padding: Extent(2, 1), dilation: Extent(3, 2)),
    Options(testDescription: "grouped", stride: 2, padding: 1, groups: 2, hasBias: false),
    Options(testDescription: "depthwise", groups: 3),
    Options(
      testDescription: "all", stride: Extent(2, 1), padding: Extent(2, 1),
      dilation: Extent(2, 3), groups: 2),
    Options(testDescription: "element"),
    Options(testDescription: "wholePadding", padding: 2),
    Options(testDescription: "skipsTheEdge", stride: 4),
  ])
  func ofImages(_ options: Options) throws {
    let golden = try GoldenCase(options.testDescription, of: "conv2d")
    let layer = Conv2d(
      weight: try golden["weight"], bias: options.hasBias ? try golden["bias"] : nil,
      stride: options.stride, padding: options.padding, dilation: options.dilation,
      groups: options.groups)
    try golden.expect(layer, parameters: options.hasBias ? ["weight", "bias"] : ["weight"])
  }

  @Test func ofSequences() throws {
    var golden = try GoldenCase("plain", of: "conv1d")
    try golden.expect(
      Conv1d(weight: try golden["weight"], bias: try golden["bias"]),
      parameters: ["weight", "bias"])
    golden = try GoldenCase("all", of: "conv1d")
    try golden.expect(
      Conv1d(
        weight: try golden["weight"], bias: try golden["bias"], stride: 2, padding: 3,
        dilation: 2, groups: 2),
      parameters: ["weight", "bias"])
    golden = try GoldenCase("static", of: "conv1d")
    try golden.expect(Conv1d(weight: try golden["weight"], bias: nil), parameters: ["weight"])
  }
}
