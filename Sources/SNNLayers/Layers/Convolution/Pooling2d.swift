/// The mean over each window of each image; elements in the padding count as 0.
///
///     y[i] = Σ x[i·stride − padding + j] / (kh·kw)
///
/// i numbers windows and j the kh·kw elements of a window (row, column); dimensionless.
///
/// Shapes: `[T, B, C, H, W] → [T, B, C, H′, W′]`, and any other axes before the last two; H′ and W′
/// as `Windows` says.
///
/// - Reference: LeCun et al., *Gradient-Based Learning Applied to Document Recognition*, 1998.
public struct AveragePool2d: Layer {
  /// Kernel, stride and padding.
  public let windows: Windows

  /// - Parameters:
  ///   - kernel: the size of a window.
  ///   - stride: the way from one window to the next; by default they lie side by side.
  ///   - padding: how far windows reach over the edges.
  /// - Precondition: the padding is at most half the kernel.
  public init(_ kernel: Extent, stride: Extent? = nil, padding: Extent = 0) {
    windows = Windows(pooling: kernel, stride: stride, padding: padding)
  }

  /// - Precondition: the input is `[…, H, W]`, none of them empty, and a window fits into it.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    input.windowSums(windows, times: 1 / Scalar(windows.kernel.area))
  }
}

/// The sum over each window of each image, which keeps the number of spikes.
///
///     y[i] = Σ x[i·stride − padding + j]
///
/// Symbols and shapes are those of `AveragePool2d`.
public struct SumPool2d: Layer {
  /// Kernel, stride and padding.
  public let windows: Windows

  /// Parameters and preconditions are those of `AveragePool2d`.
  public init(_ kernel: Extent, stride: Extent? = nil, padding: Extent = 0) {
    windows = Windows(pooling: kernel, stride: stride, padding: padding)
  }

  /// - Precondition: the input is `[…, H, W]`, none of them empty, and a window fits into it.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    input.windowSums(windows, times: 1)
  }
}

/// The largest element of each window of each image: of spikes, whether one of them fired.
///
///     y[i] = max x[i·stride − padding + j]
///
/// The padding takes no part; the first of equals (by rows) receives the gradient.  Symbols and
/// shapes are those of `AveragePool2d`.
public struct MaxPool2d: Layer {
  /// Kernel, stride and padding.
  public let windows: Windows

  /// Parameters and preconditions are those of `AveragePool2d`.
  public init(_ kernel: Extent, stride: Extent? = nil, padding: Extent = 0) {
    windows = Windows(pooling: kernel, stride: stride, padding: padding)
  }

  /// - Precondition: the input is `[…, H, W]`, none of them empty, and a window fits into it.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    input.windowMaxima(windows)
  }
}

/// The mean of each channel over the whole image.
///
/// Shapes: `[T, B, C, H, W] → [T, B, C]`, and any other axes before the last two.
///
/// - Reference: Lin, Chen & Yan, *Network in Network*, 2014.
public struct GlobalAveragePool2d: Layer {
  /// Takes the mean over all pixels.
  public init() {}

  /// - Precondition: the input is `[…, H, W]` with H·W ≥ 1.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(
      input.rank >= 2 && input.shape[-2] * input.shape[-1] > 0,
      "GlobalAveragePool2d: input \(input.shape), expected […, H, W], neither empty")
    return input.flattened(fromAxis: -2).mean(alongAxis: -1)
  }
}

extension Windows {
  /// Windows of a pooling, side by side unless a stride is given.
  init(pooling kernel: Extent, stride: Extent?, padding: Extent) {
    self.init(kernel: kernel, stride: stride ?? kernel, padding: padding)
    require(
      2 * padding.height <= kernel.height && 2 * padding.width <= kernel.width,
      "pooling: padding \(padding) is more than half the kernel \(kernel)")
  }
}
