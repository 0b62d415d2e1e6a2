public import SNNTensor

/// Sigma–delta neuron: it adds up the changes it is sent, rectifies the sum and sends on its
/// changes.
///
///     σ[t] = σ[t−1] + X[t]                      sum of the incoming changes
///     y[t] = max(0, σ[t] + c)                   activation
///     Δ[t] = y[t] − r[t−1]                      what has not been sent yet
///     S[t] = Δ[t]·H(|Δ[t]| − θ)                 a graded spike
///     r[t] = r[t−1] + S[t]                      what has been sent
///
/// X sum of weighted changes, c bias, θ threshold, dimensionless.  The sum of all S stays within θ
/// of y: errors do not add up.  S is no 0/1 spike, so the layer records no spikes.
/// Shapes: X, S `[T, B, F]`; c and θ shared or `[F]`.
///
/// - Reference: O'Connor & Welling, *Sigma Delta Quantized Networks*, 2017; Lava-DL `sigma_delta`.
@frozen public struct SigmaDeltaModel<Spike: SpikeFunction>: NeuronModel {
  /// The derivative that stands in for that of sending at all.
  public let surrogate: Spike

  /// A neuron whose coefficients are given to the layer.
  @inlinable public init(surrogate: Spike) { self.surrogate = surrogate }

  /// σ and r.
  public static var stateNames: [String] { ["sum", "sent"] }

  /// c and θ.
  public static var coefficientNames: [String] { ["bias", "threshold"] }

  /// What it hands on is graded.
  public static var spikes: Bool { false }

  /// Two.
  @inlinable public static var stateCount: Int { 2 }

  /// Two.
  @inlinable public static var coefficientCount: Int { 2 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    state[0] = state[0] + input
    let change = L.maximum(state[0] + k[0], L(0)) - state[1]
    let sent = change * (change.magnitude - k[1]).spike(surrogate)
    state[1] = state[1] + sent
    return sent
  }
}

/// A layer of sigma–delta neurons, `[T, B, F] → [T, B, F]` of changes.
public typealias SigmaDelta = SpikingLayer<SigmaDeltaModel<Surrogate>>

extension SpikingLayer where Model == SigmaDeltaModel<Surrogate> {
  /// Sigma–delta neurons.
  ///
  /// - Parameters:
  ///   - threshold: θ, changes up to which are not sent.
  ///   - bias: c, which a linear layer before it must not add: its input is changes.
  ///   - surrogate: the derivative that stands in for that of sending at all.
  public init(
    threshold: Coefficient = 0.1, bias: Coefficient = 0, surrogate: Surrogate = .arctan()
  ) {
    self.init(SigmaDeltaModel(surrogate: surrogate), coefficients: [bias, threshold])
  }
}
