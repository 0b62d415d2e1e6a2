import SNNConversion
import SNNTestSupport
import Testing

@Suite struct NetworkGraphTests {
  private let layer = Linear(weight: [[1, 0], [0, -1], [2, 1]], bias: [0.5, -1])

  @Test func scoresAreThoseOfTheLayersInOrder() throws {
    var graph = try NetworkGraph(input: [3])
    let linear = try graph.append(.linear(layer), named: "fc", to: [graph.input])
    let relu = try graph.append(.rectifier(.relu), named: "relu", to: [linear])
    try graph.append(.add, named: "sum", to: [relu, linear])
    // x·W + b = [1 + 6 + 0.5, −2 + 3 − 1] and [−0.5, −3]: the sum doubles what is positive.
    #expect(graph.scores(of: [[1, 2, 3], [-1, 2, 0]]) == [[15, 0], [-0.5, -3]])
    #expect(graph.parameterCount == 8)
  }

  @Test func shapesThatDoNotFitAreNamed() throws {
    var graph = try NetworkGraph(input: [4])
    #expect {
      try graph.append(.linear(layer), named: "fc", to: [0])
    } throws: {
      "\($0)".hasPrefix("layer “fc” (linear) takes 3 features, but is given [4]\nhint: ")
    }
  }

  @Test(arguments: [Shape([]), [0], [1, 2, 3, 4], [1 << 20, 1 << 20, 1 << 20]])
  func inputsThatAreNoSamplesAreRefused(_ shape: Shape) {
    #expect(throws: FormatError.self) { try NetworkGraph(input: shape) }
  }

  @Test func unevenPaddingReachesOverTheLowerEdgeOnly() throws {
    // TensorFlow pads a 4 × 4 image by one row and column below and right for a kernel of 3 at a
    // stride of 2.
    var graph = try NetworkGraph(input: [1, 4, 4])
    let windows = Windows(kernel: 3, stride: 2, padding: 0, endPadding: 1)
    let ones = Conv2d(weight: .ones([1, 1, 3, 3]), bias: nil, windows: windows)
    try graph.append(.convolution(ones), named: "conv", to: [0])
    let image = Tensor((1...16).map { Scalar($0) }, shape: [1, 1, 4, 4])
    #expect(graph.scores(of: image) == Tensor([54, 45, 72, 54], shape: [1, 1, 2, 2]))
  }
}
