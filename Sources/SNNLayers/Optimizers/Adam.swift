/// Steps scaled by running moments of the gradient.
///
///     m ← β₁·m + (1 − β₁)·g          v ← β₂·v + (1 − β₂)·g²
///     w ← w − η·(m/(1 − β₁ᵗ)) / (√(v/(1 − β₂ᵗ)) + ε)
///
/// w parameter, g gradient, m and v its moments, η learning rate, t the number of the step from 1;
/// all dimensionless.
/// - Reference: Kingma & Ba, *Adam: A Method for Stochastic Optimization*, 2015.
public struct Adam: UpdateRule {
  /// η, before the schedule.
  public let learningRate: Scalar

  /// β₁ and β₂; in `Double`, because 1 − β₂ᵗ loses half its digits in `Float`.
  public let betas: (Double, Double)

  /// ε, which keeps the step finite where the gradient has been zero.
  public let epsilon: Scalar

  /// The paper's settings unless told otherwise.
  public init(
    learningRate: Scalar = 1e-3, betas: (Double, Double) = (0.9, 0.999), epsilon: Scalar = 1e-8
  ) {
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
  }

  /// The running mean of the gradient and of its square.
  public struct Moments: Sendable {
    var first: Tensor
    var second: Tensor
  }

  /// m = v = 0, shaped as the parameter.
  public func initialState(for parameter: Tensor) -> Moments {
    Moments(first: .zeros(parameter.shape), second: .zeros(parameter.shape))
  }

  /// One step of m, v and w.
  public func update(
    _ parameter: inout Tensor, along gradient: Tensor, state: inout Moments, rate: Scalar,
    step: Int
  ) {
    let (b1, b2) = (Scalar(betas.0), Scalar(betas.1))
    let (a1, a2) = (Scalar(1 - betas.0), Scalar(1 - betas.1))
    // The corrections of both moments as factors, so that a number costs one division.
    let stepSize = rate / Scalar(1 - power(betas.0, step))
    let scale = Scalar(1 / (1 - power(betas.1, step)).squareRoot())
    let epsilon = epsilon
    parameter.updateScalars { w in
      state.first.updateScalars { m in
        state.second.updateScalars { v in
          forEachPiece(&w, &m, &v, along: gradient.scalars.span) { w, m, v, gradient in
            for i in 0..<w.count {
              let g = gradient[i]
              m[i] = b1 * m[i] + a1 * g
              v[i] = b2 * v[i] + a2 * g * g
              w[i] -= stepSize * m[i] / (v[i].squareRoot() * scale + epsilon)
            }
          }
        }
      }
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
