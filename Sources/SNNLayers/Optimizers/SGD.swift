/// Gradient descent with momentum.
///
///     v ← μ·v + g + λ·w          w ← w − η·v
///
/// w parameter, g gradient, v velocity, η learning rate, μ momentum, λ weight decay; all
/// dimensionless.  The velocity starts at 0.
/// - Reference: Polyak, *Some Methods of Speeding Up…*, 1964 (as PyTorch's `SGD` computes it).
public struct SGD: UpdateRule {
  /// η, before the schedule.
  public let learningRate: Scalar

  /// μ, the part of the velocity that is kept; 0 for plain gradient descent.
  public let momentum: Scalar

  /// λ, how strongly parameters are drawn to zero.
  public let weightDecay: Scalar

  /// Plain gradient descent unless momentum or weight decay are given.
  public init(learningRate: Scalar, momentum: Scalar = 0, weightDecay: Scalar = 0) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  /// v = 0, shaped as the parameter.
  public func initialState(for parameter: Tensor) -> Tensor { .zeros(parameter.shape) }

  /// One step of v and w.
  public func update(
    _ parameter: inout Tensor, along gradient: Tensor, state velocity: inout Tensor, rate: Scalar,
    step: Int
  ) {
    let source = gradient.scalars.span
    parameter.updateScalars { w in
      velocity.updateScalars { v in
        for i in 0..<w.count {
          v[i] = momentum * v[i] + source[i] + weightDecay * w[i]
          w[i] -= rate * v[i]
        }
      }
    }
  }
}
