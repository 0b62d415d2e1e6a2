/// The weighted sums over all windows along the last axis.
///
///     y[o, i] = b[o] + Σ w[o, c, j]·x[c, i·stride − padding + j·dilation]
///
/// The symbols are those of `Conv2d`; i and j are places along the axis.
///
/// Shapes: `[T, B, C, L] → [T, B, O, L′]`, and any other axes before the last two; the weight is
/// `[O, C/groups, k]`, which is PyTorch's layout, the bias `[O]`.
///
/// - Reference: LeCun et al., *Gradient-Based Learning Applied to Document Recognition*, 1998.
public struct Conv1d: Layer {
  /// The kernels, in PyTorch's layout.
  public var weight: Tensor
  /// One number per output channel, nil for none.
  public var bias: Tensor?
  /// Kernel, stride, padding and dilation; one element high.
  public let windows: Windows
  /// The number of equal parts the channels fall into; each output sees the inputs of its part.
  public let groups: Int

  /// - Parameters:
  ///   - weight: `[O, C/groups, k]`.
  ///   - bias: `[O]`, or none.
  /// - Precondition: the shapes belong together and the groups divide the output channels.
  public init(
    weight: Tensor, bias: Tensor?, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1
  ) {
    require(
      weight.rank == 3 && bias.map { $0.shape == [weight.shape[0]] } ?? true && groups >= 1
        && weight.shape[0] % groups == 0,
      "Conv1d: weight \(weight.shape), bias \(bias?.shape ?? []) and \(groups) groups "
        + "do not belong together")
    self.weight = weight
    self.bias = bias
    self.groups = groups
    windows = Windows(
      length: weight.shape[2], stride: stride, padding: padding, dilation: dilation)
  }

  /// Weights and biases uniform in ±1/√n with n = C/groups·k, as PyTorch draws them.
  /// - Precondition: sizes are positive and the groups divide both channel counts.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
    dilation: Int = 1, groups: Int = 1, using generator: inout SplitMix64
  ) {
    let (weight, bias) = convolutionParameters(
      inputs, outputs, kernel: [kernel], groups: groups, "Conv1d", using: &generator)
    self.init(
      weight: weight, bias: bias, stride: stride, padding: padding, dilation: dilation,
      groups: groups)
  }

  /// The same layer without a bias, which a normalisation right after it would take away again.
  public var withoutBias: Conv1d {
    Conv1d(
      weight: weight, bias: nil, stride: windows.stride.width, padding: windows.padding.width,
      dilation: windows.dilation.width, groups: groups)
  }

  /// - Precondition: the input is `[…, C, L]`, none of them empty, and a window fits into it.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let (outputs, inputs, length) = (weight.shape[0], weight.shape[1], weight.shape[2])
    return input.asImages {
      convolution(
        $0, weight.reshaped(to: [outputs, inputs, 1, length]), adding: bias, windows: windows,
        groups: groups)
    }
  }

  /// Visits the parameters.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, "weight")
    visitor.visit(&bias, "bias")
  }
}

extension Windows {
  /// Windows along one axis: on images one element high.
  init(length: Int, stride: Int, padding: Int, dilation: Int = 1) {
    self.init(
      kernel: Extent(1, length), stride: Extent(1, stride), padding: Extent(0, padding),
      dilation: Extent(1, dilation))
  }
}

extension Tensor {
  /// Runs an operation on images one element high: `[…, C, L]` seen as `[…, C, 1, L]`.
  func asImages(_ operation: (Tensor) -> Tensor) -> Tensor {
    require(rank >= 2, "a sequence of shape \(shape), expected […, C, L]")
    let result = operation(reshaped(to: Shape(shape.dimensions.dropLast() + [1, shape[-1]])))
    return result.reshaped(to: Shape(result.shape.dimensions.dropLast(2) + [result.shape[-1]]))
  }
}
