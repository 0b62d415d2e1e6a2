package import SNNKernels

extension Tensor {
  /// factor·Σ over each window of each image: `[…, H, W] → […, H′, W′]`.
  ///
  /// Elements outside the image are 0.  dx = factor·Σ g over the windows that hold x
  ///
  /// - Precondition: no axis is empty, a window fits, none lies in the padding alone, no dilation.
  package func windowSums(_ windows: Windows, times factor: Scalar) -> Tensor {
    let (kernel, result) = pooling(windows, "windowSums")
    return .recorded(
      Tensor(kernel.sums(scalars, times: factor), shape: result),
      (self, { [shape] in Tensor(kernel.sumsGradient($0.scalars, times: factor), shape: shape) }))
  }

  /// The largest element of each window of each image: `[…, H, W] → […, H′, W′]`.
  ///
  /// Elements outside the image do not take part; a NaN wins.  The first of equals (by rows)
  /// receives the gradient.
  ///
  /// - Precondition: no axis is empty, a window fits, none lies in the padding alone, no dilation.
  package func windowMaxima(_ windows: Windows) -> Tensor {
    let (kernel, result) = pooling(windows, "windowMaxima")
    let x = detached
    return .recorded(
      Tensor(kernel.maxima(scalars), shape: result),
      (self, { Tensor(kernel.maximaGradient($0.scalars, at: x.scalars), shape: x.shape) }))
  }

  private func pooling(
    _ windows: Windows, _ operation: StaticString
  ) -> (kernel: Pooling, result: Shape) {
    require(
      rank >= 2 && count > 0, "\(operation): images \(shape), expected […, H, W], none empty")
    require(
      windows.dilation == 1 && 2 * windows.padding.height <= windows.kernel.height
        && 2 * windows.padding.width <= windows.kernel.width,
      "\(operation): padding over half the kernel, or dilation: \(windows)")
    let grid = WindowGrid(windows, on: Extent(shape[-2], shape[-1]))
    require(
      grid.hasElementsEverywhere, "\(operation): a window lies in the padding alone: \(windows)")
    let leading = shape.dimensions.dropLast(2)
    return (
      Pooling(planes: leading.reduce(1, *), grid: grid),
      Shape(leading + [grid.count.height, grid.count.width])
    )
  }
}
