internal import Foundation
public import SNNTensor

/// How an exponential decay becomes a factor per time step.
public enum Discretization: Sendable, Hashable, CaseIterable {
  /// β = e^(−Δt/τ), the decay between steps of an equation without input.
  case exact
  /// β = 1 − Δt/τ, Euler's rule, which SpikingJelly and Norse use.
  case euler

  /// The factor per step of a decay with a time constant.
  ///
  /// - Parameters:
  ///   - tau: τ, in seconds or any unit of time.
  ///   - dt: Δt, the length of a step, in the same unit.
  /// - Returns: β, dimensionless, in 0...1.
  /// - Precondition: τ and Δt are positive, and Δt ≤ τ for Euler's rule, which else oscillates.
  public func decay(tau: Scalar, dt: Scalar) -> Scalar {
    require(
      tau > 0 && dt > 0 && tau.isFinite, "decay: tau \(tau) and dt \(dt) must be positive")
    switch self {
    case .exact: return exp(-dt / tau)
    case .euler:
      require(
        dt <= tau, "decay: a step of \(dt) exceeds tau \(tau); Euler's rule needs dt ≤ tau")
      return 1 - dt / tau
    }
  }
}

extension Coefficient {
  /// The decay per step of a time constant, shared and fixed.
  ///
  ///     let neurons = Leaky(beta: .decay(tau: 20e-3, dt: 1e-3))
  ///     let learned = Leaky(beta: .decay(tau: 20e-3, dt: 1e-3).learned)
  ///
  /// - Parameters:
  ///   - tau: τ, in seconds or any unit of time.
  ///   - dt: Δt, the length of a step, in the same unit.
  ///   - discretization: exact, or by Euler's rule.
  /// - Precondition: τ and Δt are positive, and Δt ≤ τ for Euler's rule.
  public static func decay(
    tau: Scalar, dt: Scalar, by discretization: Discretization = .exact
  ) -> Coefficient { .fixed(discretization.decay(tau: tau, dt: dt)) }

  /// The decays per step of a time constant per neuron, fixed.
  ///
  /// - Parameters:
  ///   - taus: τ of each neuron, in seconds or any unit of time.
  ///   - dt: Δt, the length of a step, in the same unit.
  ///   - discretization: exact, or by Euler's rule.
  /// - Precondition: every τ and Δt are positive, and Δt ≤ τ for Euler's rule.
  public static func decay(
    taus: [Scalar], dt: Scalar, by discretization: Discretization = .exact
  ) -> Coefficient { .fixed(perNeuron: taus.map { discretization.decay(tau: $0, dt: dt) }) }
}
