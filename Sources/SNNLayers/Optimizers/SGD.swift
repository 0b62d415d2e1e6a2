/// Gradient descent with momentum: v ← μ·v + g + λ·w, w ← w − η·v.
///
/// η learning rate, μ momentum, λ weight decay; all dimensionless.
/// - Reference: Polyak, *Some Methods of Speeding Up…*, 1964 (as PyTorch's `SGD` computes it).
public struct SGD: UpdateRule {
  public let learningRate: Scalar
  public let momentum: Scalar
  public let weightDecay: Scalar

  public init(learningRate: Scalar, momentum: Scalar = 0, weightDecay: Scalar = 0) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  public func initialState(for parameter: Tensor) -> Tensor { .zeros(parameter.shape) }

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
