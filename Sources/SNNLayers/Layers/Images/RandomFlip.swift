/// In training, mirrors half of the images, drawn by lot.
///
///     horizontal  y[c, i, j] = x[c, i, W − 1 − j]
///     vertical    y[c, i, j] = x[c, H − 1 − i, j]
///
/// x and y are dimensionless, c numbers channels, i rows and j columns.  The draw belongs to the
/// sample, not to its place in the batch, and is new in every epoch.  Inference changes nothing.
///
/// Shapes: `[B, C, H, W] → [B, C, H, W]`; before an encoder, so that a sequence is mirrored as one.
public struct RandomFlip: Layer {
  /// What changes places.
  public enum Direction: String, Sendable, Codable, CaseIterable {
    /// Left and right.
    case horizontal
    /// Top and bottom.
    case vertical
  }

  /// What changes places.
  public let direction: Direction

  /// Mirrors images in this direction.
  public init(_ direction: Direction) { self.direction = direction }

  /// The images, some mirrored, in training; the images themselves in inference.
  /// - Precondition: four axes in training.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    guard context.mode == .training else { return input }
    require(input.rank == 4, "RandomFlip: input \(input.shape), expected [B, C, H, W]")
    let isFlipped = context.generators(count: input.shape[0]).map { generator -> Bool in
      var generator = generator
      return generator.uniform() < 0.5
    }
    return input.flipped(direction, where: isFlipped)
  }
}

extension Tensor {
  /// Some of the images `[B, C, H, W]` mirrored, which is its own inverse and so its own pullback.
  fileprivate func flipped(_ direction: RandomFlip.Direction, where isFlipped: [Bool]) -> Tensor {
    let (height, width) = (shape[2], shape[3])
    let area = height * width
    var mirrored = scalars
    for image in 0..<shape[0] * shape[1] where isFlipped[image / shape[1]] {
      for row in 0..<height {
        let source = direction == .vertical ? height - 1 - row : row
        for column in 0..<width {
          let from = direction == .horizontal ? width - 1 - column : column
          mirrored[image * area + row * width + column] =
            scalars[image * area + source * width + from]
        }
      }
    }
    return .recorded(
      Tensor(mirrored, shape: shape), (self, { $0.flipped(direction, where: isFlipped) }))
  }
}
