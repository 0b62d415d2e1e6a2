public import SNNLayers

/// The features themselves at every step, as a current: `[B, F] → [T, B, F]`.
///
///     I[t] = x
///
/// x features, I current, dimensionless.  With a `Linear` and spiking neurons behind it this is the
/// direct code of `DirectEncoder`, taken apart so that the two can be trained as any other layer;
/// its values are no spikes, and it passes the gradient on.
public struct RepeatEncoder: Encoder {
  /// T, the number of time steps.
  public let steps: Int

  /// The same current over `steps` time steps.
  /// - Precondition: `steps` > 0.
  public init(steps: Int) {
    require(steps > 0, "RepeatEncoder: \(steps) steps")
    self.steps = steps
  }

  /// The repeated features, `[B, F] → [T, B, F]`.
  /// - Precondition: two axes.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(input.rank == 2, "RepeatEncoder: input \(input.shape), expected [B, F]")
    return input.broadcast(
      to: Shape([context.steps(of: steps).count] + input.shape.dimensions))
  }
}
