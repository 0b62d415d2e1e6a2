public import SNNTensor

/// What a spike does to the membrane.
@frozen public enum Reset: String, Sendable, Codable, CaseIterable {
  /// U ← U − θ·S: what exceeds the threshold is kept.
  case subtract
  /// U ← (1 − S)·U: the membrane starts again from zero.
  case zero
  /// The membrane goes on as if nothing had happened.
  case none

  /// The membrane after its reset.
  ///
  /// - Parameters:
  ///   - membrane: U before the reset.
  ///   - spike: S, 0 or 1.
  ///   - threshold: θ.
  /// - Returns: U after the reset.
  @inlinable @inline(__always)
  public func applied<L: LaneNumber>(to membrane: L, by spike: L, threshold: L) -> L {
    switch self {
    case .subtract: membrane - spike * threshold
    case .zero: membrane - spike * membrane
    case .none: membrane
    }
  }
}

/// When a spike resets the membrane.
@frozen public enum ResetTiming: String, Sendable, Codable, CaseIterable {
  /// One step later, as snnTorch does by default; the spike is detached, so no gradient flows
  /// through the reset.
  case nextStep
  /// In the step of the spike, as snnTorch does with `reset_delay=False`; gradients flow through
  /// the reset.
  ///
  /// As there, a neuron whose membrane is still above θ after `.subtract` owes that threshold
  /// first: in the next step it fires above 2θ only, and otherwise stays silent.
  case sameStep
}
