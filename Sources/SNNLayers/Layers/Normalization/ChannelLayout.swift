/// Which axis of a tensor numbers its channels.
public enum ChannelLayout: Sendable, Hashable {
  /// `[…, C]`, as `Linear` makes it.
  case features
  /// `[…, C, L]`, as `Conv1d` makes it.
  case sequences
  /// `[…, C, H, W]`, as `Conv2d` makes it.
  case images

  /// How many axes follow the channels.
  private var innerRank: Int {
    switch self {
    case .features: 0
    case .sequences: 1
    case .images: 2
    }
  }

  /// An input's shape as `[outer, C, inner]`.
  /// - Precondition: the input has this layout, C channels, and no empty axis.
  func folded(_ input: Tensor, channels: Int, _ layer: StaticString) -> Shape {
    let axis = input.rank - 1 - innerRank
    require(
      axis >= 0 && input.shape[axis] == channels && input.count > 0,
      "\(layer): input \(input.shape), expected \(channels) channels in \(self), no axis empty")
    let inner = input.shape.dimensions[(axis + 1)...].reduce(1, *)
    return [input.count / channels / inner, channels, inner]
  }
}

extension Tensor {
  /// self·weight + bias with numbers of each channel, `[outer, C, inner]` and `[C]`.
  func affine(_ weight: Tensor, _ bias: Tensor) -> Tensor {
    let (channels, inner) = (shape[1], shape[2])
    // Without inner numbers the channels are the innermost loop.
    let (view, row): (Shape, Shape) =
      inner == 1 ? ([shape[0], channels], [channels]) : (shape, [channels, 1])
    let scaled = reshaped(to: view) * weight.reshaped(to: row) + bias.reshaped(to: row)
    return scaled.reshaped(to: shape)
  }
}
