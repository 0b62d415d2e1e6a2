package import SNNKernels

/// The weighted sums over all windows of each image, all axes before the last three folded:
/// `[…, C, H, W]` and weights `[O, C/groups, kh, kw]` → `[…, O, H′, W′]`.
///
///     y[o, i] = b[o] + Σ w[o, c, j]·x[c, i·stride − padding + j·dilation]
///
/// i, j are places (row, column), the sum runs over the channels c of o's group and the elements j of
/// the window; elements outside the image are 0.
/// dx = wᵀ·g at the windows' places, dw = Σ g·x over windows and images, db = Σ g
///
/// - Precondition: no axis is empty, the channels fit the weights and groups, a window fits.
package func convolution(
  _ input: Tensor, _ weight: Tensor, adding bias: Tensor?, windows: Windows, groups: Int
) -> Tensor {
  let fits =
    input.rank >= 3 && input.count > 0 && weight.rank == 4
    && input.shape[-3] == weight.shape[1] * groups
    && Extent(weight.shape[2], weight.shape[3]) == windows.kernel
  require(
    fits, "convolution: images \(input.shape) for weight \(weight.shape) in \(groups) groups")
  require(
    bias == nil || bias?.shape == [weight.shape[0]],
    "convolution: bias \(bias?.shape ?? []) for weight \(weight.shape)")
  let leading = input.shape.dimensions.dropLast(3)
  let grid = WindowGrid(windows, on: Extent(input.shape[-2], input.shape[-1]))
  let kernel = Convolution(
    images: leading.reduce(1, *), inputs: input.shape[-3], outputs: weight.shape[0],
    groups: groups, grid: grid)
  let (x, w) = (input.detached, weight.detached)
  let result = Tensor(
    kernel.result(x.scalars, w.scalars, bias: bias?.scalars),
    shape: Shape(leading + [weight.shape[0], grid.count.height, grid.count.width]))
  // A missing bias takes part as a number nobody asks about.
  return .recorded(
    result,
    (input, { Tensor(kernel.imageGradient($0.scalars, w.scalars), shape: x.shape) }),
    (weight, { Tensor(kernel.weightGradient($0.scalars, x.scalars), shape: w.shape) }),
    (
      bias ?? 0,
      { g in
        g.reshaped(to: [g.count / w.shape[0] / grid.count.area, w.shape[0], grid.count.area])
          .sum(alongAxes: [0, 2])
      }
    ))
}
