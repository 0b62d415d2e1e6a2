/// Mean and variance of each channel as a batch norm has seen them in training.
///
///     mean ← mean + m·(observed − mean)          variance likewise
///
/// m momentum, dimensionless; the observed variance here is the unbiased one, Σ(x − mean)²/(n − 1).
/// They move with the optimiser's update, not with the call: see `ParameterRole.running`.
public struct RunningStatistics: Parametric, Sendable {
  /// `[C]`, or `[T, C]` when every step has its own.
  public var mean: Tensor
  /// The shape of `mean`.
  public var variance: Tensor
  /// m, the share of what is observed.
  public let momentum: Scalar
  /// ε, added to a variance before its root is taken.
  public let epsilon: Scalar

  /// Mean 0 and variance 1.
  /// - Precondition: 0 ≤ m ≤ 1 and ε > 0.
  init(shape: Shape, momentum: Scalar, epsilon: Scalar) {
    require(
      (0...1).contains(momentum) && epsilon > 0,
      "BatchNorm: momentum \(momentum) and epsilon \(epsilon)")
    mean = .zeros(shape)
    variance = .ones(shape)
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// `running_mean` and `running_var`, as PyTorch names them.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&mean, "running_mean", role: .running)
    visitor.visit(&variance, "running_var", role: .running)
  }

  /// weight·(x − mean)/√(variance + ε) + bias, with what is observed in training and with what was
  /// remembered in inference.
  ///
  /// - Parameters:
  ///   - x: `[segments, rows, C, inner]`, its statistics per segment and channel.
  ///   - weight: as many as the statistics.
  ///   - bias: as many as the statistics.
  func normalized(_ x: Tensor, weight: Tensor, bias: Tensor, mode: Context.Mode) -> Tensor {
    switch mode {
    case .training: normalizedByObserved(x, weight, bias)
    case .inference: normalizedByRemembered(x, weight, bias)
    }
  }

  private func normalizedByObserved(_ x: Tensor, _ weight: Tensor, _ bias: Tensor) -> Tensor {
    let groups: Shape = [x.shape[0], x.shape[2]]
    require(
      x.count > groups.elementCount,
      "BatchNorm: a single number per channel has no variance: [segments, rows, channels, inner] "
        + "is \(x.shape)")
    let (mean, variance, rate) = (self.mean.detached, self.variance.detached, Tensor(momentum))
    let meanMovement: @Sendable (Moments) -> Tensor = {
      (mean - $0.means.reshaped(to: mean.shape)) * rate
    }
    let varianceMovement: @Sendable (Moments) -> Tensor = {
      let unbiased = Tensor(Scalar($0.population) / Scalar($0.population - 1))
      return (variance - $0.variances.reshaped(to: variance.shape) * unbiased) * rate
    }
    return x.normalized(
      scale: weight.reshaped(to: groups), shift: bias.reshaped(to: groups), epsilon: epsilon,
      running: [(self.mean, meanMovement), (self.variance, varianceMovement)])
  }

  private func normalizedByRemembered(_ x: Tensor, _ weight: Tensor, _ bias: Tensor) -> Tensor {
    // Detached, because a gradient would be taken for a movement.
    let factor = weight / (variance.detached + Tensor(epsilon)).sqrt()
    let offset = bias - mean.detached * factor
    let (segments, rows, channels, inner) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    if segments == 1 {
      return x.reshaped(to: [rows, channels, inner]).affine(factor, offset)
    }
    let groups: Shape = inner == 1 ? [segments, 1, channels] : [segments, 1, channels, 1]
    let view: Shape = inner == 1 ? [segments, rows, channels] : x.shape
    return x.reshaped(to: view) * factor.reshaped(to: groups) + offset.reshaped(to: groups)
  }
}
