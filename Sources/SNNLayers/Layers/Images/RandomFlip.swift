/// In training, mirrors half of the images, drawn by lot.
///
///     horizontal  y[c, i, j] = x[c, i, W − 1 − j]
///     vertical    y[c, i, j] = x[c, H − 1 − i, j]
///
/// x and y are dimensionless, c numbers channels, i rows and j columns.  The draw belongs to the
/// sample, not to its place in the batch, and is new in every epoch.  Inference changes nothing.
///
/// Shapes: `[B, C, H, W] → [B, C, H, W]` before an encoder, or sequences `[T, B, C, H, W]`, each of
/// which is mirrored as a whole.
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
  /// - Precondition: four or five axes in training.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    guard context.mode == .training else { return input }
    require(
      4...5 ~= input.rank,
      "RandomFlip: input \(input.shape), expected [B, C, H, W] or [T, B, C, H, W]")
    let isFlipped = context.generators(count: input.shape[input.rank - 4]).map {
      generator -> Bool in
      var generator = generator
      return generator.uniform() < 0.5
    }
    return input.flipped(direction, where: isFlipped)
  }
}

extension Tensor {
  /// Some of the samples of `[…, B, C, H, W]` mirrored, which is its own inverse and so its own
  /// pullback.
  fileprivate func flipped(_ direction: RandomFlip.Direction, where isFlipped: [Bool]) -> Tensor {
    let (channels, height, width) = (shape[rank - 3], shape[rank - 2], shape[rank - 1])
    let images = shape.dimensions.dropLast(2).reduce(1, *)
    var mirrored = scalars
    for image in 0..<images where isFlipped[image / channels % isFlipped.count] {
      let start = image * height * width
      for row in 0..<height {
        let source = direction == .vertical ? height - 1 - row : row
        for column in 0..<width {
          let from = direction == .horizontal ? width - 1 - column : column
          mirrored[start + row * width + column] = scalars[start + source * width + from]
        }
      }
    }
    return .recorded(
      Tensor(mirrored, shape: shape), (self, { $0.flipped(direction, where: isFlipped) }))
  }
}
