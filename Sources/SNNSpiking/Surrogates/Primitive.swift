internal import Foundation
public import SNNTensor

extension Surrogate {
  /// The smooth function whose derivative this surrogate is.
  public func primitive(at x: Scalar) -> Scalar {
    switch self {
    case .arctan(let alpha): 0.5 + atan(.pi / 2 * alpha * x) / .pi
    case .fastSigmoid(let slope): 0.5 + x / (1 + slope * abs(x))
    case .sigmoid(let slope): 0.5 * (1 + tanh(slope * x / 2))
    case .triangular(let width):
      x <= -width
        ? 0
        : x < 0
          ? (x / width + 1) * (x / width + 1) / 2
          : x < width ? 1 - (1 - x / width) * (1 - x / width) / 2 : 1
    case .rectangular(let width): min(max(x / width + 0.5, 0), 1)
    case .gaussian(let deviation): 0.5 * (1 + erf(x / (deviation * Scalar(2).squareRoot())))
    case .straightThrough: x
    }
  }
}

/// A surrogate whose forward value is its primitive instead of a step.
///
/// A network of smoothed neurons is differentiable, and its exact gradient is what the spiking
/// network's surrogate gradient has the form of; finite differences can therefore check it.
/// Nothing else should use it: its neurons do not spike.
public struct SmoothedSpike: SpikeFunction {
  /// The surrogate whose primitive it takes.
  public let surrogate: Surrogate

  /// The smooth form of a surrogate.
  public init(_ surrogate: Surrogate) { self.surrogate = surrogate }

  /// The primitive at x = U − θ.
  public func value<P: PlainNumber>(at distance: P) -> P {
    distance.mapped { surrogate.primitive(at: $0) }
  }

  /// The surrogate's derivative at x, which is the primitive's.
  public func derivative<P: PlainNumber>(at distance: P) -> P {
    surrogate.derivative(at: distance)
  }
}

/// A surrogate given by its derivative and primitive as plain functions.
///
///     let bump = CustomSurrogate(
///       derivative: { exp(-$0 * $0) }, primitive: { erf($0) * 0.5 * Scalar.pi.squareRoot() })
///     let layer = SpikingLayer(LeakyModel(surrogate: bump), coefficients: [0.9, 1])
///
/// Called number by number, so slower than the built-in ones.
public struct CustomSurrogate: SpikeFunction {
  /// dS/dx as a function of x = U − θ.
  public let derivativeFunction: @Sendable (Scalar) -> Scalar

  /// The function it is the derivative of.
  public let primitiveFunction: @Sendable (Scalar) -> Scalar

  /// A surrogate of one's own.
  ///
  /// - Parameters:
  ///   - derivative: dS/dx at x = U − θ; must be finite everywhere.
  ///   - primitive: the function it is the derivative of; used by gradient checks and plots.
  public init(
    derivative: @escaping @Sendable (Scalar) -> Scalar,
    primitive: @escaping @Sendable (Scalar) -> Scalar
  ) {
    derivativeFunction = derivative
    primitiveFunction = primitive
  }

  /// S = H(x): 1 above the threshold, else 0.
  public func value<P: PlainNumber>(at distance: P) -> P { distance.heaviside }

  /// `derivativeFunction` at x.
  public func derivative<P: PlainNumber>(at distance: P) -> P {
    distance.mapped(derivativeFunction)
  }
}
