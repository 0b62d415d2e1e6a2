/// The mean over each window along the last axis: `AveragePool2d` of one dimension.
///
///     y[i] = Σ x[i·stride − padding + j] / k
///
/// i numbers windows and j the k elements of a window; dimensionless.
///
/// Shapes: `[T, B, C, L] → [T, B, C, L′]`, and any other axes before the last.
public struct AveragePool1d: Layer {
  /// Kernel, stride and padding.
  public let windows: Windows

  /// - Parameters:
  ///   - kernel: the length of a window.
  ///   - stride: the way from one window to the next; by default they lie side by side.
  ///   - padding: how far windows reach over the ends.
  /// - Precondition: the padding is at most half the kernel.
  public init(_ kernel: Int, stride: Int? = nil, padding: Int = 0) {
    windows = Windows(pooling: kernel, stride: stride, padding: padding)
  }

  /// - Precondition: the input is `[…, C, L]`, none of them empty, and a window fits into it.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    input.asImages { $0.windowSums(windows, times: 1 / Scalar(windows.kernel.area)) }
  }
}

/// The sum over each window along the last axis: `SumPool2d` of one dimension.
///
/// Symbols and shapes are those of `AveragePool1d`.
public struct SumPool1d: Layer {
  /// Kernel, stride and padding.
  public let windows: Windows

  /// Parameters and preconditions are those of `AveragePool1d`.
  public init(_ kernel: Int, stride: Int? = nil, padding: Int = 0) {
    windows = Windows(pooling: kernel, stride: stride, padding: padding)
  }

  /// - Precondition: the input is `[…, C, L]`, none of them empty, and a window fits into it.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    input.asImages { $0.windowSums(windows, times: 1) }
  }
}

/// The largest element of each window along the last axis: `MaxPool2d` of one dimension.
///
/// Symbols and shapes are those of `AveragePool1d`.
public struct MaxPool1d: Layer {
  /// Kernel, stride and padding.
  public let windows: Windows

  /// Parameters and preconditions are those of `AveragePool1d`.
  public init(_ kernel: Int, stride: Int? = nil, padding: Int = 0) {
    windows = Windows(pooling: kernel, stride: stride, padding: padding)
  }

  /// - Precondition: the input is `[…, C, L]`, none of them empty, and a window fits into it.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    input.asImages { $0.windowMaxima(windows) }
  }
}

extension Windows {
  /// Windows of a pooling along one axis.
  fileprivate init(pooling kernel: Int, stride: Int?, padding: Int) {
    self.init(
      pooling: Extent(1, kernel), stride: stride.map { Extent(1, $0) },
      padding: Extent(0, padding))
  }
}
