// An image's patches as a matrix: row (channel, kernel row, kernel column), column (window).
// With it a convolution is a matrix product ("im2col"); its adjoint adds the patches up again.

/// Writes the patches of the channels of one image, `[C, H, W]` → `[C·kh·kw, windows]`.
func gatherPatches(
  of image: UnsafePointer<Scalar>, channels: Int, _ grid: WindowGrid,
  into patches: UnsafeMutablePointer<Scalar>
) {
  let (stride, width) = (grid.windows.stride.width, grid.count.width)
  forEachPatchRow(channels: channels, grid) { place, source, inside in
    let target = unsafe patches + place
    for i in 0..<inside.lowerBound { unsafe target[i] = 0 }
    if stride == 1 {
      unsafe (target + inside.lowerBound).update(
        from: image + source + inside.lowerBound, count: inside.count)
    } else {
      for i in inside { unsafe target[i] = image[source + i * stride] }
    }
    for i in inside.upperBound..<width { unsafe target[i] = 0 }
  }
}

/// Adds patches to the places they were taken from, `[C·kh·kw, windows]` → `[C, H, W]`.
func addPatches(
  _ patches: UnsafePointer<Scalar>, channels: Int, _ grid: WindowGrid,
  to image: UnsafeMutablePointer<Scalar>
) {
  let stride = grid.windows.stride.width
  forEachPatchRow(channels: channels, grid) { place, source, inside in
    let values = unsafe patches + place
    if stride == 1 {
      let target = unsafe image + source
      for i in inside { unsafe target[i] += values[i] }
    } else {
      for i in inside { unsafe image[source + i * stride] += values[i] }
    }
  }
}

/// Visits the matrix piece by piece: one row of windows for one channel and one kernel element.
///
/// - Parameter body: takes where the piece begins in the matrix, where in the image window 0 finds
///   its element (perhaps outside: then it is not in the range), and the windows that find theirs.
@inline(__always)
private func forEachPatchRow(
  channels: Int, _ grid: WindowGrid,
  _ body: (_ place: Int, _ source: Int, _ inside: Range<Int>) -> Void
) {
  var place = 0
  for channel in 0..<channels {
    for kernelRow in 0..<grid.windows.kernel.height {
      for kernelColumn in 0..<grid.windows.kernel.width {
        let columns = grid.columnsInside(kernelColumn)
        for row in 0..<grid.count.height {
          let imageRow = grid.imageRow(row, kernelRow)
          let isInside = (0..<grid.image.height).contains(imageRow)
          let line = channel * grid.image.height + imageRow
          body(
            place, line * grid.image.width + grid.imageColumn(0, kernelColumn),
            isInside ? columns : 0..<0)
          place += grid.count.width
        }
      }
    }
  }
}
