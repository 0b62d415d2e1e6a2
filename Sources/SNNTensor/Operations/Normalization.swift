internal import SNNKernels

/// What a normalisation saw of its input: the mean and the variance of each group.
package struct Moments: Sendable {
  /// One mean per group.
  package let means: Tensor
  /// Σ(x − mean)²/n per group: biased, as it normalises.
  package let variances: Tensor
  /// n, how many numbers share a mean.
  package let population: Int
}

extension Tensor {
  /// Every group brought to mean 0 and variance 1, then scaled and shifted:
  /// `[segments, rows, channels, inner]` with a group per segment and channel.
  ///
  ///     y = scale·x̂ + shift      x̂ = (x − mean)·r      r = 1/√(variance + ε)
  ///
  /// Mean and variance are over the rows and inner numbers of the group.
  /// dscale = Σ g·x̂, dshift = Σ g, dx = scale·r·(g − (dshift + x̂·dscale)/n)
  ///
  /// - Parameters:
  ///   - scale: `[segments, channels]`, dimensionless.
  ///   - shift: `[segments, channels]`.
  ///   - epsilon: ε, keeps the root from zero.
  ///   - running: tensors that are moved by what was seen: each receives in place of a gradient the
  ///     movement the function makes of the moments.
  /// - Precondition: four axes, none of them empty.
  package func normalized(
    scale: Tensor, shift: Tensor, epsilon: Scalar,
    running: [(tensor: Tensor, movement: @Sendable (Moments) -> Tensor)] = []
  ) -> Tensor {
    require(rank == 4 && count > 0, "normalized: shape \(shape), expected four full axes")
    let groups: Shape = [shape[0], shape[2]]
    require(
      scale.shape == groups && shift.shape == groups,
      "normalized: scale \(scale.shape) and shift \(shift.shape) for groups \(groups)")
    let view = Normalization(
      segments: shape[0], rows: shape[1], channels: shape[2], inner: shape[3])
    let (means, variances) = view.moments(scalars)
    let inverses = variances.map { 1 / ($0 + epsilon).squareRoot() }
    let (x, factor, wantsInput) = (detached, scale.detached, isRecorded)
    let moments = Moments(
      means: Tensor(means, shape: groups), variances: Tensor(variances, shape: groups),
      population: view.population)
    let result = view.result(
      scalars, means: means, inverses: inverses, scale: scale.scalars, shift: shift.scalars)
    return .recorded(
      Tensor(result, shape: shape), inputs: [self, scale, shift] + running.map(\.tensor)
    ) { gradient in
      let g = gradient.scalars
      let sums = view.coefficientGradients(g, x.scalars, means: means, inverses: inverses)
      let dx =
        wantsInput
        ? Tensor(
          view.gradient(
            g, x.scalars, means: means, inverses: inverses, scale: factor.scalars, sums: sums),
          shape: x.shape) : .zeros([])
      return [dx, Tensor(sums.scale, shape: groups), Tensor(sums.shift, shape: groups)]
        + running.map { $0.movement(moments) }
    }
  }
}
