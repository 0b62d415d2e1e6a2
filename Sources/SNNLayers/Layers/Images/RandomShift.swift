/// In training, moves each image by up to n pixels in either direction; what comes in is 0.
///
///     y[c, i, j] = x[c, i − dy, j − dx],   dy, dx uniform in −n…n
///
/// x and y are dimensionless, c numbers channels, i rows and j columns.  The draws belong to the
/// sample, not to its place in the batch, and are new in every epoch.  Inference changes nothing.
///
/// Shapes: `[B, C, H, W] → [B, C, H, W]` before an encoder, or sequences `[T, B, C, H, W]`, each of
/// which moves as a whole.
public struct RandomShift: Layer {
  /// n, the largest shift in pixels.
  public let limit: Int

  /// Moves images by up to `limit` pixels.
  /// - Precondition: `limit` ≥ 0.
  public init(_ limit: Int) {
    require(limit >= 0, "RandomShift: a limit of \(limit) pixels")
    self.limit = limit
  }

  /// The moved images in training, the images themselves in inference.
  /// - Precondition: four or five axes in training.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    guard context.mode == .training, limit > 0 else { return input }
    require(
      4...5 ~= input.rank,
      "RandomShift: input \(input.shape), expected [B, C, H, W] or [T, B, C, H, W]")
    let range = UInt64(2 * limit + 1)
    let offsets = context.generators(count: input.shape[input.rank - 4]).map {
      generator -> Offset in
      var generator = generator
      let (dy, dx) = (generator.next() % range, generator.next() % range)
      return Offset(rows: Int(dy) - limit, columns: Int(dx) - limit)
    }
    return input.shifted(by: offsets)
  }
}

/// How far an image moves, down and to the right.
private struct Offset: Sendable {
  let rows: Int
  let columns: Int

  var reversed: Offset { Offset(rows: -rows, columns: -columns) }
}

extension Tensor {
  /// The samples of `[…, B, C, H, W]` moved, each by its own offset.  The gradient moves back; pixels
  /// that went over the edge get none.
  fileprivate func shifted(by offsets: [Offset]) -> Tensor {
    let (channels, height, width) = (shape[rank - 3], shape[rank - 2], shape[rank - 1])
    let images = shape.dimensions.dropLast(2).reduce(1, *)
    var moved = [Scalar](repeating: 0, count: count)
    for image in 0..<images {
      let offset = offsets[image / channels % offsets.count]
      let rows = (0..<height).clamped(to: offset.rows..<height + offset.rows)
      let columns = (0..<width).clamped(to: offset.columns..<width + offset.columns)
      for row in rows {
        let target = (image * height + row) * width
        let source = target - offset.rows * width - offset.columns
        for column in columns { moved[target + column] = scalars[source + column] }
      }
    }
    return .recorded(
      Tensor(moved, shape: shape), (self, { $0.shifted(by: offsets.map(\.reversed)) }))
  }
}
