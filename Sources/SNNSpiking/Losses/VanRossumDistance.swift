internal import Foundation
public import SNNLayers

/// Van Rossum's distance between spike trains, squared: each neuron should fire as its target does.
///
///     D² = 1/τ·∫₀^∞ (f(t) − g(t))² dt,   f(t) = Σ_i H(t − t_i)·e^(−(t − t_i)/τ)
///
/// t_i the spike times of the output and f its trace, g the trace of the target, τ time constant in
/// steps.  The integral is exact for spikes at whole steps: with q = e^(−1/τ) and
/// d[t] = q·d[t−1] + S[t] − S*[t] it is (1 − q²)/2·Σ_{t<T−1} d[t]² + d[T−1]²/2, of which the last
/// term holds all that comes after the sequence.  The loss is the mean of D² over all trains.
///
/// A spike too many or too few costs 1/2 wherever it is; one that is δ steps off costs
/// 1 − e^(−|δ|/τ).  A small τ asks for coincidence, a large one for the right count only.
///
/// Shapes: output and target `[T, B, C]`; one number `[]`.  A neuron may fire several times.
///
/// Trap: where τ is much shorter than the error of timing, the gradient no longer says which way a
/// spike should move, only that it should go.
/// - Reference: van Rossum, *A Novel Spike Distance*, 2001.
public struct VanRossumDistance: TargetLoss {
  /// τ, in steps.
  public let timeConstant: Scalar

  /// - Precondition: τ is positive and finite.
  public init(timeConstant: Scalar) {
    require(
      timeConstant > 0 && timeConstant.isFinite, "VanRossumDistance: time constant \(timeConstant)")
    self.timeConstant = timeConstant
  }

  /// The loss of output against its target, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor {
    require(
      output.shape == target.shape && output.rank == 3 && output.shape[0] > 0,
      "VanRossumDistance: output \(output.shape), target \(target.shape), expected [T, B, C] of "
        + "both, T ≥ 1")
    let steps = output.shape[0]
    // The trace is what a leaky integrator makes of the spikes.
    let integrator = LeakyReadout(beta: .fixed(exp(-1 / timeConstant)))
    let trace = integrator(output - target, key: RandomKey(seed: 0))
    let share = -expm1(-2 / timeConstant) / 2
    let shares = [Scalar](repeating: share, count: steps - 1) + [0.5]
    let trains = Scalar(Swift.max(1, output.count / steps))
    return (trace.squared() * Tensor(shares, shape: [steps, 1, 1])).sum() * Tensor(1 / trains)
  }
}

extension TargetLoss where Self == VanRossumDistance {
  /// Van Rossum's distance, with a time constant in steps.
  public static func vanRossum(timeConstant: Scalar) -> VanRossumDistance {
    VanRossumDistance(timeConstant: timeConstant)
  }
}
