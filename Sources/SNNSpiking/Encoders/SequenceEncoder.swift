public import SNNLayers

/// Whole sequences as input: rows laid out in time, `[B, T·F] → [T, B, F]`, or sequences as they are,
/// `[T, B, …] → [T, B, …]`.
///
///     y[t, b, f] = x[b, t·F + f]      or      y[t, b, …] = x[t, b, …]
///
/// With it in front, everything that takes rows of features takes time series: a data set, the
/// trainer, a table whose columns are x₀ x₁ … of one step after the other.  The numbers are handed
/// on as they are, a current or spikes; gradients pass.
public struct SequenceEncoder: Encoder {
  /// T, the number of time steps in a row.
  public let steps: Int

  /// Rows of `steps` time steps each.
  /// - Precondition: `steps` > 0.
  public init(steps: Int) {
    require(steps > 0, "SequenceEncoder: \(steps) steps")
    self.steps = steps
  }

  /// The sequences, `[B, T·F] → [T, B, F]` or `[T, B, …] → [T, B, …]`.
  /// - Precondition: two axes, the second of which divides into T steps, or more axes, the first of
  ///   which has T steps.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let window = context.steps(of: steps)
    guard input.rank == 2 else {
      require(
        input.rank >= 3 && input.shape[0] == steps,
        "SequenceEncoder: input \(input.shape), expected [\(steps), B, …]")
      return input.slice(window)
    }
    require(
      input.shape[1] % steps == 0, "SequenceEncoder: input \(input.shape), expected [B, \(steps)·F]"
    )
    let (batch, width) = (input.shape[0], input.shape[1] / steps)
    let part = input.slice(window.lowerBound * width..<window.upperBound * width, alongAxis: 1)
    return part.reshaped(to: [batch, window.count, width]).transposed([1, 0, 2])
  }
}
