import SNNLayers
import SNNTestSupport
import Testing

/// Images that do not fit their layer stop the program with a sentence that names both shapes.
@Suite struct ImageMisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case channels, channels1d, rank, rank1d, kernelTooLarge, kernelTooLarge1d, noSteps
    case bias, weightRank, groups, drawnGroups, stride, padding
    case poolPadding, poolKernel, maximumKernel, poolKernel1d, poolNoSteps, poolRank
    case globalRank, globalEmpty, dilatedPool

    var message: String {
      switch self {
      case .channels:
        "convolution: images [5, 2, 4, 8, 8] for weight [6, 3, 3, 3] in 1 groups"
      case .channels1d: "convolution: images [2, 4, 1, 8] for weight [6, 3, 1, 3] in 1 groups"
      case .rank: "convolution: images [8, 8] for weight [6, 3, 3, 3] in 1 groups"
      case .rank1d: "a sequence of shape [8], expected […, C, L]"
      case .kernelTooLarge: "no window fits: image [2, 8], kernel [3, 3]"
      case .kernelTooLarge1d: "no window fits: image [1, 2], kernel [1, 3]"
      case .noSteps: "convolution: images [0, 2, 3, 8, 8] for weight [6, 3, 3, 3]"
      case .bias: "Conv2d: weight [6, 3, 3, 3], bias [3] and 1 groups do not belong together"
      case .weightRank: "Conv2d: weight [6, 3, 3], bias [] and 1 groups do not belong together"
      case .groups: "Conv2d: weight [6, 3, 3, 3], bias [] and 4 groups do not belong together"
      case .drawnGroups: "Conv2d: 3 to 6 channels, kernel [3, 3], 2 groups"
      case .stride: "Windows: stride [0, 0]"
      case .padding: "Windows: padding [-1, -1]"
      case .poolPadding: "pooling: padding [2, 2] is more than half the kernel [3, 3]"
      case .poolKernel: "no window fits: image [2, 3], kernel [3, 3]"
      case .maximumKernel: "no window fits: image [3, 2], kernel [2, 3]"
      case .poolKernel1d: "no window fits: image [1, 2], kernel [1, 3]"
      case .poolNoSteps: "windowMaxima: images [0, 2, 3, 8, 8], expected […, H, W], none empty"
      case .poolRank: "windowSums: images [8], expected […, H, W]"
      case .globalRank: "GlobalAveragePool2d: input [8], expected […, H, W]"
      case .globalEmpty:
        "GlobalAveragePool2d: input [4, 2, 0, 3], expected […, H, W], neither empty"
      case .dilatedPool: "windowSums: padding over half the kernel, or dilation"
      }
    }

    func commit() {
      let key = RandomKey(seed: 1)
      var generator = key.generator
      let weight = Tensor.ones([6, 3, 3, 3])
      let layer = Conv2d(weight: weight, bias: nil)
      let line = Conv1d(weight: .ones([6, 3, 3]), bias: nil)
      switch self {
      case .channels: _ = layer(.ones([5, 2, 4, 8, 8]), key: key)
      case .channels1d: _ = line(.ones([2, 4, 8]), key: key)
      case .rank: _ = layer(.ones([8, 8]), key: key)
      case .rank1d: _ = line(.ones([8]), key: key)
      case .kernelTooLarge: _ = layer(.ones([3, 2, 8]), key: key)
      case .kernelTooLarge1d: _ = line(.ones([3, 2]), key: key)
      case .noSteps: _ = layer(.ones([0, 2, 3, 8, 8]), key: key)
      case .bias: _ = Conv2d(weight: weight, bias: .ones([3]))
      case .weightRank: _ = Conv2d(weight: .ones([6, 3, 3]), bias: nil)
      case .groups: _ = Conv2d(weight: weight, bias: nil, groups: 4)
      case .drawnGroups: _ = Conv2d(3, 6, kernel: 3, groups: 2, using: &generator)
      case .stride: _ = Conv2d(weight: weight, bias: nil, stride: 0)
      case .padding: _ = Conv2d(weight: weight, bias: nil, padding: -1)
      case .poolPadding: _ = MaxPool2d(3, padding: 2)
      case .poolKernel: _ = AveragePool2d(3)(.ones([4, 2, 3]), key: key)
      case .maximumKernel: _ = MaxPool2d(Extent(2, 3))(.ones([4, 3, 2]), key: key)
      case .poolKernel1d: _ = SumPool1d(3)(.ones([4, 2]), key: key)
      case .poolNoSteps: _ = MaxPool2d(2)(.ones([0, 2, 3, 8, 8]), key: key)
      case .poolRank: _ = SumPool2d(2)(.ones([8]), key: key)
      case .globalRank: _ = GlobalAveragePool2d()(.ones([8]), key: key)
      case .globalEmpty: _ = GlobalAveragePool2d()(.ones([4, 2, 0, 3]), key: key)
      case .dilatedPool:
        _ = Tensor.ones([8, 8]).windowSums(Windows(kernel: 2, dilation: 2), times: 1)
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    expectSentence(result, misuse.message)
  }
}
