/// Sums and maxima over the windows of many planes: `[planes, H, W]` → `[planes, windows]`.
///
/// Every plane is a piece of its own work, so results do not depend on the number of threads.
package struct Pooling: Sendable {
  let planes: Int
  let grid: WindowGrid

  package init(planes: Int, grid: WindowGrid) {
    self.planes = planes
    self.grid = grid
  }

  private var inputCount: Int { planes * grid.image.area }
  private var outputCount: Int { planes * grid.count.area }

  /// factor·Σ over each window.
  package func sums(_ x: [Scalar], times factor: Scalar) -> [Scalar] {
    check(x.count == inputCount)
    return makeBuffer(outputCount) { target in
      withPointers(x, x, &target) { at in
        forEachPlane { plane in
          let image = unsafe at.a + plane * grid.image.area
          let sums = unsafe at.target + plane * grid.count.area
          forEachWindow { window, rows, columns in
            var sum: Scalar = 0
            for row in rows {
              let line = unsafe image + row * grid.image.width
              for column in columns { unsafe sum += line[column] }
            }
            unsafe sums[window] = sum * factor
          }
        }
      }
    }
  }

  /// factor·g added to every element of each window: the gradient of `sums`.
  package func sumsGradient(_ g: [Scalar], times factor: Scalar) -> [Scalar] {
    check(g.count == outputCount)
    return makeBuffer(inputCount) { target in
      withPointers(g, g, &target) { at in
        forEachPlane { plane in
          let gradients = unsafe at.a + plane * grid.count.area
          let image = unsafe at.target + plane * grid.image.area
          unsafe image.update(repeating: 0, count: grid.image.area)
          forEachWindow { window, rows, columns in
            let share = unsafe gradients[window] * factor
            for row in rows {
              let line = unsafe image + row * grid.image.width
              for column in columns { unsafe line[column] += share }
            }
          }
        }
      }
    }
  }

  /// The largest element of each window, NaN where there is one.
  package func maxima(_ x: [Scalar]) -> [Scalar] {
    check(x.count == inputCount)
    return makeBuffer(outputCount) { target in
      withPointers(x, x, &target) { at in
        forEachPlane { plane in
          let image = unsafe at.a + plane * grid.image.area
          let maxima = unsafe at.target + plane * grid.count.area
          forEachWindow { window, rows, columns in
            unsafe maxima[window] = image[placeOfMaximum(in: image, rows, columns)]
          }
        }
      }
    }
  }

  /// g added to the first largest element of each window: the gradient of `maxima`.
  package func maximaGradient(_ g: [Scalar], at x: [Scalar]) -> [Scalar] {
    check(g.count == outputCount && x.count == inputCount)
    return makeBuffer(inputCount) { target in
      withPointers(g, x, &target) { at in
        forEachPlane { plane in
          let gradients = unsafe at.a + plane * grid.count.area
          let image = unsafe at.b + plane * grid.image.area
          let target = unsafe at.target + plane * grid.image.area
          unsafe target.update(repeating: 0, count: grid.image.area)
          forEachWindow { window, rows, columns in
            unsafe target[placeOfMaximum(in: image, rows, columns)] += gradients[window]
          }
        }
      }
    }
  }

  @inline(__always)
  private func placeOfMaximum(
    in image: UnsafePointer<Scalar>, _ rows: Range<Int>, _ columns: Range<Int>
  ) -> Int {
    var best = rows.lowerBound * grid.image.width + columns.lowerBound
    for row in rows {
      for place in row * grid.image.width + columns.lowerBound..<row * grid.image.width
        + columns.upperBound
      {
        let (value, largest) = unsafe (image[place], image[best])
        if value > largest || (value.isNaN && !largest.isNaN) { best = place }
      }
    }
    return best
  }

  private func forEachPlane(_ body: @escaping @Sendable (Int) -> Void) {
    forEachPiece(of: planes, upTo: 64, worthwhile: inputCount > 20_000) { _, range in
      for plane in range { body(plane) }
    }
  }

  /// Visits the windows of a plane with the part of the image that each covers.
  @inline(__always)
  private func forEachWindow(
    _ body: (_ window: Int, _ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    let (image, kernel) = (grid.image, grid.windows.kernel)
    for row in 0..<grid.count.height {
      let top = grid.imageRow(row, 0)
      let rows = max(0, top)..<min(image.height, top + kernel.height)
      for column in 0..<grid.count.width {
        let left = grid.imageColumn(column, 0)
        body(
          row * grid.count.width + column, rows,
          max(0, left)..<min(image.width, left + kernel.width))
      }
    }
  }

  private func check(_ fits: Bool) {
    require(fits, "pooling: \(planes) planes of \(grid.image)")
  }
}
