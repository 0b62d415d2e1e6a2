import SNNLayers
import SNNTestSupport

extension GradientRow {
  /// The moments depend on the input too, hence rows for every place where they are taken.
  static let normalizations: [GradientRow] = [
    .init(
      "normalized over rows and inner numbers", .uneven([2, 3, 2, 4]), .uneven([2, 2]),
      .uneven([2, 2], from: 9)
    ) { $0[0].normalized(scale: $0[1], shift: $0[2], epsilon: 0.1) },
    .init(
      "normalized over rows", .uneven([2, 4, 3, 1]), .uneven([2, 3]), .uneven([2, 3], from: 9)
    ) { $0[0].normalized(scale: $0[1], shift: $0[2], epsilon: 0.1) },
    .init("normalized, coefficients only", .uneven([1, 2]), .uneven([1, 2], from: 9)) {
      Tensor.uneven([1, 4, 2, 3]).normalized(scale: $0[0], shift: $0[1], epsilon: 0.1)
    },
    .init("BatchNorm in inference", .uneven([3, 2, 2]), .uneven([2]), .uneven([2], from: 9)) {
      var layer = BatchNorm(2, in: .sequences)
      (layer.weight, layer.bias) = ($0[1], $0[2])
      (layer.statistics.mean, layer.statistics.variance) = ([0.3, -0.2], [0.5, 2])
      return layer.answer(to: $0[0])
    },
    .init("GroupNorm", .uneven([2, 4, 3]), .uneven([4]), .uneven([4], from: 9)) {
      var layer = GroupNorm(2, channels: 4, in: .sequences, epsilon: 0.1)
      (layer.weight, layer.bias) = ($0[1], $0[2])
      return layer.answer(to: $0[0])
    },
    .init("LayerNorm", .uneven([2, 2, 3]), .uneven([2, 3]), .uneven([2, 3], from: 9)) {
      var layer = LayerNorm([2, 3], epsilon: 0.1)
      (layer.weight, layer.bias) = ($0[1], $0[2])
      return layer.answer(to: $0[0])
    },
  ]
}
