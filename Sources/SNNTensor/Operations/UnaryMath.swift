internal import Foundation

extension Tensor {
  /// eˣ of every element.  d = eˣ·dx
  public func exp() -> Tensor {
    let result = mapped { Foundation.exp($0) }
    return .recorded(result, (self, { $0 * result }))
  }

  /// ln x of every element: −∞ at 0 and NaN below.  d = dx/x
  public func log() -> Tensor {
    let x = detached
    return .recorded(mapped { Foundation.log($0) }, (self, { $0 / x }))
  }

  /// √x of every element: NaN below 0.  d = dx/(2√x), infinite at 0
  public func sqrt() -> Tensor {
    let result = mapped { $0.squareRoot() }
    return .recorded(result, (self, { $0 / (result + result) }))
  }

  /// x² of every element.  d = 2x·dx
  public func squared() -> Tensor {
    let x = detached
    return .recorded(mapped { $0 * $0 }, (self, { $0 * (x + x) }))
  }

  /// xᵖ of every element, p fixed; NaN where x < 0 and p is not whole.  d = p·xᵖ⁻¹·dx
  public func power(_ exponent: Scalar) -> Tensor {
    let x = detached
    return .recorded(
      mapped { pow($0, exponent) },
      // x⁰ is constant even at 0, where p·xᵖ⁻¹ would be 0·∞.
      (self, { $0 * x.mapped { exponent == 0 ? 0 : exponent * pow($0, exponent - 1) } }))
  }

  /// |x| of every element.  d = sign(x)·dx, and 0 at 0
  public func magnitude() -> Tensor {
    let sign = mapped { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
    return .recorded(mapped { Swift.abs($0) }, (self, { $0 * sign }))
  }

  /// tanh x of every element.  d = (1 − tanh² x)·dx
  public func tanh() -> Tensor {
    let result = mapped { Foundation.tanh($0) }
    return .recorded(result, (self, { $0 * result.mapped { 1 - $0 * $0 } }))
  }

  /// σ = 1/(1 + e⁻ˣ) of every element, without overflow for any x.  d = σ(1 − σ)·dx
  public func sigmoid() -> Tensor {
    let result = mapped { x in
      let e = Foundation.exp(-Swift.abs(x))
      return x >= 0 ? 1 / (1 + e) : e / (1 + e)
    }
    return .recorded(result, (self, { $0 * result.mapped { $0 * (1 - $0) } }))
  }

  /// max(0, x) of every element, and NaN for NaN, which must not vanish in a layer.
  ///
  /// d = [x > 0]·dx
  public func relu() -> Tensor {
    let x = detached
    return .recorded(mapped { $0 <= 0 ? 0 : $0 }, (self, { $0 * (x .> 0) }))
  }

  /// ln(1 + eˣ) of every element, without overflow for any x.  d = σ(x)·dx
  public func softplus() -> Tensor {
    let x = detached
    return .recorded(
      mapped { Swift.max($0, 0) + log1p(Foundation.exp(-Swift.abs($0))) },
      (self, { $0 * x.sigmoid() }))
  }

  /// sin x of every element, x in radians.  d = cos x·dx
  public func sin() -> Tensor {
    let slope = mapped { Foundation.cos($0) }
    return .recorded(mapped { Foundation.sin($0) }, (self, { $0 * slope }))
  }

  /// cos x of every element, x in radians.  d = −sin x·dx
  public func cos() -> Tensor {
    let slope = mapped { -Foundation.sin($0) }
    return .recorded(mapped { Foundation.cos($0) }, (self, { $0 * slope }))
  }

  /// Every element itself inside the range, the nearer end outside.  d = [inside]·dx
  public func clamped(to range: ClosedRange<Scalar>) -> Tensor {
    let inside = mapped { range.contains($0) ? 1 : 0 }
    return .recorded(
      mapped { Swift.min(Swift.max($0, range.lowerBound), range.upperBound) },
      (self, { $0 * inside }))
  }

  /// As `clamped(to:)`, for parameters: outside the range a gradient that leads back into it
  /// passes, so that one that training has moved out is not lost for ever.
  ///
  /// d = dx inside; outside dx where a step against it leads back, else 0
  package func held(in range: ClosedRange<Scalar>) -> Tensor {
    let x = detached
    return .recorded(
      x.clamped(to: range),
      (
        self,
        { gradient in
          let leadsBack = zip(x.scalars, gradient.scalars).map { value, slope in
            range.contains(value) || (value > range.upperBound ? slope > 0 : slope < 0)
          }
          return gradient * Tensor(leadsBack.map { $0 ? 1 : 0 }, shape: x.shape)
        }
      ))
  }
}
