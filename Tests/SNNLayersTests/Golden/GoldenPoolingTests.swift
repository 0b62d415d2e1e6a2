import SNNLayers
import SNNTestSupport
import Testing

/// Poolings against PyTorch: values and gradients, with many equal numbers too.
@Suite struct GoldenPoolingTests {
  struct Options: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var kernel: Extent
    var stride: Extent?
    var padding: Extent = 0
  }

  @Test(arguments: [
    Options(testDescription: "plain", kernel: 2),
    Options(testDescription: "static", kernel: 3),
    Options(testDescription: "overlapping", kernel: Extent(3, 2), stride: Extent(2, 1)),
    Options(testDescription: "padded", kernel: Extent(3, 4), stride: 2, padding: Extent(1, 2)),
    Options(testDescription: "whole", kernel: Extent(3, 5)),
    Options(testDescription: "element", kernel: 1),
    Options(testDescription: "gaps", kernel: 2, stride: 3),
  ])
  func ofImages(_ options: Options) throws {
    let (kernel, stride, padding) = (options.kernel, options.stride, options.padding)
    func golden(_ kind: String) throws -> GoldenCase {
      try GoldenCase("\(kind).\(options.testDescription)", of: "pool2d")
    }
    try golden("average").expect(
      AveragePool2d(kernel, stride: stride, padding: padding), parameters: [])
    try golden("sum").expect(SumPool2d(kernel, stride: stride, padding: padding), parameters: [])
    let maximum = MaxPool2d(kernel, stride: stride, padding: padding)
    try golden("maximum").expect(maximum, parameters: [])
    try golden("spikes").expect(maximum, parameters: [])
  }

  @Test func ofSequences() throws {
    try GoldenCase("average", of: "pool1d").expect(
      AveragePool1d(3, stride: 2, padding: 1), parameters: [])
    try GoldenCase("sum", of: "pool1d").expect(
      SumPool1d(3, stride: 2, padding: 1), parameters: [])
    try GoldenCase("maximum", of: "pool1d").expect(
      MaxPool1d(3, stride: 2, padding: 1), parameters: [])
  }
}
