public import SNNTensor

/// The derivative that stands in for the one a spike lacks.
///
/// Forward, a neuron fires S = H(x) with x = U − θ, the distance of its membrane from its
/// threshold, and H(0) = 0.  Backward, dS/dx is taken to be a surrogate's derivative: the exact
/// derivative of a smooth *primitive* that each case names.  x and all parameters are
/// dimensionless.
///
/// - Reference: Neftci, Mostafa & Zenke, *Surrogate Gradient Learning in Spiking Neural
///   Networks*, 2019.
@frozen public enum Surrogate: SpikeFunction, Hashable, Codable {
  /// (α/2) / (1 + (π/2·α·x)²), the derivative of 1/2 + arctan(π/2·α·x)/π.
  /// - Reference: Fang et al., *Incorporating Learnable Membrane Time Constant…*, 2021.
  case arctan(alpha: Scalar = 2)

  /// 1 / (1 + k|x|)², the derivative of 1/2 + x/(1 + k|x|).
  /// - Reference: Zenke & Ganguli, *SuperSpike*, 2018.
  case fastSigmoid(slope: Scalar = 25)

  /// k·σ(kx)·(1 − σ(kx)), the derivative of σ(kx) = 1/(1 + e⁻ᵏˣ); finite for every x.
  case sigmoid(slope: Scalar = 4)

  /// max(0, 1 − |x|/w)/w, the derivative of a parabola from 0 at −w over 1/2 to 1 at w.
  /// - Reference: Esser et al., *Convolutional Networks for Fast, Energy-Efficient…*, 2016.
  case triangular(width: Scalar = 1)

  /// 1/w where |x| < w/2, else 0; the derivative of x/w + 1/2 clamped to 0...1.
  case rectangular(width: Scalar = 1)

  /// The normal density N(x; 0, σ), the derivative of its distribution (1 + erf(x/(σ√2)))/2.
  case gaussian(deviation: Scalar = 0.4)

  /// 1 everywhere, the derivative of x itself.
  /// - Reference: Bengio, Léonard & Courville, *Estimating or Propagating Gradients…*, 2013.
  case straightThrough

  /// S = H(x): 1 above the threshold, else 0.
  @inlinable @inline(__always)
  public func value<P: PlainNumber>(at distance: P) -> P { distance.heaviside }

  /// dS/dx, as the case says.
  @inlinable @inline(__always)
  public func derivative<P: PlainNumber>(at distance: P) -> P {
    switch self {
    case .arctan(let alpha):
      let scaled = distance * (Scalar.pi / 2 * alpha)
      return alpha / 2 / (scaled * scaled + 1)
    case .fastSigmoid(let slope):
      let scaled = distance.magnitude * slope + 1
      return 1 / (scaled * scaled)
    case .sigmoid(let slope):
      // σ(1 − σ) is even; e⁻ᵏ|ˣ| cannot overflow.
      let decay = (distance.magnitude * -slope).exponential
      return decay * slope / ((decay + 1) * (decay + 1))
    case .triangular(let width):
      return P.maximum(1 - distance.magnitude / width, P(0)) / width
    case .rectangular(let width):
      return (width / 2 - distance.magnitude).heaviside / width
    case .gaussian(let deviation):
      let scaled = distance / deviation
      return (scaled * scaled * -0.5).exponential / (deviation * (2 * Scalar.pi).squareRoot())
    case .straightThrough:
      return P(1)
    }
  }
}

extension Surrogate {
  /// Whether the parameter is a positive finite number, as every case asks for.
  public var isUsable: Bool {
    switch self {
    case .arctan(let p), .fastSigmoid(let p), .sigmoid(let p), .triangular(let p),
      .rectangular(let p), .gaussian(let p):
      p > 0 && p.isFinite
    case .straightThrough: true
    }
  }
}
