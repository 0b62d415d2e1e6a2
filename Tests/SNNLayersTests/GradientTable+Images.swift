import SNNLayers
import SNNTestSupport

extension GradientRow {
  static let images: [GradientRow] = [
    .init("convolution", .uneven([2, 2, 4, 3]), .uneven([3, 2, 3, 2]), .uneven([3])) {
      convolution($0[0], $0[1], adding: $0[2], windows: Windows(kernel: Extent(3, 2)), groups: 1)
    },
    .init(
      "convolution, strided, padded, dilated, grouped", .uneven([1, 2, 4, 5, 4]),
      .uneven([4, 2, 2, 3])
    ) {
      let windows = Windows(
        kernel: Extent(2, 3), stride: Extent(2, 1), padding: Extent(1, 2), dilation: Extent(2, 1))
      return convolution($0[0], $0[1], adding: nil, windows: windows, groups: 2)
    },
    .init("convolution, weight only", .uneven([2, 1, 2, 2])) {
      convolution(
        .uneven([3, 1, 4, 4], from: 7), $0[0], adding: nil, windows: Windows(kernel: 2),
        groups: 1)
    },
    .init("Conv1d", .uneven([2, 2, 5]), .uneven([2, 2, 3]), .uneven([2])) {
      Conv1d(weight: $0[1], bias: $0[2], stride: 2, padding: 1).answer(to: $0[0])
    },
    .init("windowSums", .uneven([2, 5, 4])) {
      $0[0].windowSums(Windows(kernel: 3, stride: Extent(2, 1), padding: 1), times: 0.3)
    },
    .init("windowMaxima", .uneven([2, 5, 4], in: -2...2)) {
      $0[0].windowMaxima(Windows(kernel: 3, stride: Extent(2, 1), padding: 1))
    },
    .init("GlobalAveragePool2d", .uneven([2, 3, 2, 3])) {
      GlobalAveragePool2d().answer(to: $0[0])
    },
    .init("SEWBlock, add", .uneven([2, 3]), .uneven([3, 3]), .uneven([3])) {
      SEWBlock(.add, branch: Linear(weight: $0[1], bias: $0[2])).answer(to: $0[0])
    },
    .init("SEWBlock, and", .uneven([2, 3]), .uneven([3, 3]), .uneven([3])) {
      SEWBlock(.and, branch: Linear(weight: $0[1], bias: $0[2])).answer(to: $0[0])
    },
    .init("SEWBlock, iand", .uneven([2, 3]), .uneven([3, 3]), .uneven([3])) {
      SEWBlock(.iand, branch: Linear(weight: $0[1], bias: $0[2])).answer(to: $0[0])
    },
  ]
}
