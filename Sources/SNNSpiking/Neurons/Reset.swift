public import SNNTensor

/// What a spike does to the membrane.
@frozen public enum Reset: String, Sendable, Codable, CaseIterable {
  /// U ← U − θ·S: what exceeds the threshold is kept.
  case subtract
  /// U ← U_r: the membrane starts again from the reset potential, 0 for most neurons.  A reset in
  /// the next step comes before that step's input, which is kept.
  case zero
  /// As `.zero`, but a reset in the next step also discards that step's input.
  case zeroDiscardingInput
  /// The membrane goes on as if nothing had happened.
  case none

  /// The membrane after its reset.
  ///
  /// - Parameters:
  ///   - membrane: U before the reset.
  ///   - spike: S, 0 or 1.
  ///   - amount: what `.subtract` takes away, θ for most neurons.
  ///   - potential: where `.zero` puts the membrane.
  /// - Returns: U after the reset.
  @inlinable @inline(__always)
  public func applied<L: LaneNumber>(
    to membrane: L, by spike: L, subtracting amount: L, orTo potential: L
  ) -> L {
    switch self {
    case .subtract: membrane - spike * amount
    case .zero, .zeroDiscardingInput: membrane - spike * (membrane - potential)
    case .none: membrane
    }
  }
}

/// When a spike resets the membrane.
@frozen public enum ResetTiming: String, Sendable, Codable, CaseIterable {
  /// One step later: the membrane is seen above its threshold for the length of a step.
  case nextStep
  /// In the step of the spike: charge, fire, reset.
  case sameStep
  /// In the step of the spike, and once more in the next if the membrane is still above θ, as
  /// snnTorch does with `reset_delay=False`.
  ///
  /// A neuron whose membrane is still above θ after `.subtract` owes that threshold first: in the
  /// next step it fires above 2θ only, and otherwise stays silent.
  case sameStepOwing
}

/// Whether gradients flow from a reset to the spike that caused it.
@frozen public enum ResetGradient: String, Sendable, Codable, CaseIterable {
  /// They flow: the spike of a reset has the surrogate's derivative.
  case kept
  /// They do not: the spike of a reset is a constant.
  case stopped
}

/// Which membranes fire.
@frozen public enum FiringCondition: String, Sendable, Codable, CaseIterable {
  /// U > θ.
  case above
  /// U ≥ θ.
  case atOrAbove
}

/// How much of its input reaches the membrane.
@frozen public enum InputGain: String, Sendable, Codable, CaseIterable {
  /// All of it: U ← β·U + X.
  case one
  /// As much as leaks: U ← β·U + (1 − β)·X, so that a constant input is the membrane's goal.
  case leak

  /// The part of the input that reaches what keeps β of itself.
  @inlinable @inline(__always)
  func admitted<L: LaneNumber>(_ input: L, beta: L) -> L {
    switch self {
    case .one: input
    case .leak: (1 - beta) * input
    }
  }
}
