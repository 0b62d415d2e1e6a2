public import SNNTensor

/// Izhikevich's neuron, in mV and ms.
///
///     v̇ = 0.04·v² + 5·v + 140 − u + X       u̇ = a·(b·v − u)       S = H(v ≥ θ): v ← c, u ← u + d
///
/// v membrane (mV) and u recovery; X current, whose unit the equation fixes; θ the peak, 30 mV.  It
/// starts at v = −65 and u = b·v of the model's `startingB`.  Shapes: X, S `[T, B, F]`; a, b, c, d
/// and θ shared or `[F]`.
///
/// - Reference: Izhikevich, *Simple Model of Spiking Neurons*, 2003.
@frozen public struct IzhikevichModel<Spike: SpikeFunction>: NeuronModel {
  /// How a step advances the equation.
  public enum Integration: Sendable, Hashable {
    /// Euler's rule with a step in ms; 0.1 or less follows the equation.
    case euler(timeStep: Scalar)
    /// As the paper's program: steps of 1 ms, v in two halves, u with the new v, the reset at the
    /// start of the next step.  It halves the rate of fast spiking neurons.
    case published
  }

  /// How a step advances the equation.
  public let integration: Integration

  /// Where v is rounded to before it fires, nil for nowhere.
  @usableFromInline var grid: StateGrid?

  /// b, of which u starts at b·v.
  public let startingB: Scalar

  /// The derivative that stands in for the spike's: a `Surrogate` or one of your own.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(integration: Integration, startingB: Scalar, surrogate: Spike) {
    self.integration = integration
    self.startingB = startingB
    self.surrogate = surrogate
  }

  /// v and u.
  public static var stateNames: [String] { ["membrane", "recovery"] }

  /// a, b, c, d and θ.
  public static var coefficientNames: [String] { ["a", "b", "c", "d", "threshold"] }

  /// v = −65 and u = b·v.
  public var restingState: [Scalar] { [-65, startingB * -65] }

  /// Two.
  @inlinable public static var stateCount: Int { 2 }

  /// Five.
  @inlinable public static var coefficientCount: Int { 5 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (a, b, c, d, threshold) = (k[0], k[1], k[2], k[3], k[4])
    switch integration {
    case .euler(let timeStep):
      let (before, recovery) = (state[0], state[1])
      let convention = convention(.sameStep)
      let spike = convention.fire(
        &state[0], threshold: threshold, orTo: c, surrogate: surrogate
      ) { $0 + timeStep * slope(of: $0, recovery, input) }
      state[1] = recovery + timeStep * a * (b * before - recovery) + d * spike
      return spike
    case .published:
      let convention = convention(.nextStep)
      let last = convention.spike(state[0] - threshold, surrogate)
      let recovery = state[1] + d * last.detached
      let spike = convention.fire(
        &state[0], threshold: threshold, orTo: c, surrogate: surrogate
      ) {
        let half = $0 + 0.5 * slope(of: $0, recovery, input)
        return half + 0.5 * slope(of: half, recovery, input)
      }
      state[1] = recovery + a * (b * state[0] - recovery)
      return spike
    }
  }

  /// The neuron with v rounded before it fires.
  public func rounding(to grid: StateGrid) -> Self {
    var result = self
    result.grid = grid
    return result
  }

  @inlinable @inline(__always)
  func convention(_ timing: ResetTiming) -> Convention {
    var result = Convention(reset: .zero, timing: timing, condition: .atOrAbove)
    result.grid = grid
    return result
  }

  /// v̇, in mV per ms.
  @inlinable @inline(__always)
  func slope<L: LaneNumber>(of v: L, _ u: L, _ input: L) -> L {
    0.04 * v * v + 5 * v + 140 - u + input
  }
}

/// A layer of Izhikevich's neurons, `[T, B, F] → [T, B, F]`.
public typealias Izhikevich = SpikingLayer<IzhikevichModel<Surrogate>>

extension SpikingLayer where Model == IzhikevichModel<Surrogate> {
  /// Izhikevich's neurons; without arguments regular spiking ones.
  ///
  /// - Parameters:
  ///   - a: rate of the recovery, per ms.
  ///   - b: how strongly it follows v; u starts at b·v of its mean over the neurons.
  ///   - c: where a spike puts v, mV.
  ///   - d: what a spike adds to u.
  ///   - threshold: the peak, mV.
  ///   - integration: how a step advances the equation.
  ///   - surrogate: the derivative that stands in for the spike's, of a distance in mV.
  public init(
    a: Coefficient = 0.02, b: Coefficient = 0.2, c: Coefficient = -65, d: Coefficient = 8,
    threshold: Coefficient = 30,
    integration: IzhikevichModel<Surrogate>.Integration = .euler(timeStep: 0.1),
    surrogate: Surrogate = .arctan(alpha: 0.1)
  ) {
    self.init(
      IzhikevichModel(
        integration: integration, startingB: b.values.mean().scalar, surrogate: surrogate),
      coefficients: [a, b, c, d, threshold])
  }
}
