/// The weighted sums over all windows of each image.
///
///     y[o, i] = b[o] + Σ w[o, c, j]·x[c, i·stride − padding + j·dilation]
///
/// x input, y output, w weight, b bias, all dimensionless; o and c number channels, i windows and j
/// the elements of a window (row, column).  The sum runs over the channels c of o's group and over j;
/// elements outside the image are 0.  (The kernel is not flipped: a cross-correlation, as in
/// every framework.)
///
/// Shapes: `[T, B, C, H, W] → [T, B, O, H′, W′]`, and any other axes before the last three; H′ and
/// W′ as `Windows` says.  The weight is `[O, C/groups, kh, kw]`, which is PyTorch's layout, the bias
/// `[O]`.
///
/// - Reference: LeCun et al., *Gradient-Based Learning Applied to Document Recognition*, 1998.
public struct Conv2d: Layer {
  /// The kernels, in PyTorch's layout.
  public var weight: Tensor
  /// One number per output channel, nil for none.
  public var bias: Tensor?
  /// Kernel, stride, padding and dilation.
  public let windows: Windows
  /// The number of equal parts the channels fall into; each output sees the inputs of its part.
  public let groups: Int

  /// - Parameters:
  ///   - weight: `[O, C/groups, kh, kw]`.
  ///   - bias: `[O]`, or none.
  /// - Precondition: the shapes belong together and the groups divide the output channels.
  public init(
    weight: Tensor, bias: Tensor?, stride: Extent = 1, padding: Extent = 0, dilation: Extent = 1,
    groups: Int = 1
  ) {
    require(
      weight.rank == 4,
      "Conv2d: weight \(weight.shape), bias \(bias?.shape ?? []) and \(groups) groups "
        + "do not belong together")
    self.init(
      weight: weight, bias: bias,
      windows: Windows(
        kernel: Extent(weight.shape[2], weight.shape[3]), stride: stride, padding: padding,
        dilation: dilation), groups: groups)
  }

  /// A layer whose windows are given as a whole.
  /// - Precondition: the shapes belong together and the groups divide the output channels.
  public init(weight: Tensor, bias: Tensor?, windows: Windows, groups: Int = 1) {
    require(
      weight.rank == 4 && bias.map { $0.shape == [weight.shape[0]] } ?? true && groups >= 1
        && weight.shape[0] % groups == 0
        && windows.kernel == Extent(weight.shape[2], weight.shape[3]),
      "Conv2d: weight \(weight.shape), bias \(bias?.shape ?? []) and \(groups) groups "
        + "do not belong together")
    self.weight = weight
    self.bias = bias
    self.windows = windows
    self.groups = groups
  }

  /// Weights and biases uniform in ±1/√n with n = C/groups·kh·kw, as PyTorch draws them.
  ///
  /// - Parameters:
  ///   - inputs: C, the channels that come in.
  ///   - outputs: O, the channels that go out.
  ///   - kernel: the size of a window.
  ///   - stride: the way from one window to the next.
  ///   - padding: how far windows reach over the edges.
  ///   - dilation: the way from one element of a window to the next.
  ///   - groups: the number of equal parts the channels fall into.
  /// - Precondition: sizes are positive and the groups divide both channel counts.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Extent, stride: Extent = 1, padding: Extent = 0,
    dilation: Extent = 1, groups: Int = 1, using generator: inout SplitMix64
  ) {
    let (weight, bias) = convolutionParameters(
      inputs, outputs, kernel: [kernel.height, kernel.width], groups: groups, "Conv2d",
      using: &generator)
    self.init(
      weight: weight, bias: bias, stride: stride, padding: padding, dilation: dilation,
      groups: groups)
  }

  /// The same layer without a bias, which a normalisation right after it would take away again.
  public var withoutBias: Conv2d {
    Conv2d(weight: weight, bias: nil, windows: windows, groups: groups)
  }

  /// - Precondition: the input is `[…, C, H, W]`, none of them empty, and a window fits into it.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    convolution(input, weight, adding: bias, windows: windows, groups: groups)
  }

  /// Visits the parameters.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, "weight")
    visitor.visit(&bias, "bias")
  }
}

/// Kaiming's uniform draw with a = √5, which is ±1/√n, and biases from the same range.
func convolutionParameters(
  _ inputs: Int, _ outputs: Int, kernel: [Int], groups: Int, _ layer: StaticString,
  using generator: inout SplitMix64
) -> (weight: Tensor, bias: Tensor) {
  require(
    inputs > 0 && outputs > 0 && kernel.allSatisfy { $0 > 0 } && groups > 0
      && inputs % groups == 0 && outputs % groups == 0,
    "\(layer): \(inputs) to \(outputs) channels, kernel \(kernel), \(groups) groups")
  let shape = Shape([outputs, inputs / groups] + kernel)
  let bound = 1 / Scalar(shape.elementCount / outputs).squareRoot()
  return (
    .uniform(shape, in: -bound...bound, using: &generator),
    .uniform([outputs], in: -bound...bound, using: &generator)
  )
}
