public import SNNTensor

/// What libraries do differently with the same neuron: when it fires and how it is reset.
///
/// A convention is part of every neuron that fires.  Made without arguments it is snnTorch's;
/// `.snnTorch`, `.spikingJelly` and `.norse` are those libraries' own, pinned by their traces:
///
///     let theirs = Leaky(beta: 0.5, convention: .spikingJelly())
///     let ours = Leaky(beta: 0.9, convention: Convention(reset: .zero))
///
/// | | snnTorch 1.0 | SpikingJelly 2.0 | Norse 1.1 |
/// |---|---|---|---|
/// | fires when | U > θ | U ≥ θ | U > θ |
/// | reset | subtract, in the next step | to zero, in the step | to zero, in the step |
/// | gradient of the reset | stopped; kept with `.sameStepOwing` | kept | kept |
/// | input | X | (1 − β)·X | (1 − β)·X |
@frozen public struct Convention: Sendable, Hashable, Codable {
  /// What a spike does to the membrane.
  public var reset: Reset

  /// When it does so.
  public var timing: ResetTiming

  /// Whether gradients flow through a reset in the same step; in the next step they do not, but for
  /// neurons that say so.
  public var resetGradient: ResetGradient

  /// Which membranes fire.
  public var condition: FiringCondition

  /// How much of its input reaches a leaky membrane.
  public var inputGain: InputGain

  /// Where a membrane is rounded to before it fires, nil for nowhere; see `quantized(bits:limit:)`.
  @usableFromInline var grid: StateGrid?

  /// snnTorch's convention, but for what is said here.
  ///
  /// - Parameters:
  ///   - reset: what a spike does to the membrane.
  ///   - timing: when it does so.
  ///   - resetGradient: whether gradients flow through a reset in the same step.
  ///   - condition: which membranes fire.
  ///   - inputGain: how much of its input reaches a leaky membrane.
  public init(
    reset: Reset = .subtract, timing: ResetTiming = .nextStep,
    resetGradient: ResetGradient = .kept, condition: FiringCondition = .above,
    inputGain: InputGain = .one
  ) {
    self.reset = reset
    self.timing = timing
    self.resetGradient = resetGradient
    self.condition = condition
    self.inputGain = inputGain
  }

  /// snnTorch 1.0; `.sameStepOwing` is its `reset_delay=False`.
  ///
  /// Its reset "zero" is `.zero` for Leaky and `.zeroDiscardingInput` for every other neuron.
  public static func snnTorch(
    reset: Reset = .subtract, timing: ResetTiming = .nextStep
  ) -> Convention { Convention(reset: reset, timing: timing) }

  /// SpikingJelly 2.0; `.subtract` is its `v_reset=None`, `.stopped` its `detach_reset=True` and
  /// `.one` its `decay_input=False`.
  public static func spikingJelly(
    reset: Reset = .zero, resetGradient: ResetGradient = .kept, inputGain: InputGain = .leak
  ) -> Convention {
    Convention(
      reset: reset, timing: .sameStep, resetGradient: resetGradient, condition: .atOrAbove,
      inputGain: inputGain)
  }

  /// Norse 1.1, feed-forward.
  ///
  /// Its default surrogate is `.fastSigmoid(slope: 1)`: 1.1 takes an α for SuperSpike, 100 by
  /// default, and ignores it.
  public static func norse(reset: Reset = .zero) -> Convention {
    Convention(reset: reset, timing: .sameStep, inputGain: .leak)
  }
}

extension Convention {
  /// One step of a membrane: charge, fire and reset, in the order that `timing` says.
  ///
  ///     let spike = convention.fire(&state[0], threshold: threshold, surrogate: surrogate) {
  ///       beta * $0 + input
  ///     }
  ///
  /// - Parameters:
  ///   - membrane: U, dimensionless or in the neuron's unit; after the call U of this step.
  ///   - last: S of the last step, for a reset in the next step; nil for a threshold that has not
  ///     moved since, above which the membrane then still is.
  ///   - threshold: θ, above which the membrane fires.
  ///   - amount: what `.subtract` takes away; θ when nil.
  ///   - potential: where `.zero` puts the membrane.
  ///   - surrogate: the derivative that stands in for the spike's.
  ///   - charge: U of this step before reset and firing, from the U it starts with.
  /// - Returns: S of this step, 0 or 1.
  @inlinable @inline(__always)
  public func fire<L: LaneNumber>(
    _ membrane: inout L, last: L? = nil, threshold: L, subtracting amount: L? = nil,
    orTo potential: L = L(0), surrogate: some SpikeFunction, charge: (L) -> L
  ) -> L {
    let amount = amount ?? threshold
    switch timing {
    case .nextStep:
      let cause = (last ?? spike(membrane - threshold, surrogate)).detached
      let charged = charge(start(from: membrane, after: cause, orTo: potential))
      membrane = rounded(
        reset == .zero
          ? charged : reset.applied(to: charged, by: cause, subtracting: amount, orTo: potential))
      return spike(membrane - threshold, surrogate)
    case .sameStep:
      let charged = rounded(charge(membrane))
      let fired = spike(charged - threshold, surrogate)
      let cause = resetGradient == .kept ? fired : fired.detached
      membrane = reset.applied(to: charged, by: cause, subtracting: amount, orTo: potential)
      return fired
    case .sameStepOwing:
      let above = spike(membrane - threshold, surrogate).detached
      let charged = charge(membrane)
      let owed = rounded(
        reset.applied(to: charged, by: above, subtracting: amount, orTo: potential))
      let fired = spike(owed - threshold, surrogate)
      let cause = resetGradient == .kept ? fired : fired.detached
      membrane = reset.applied(to: charged, by: cause, subtracting: amount, orTo: potential)
      return fired
    }
  }

  /// The membrane that the charge of a step starts from: U, or U after a reset to a potential in
  /// the next step, which is made first.  For neurons of which other states follow the membrane.
  ///
  /// - Parameters:
  ///   - membrane: U after the last step.
  ///   - last: S of the last step, detached.
  ///   - potential: where `.zero` puts the membrane.
  @inlinable @inline(__always)
  func start<L: LaneNumber>(from membrane: L, after last: L, orTo potential: L = L(0)) -> L {
    guard timing == .nextStep, reset == .zero else { return membrane }
    return reset.applied(to: membrane, by: last, subtracting: L(0), orTo: potential)
  }

  /// Asks for a reset to a potential, for neurons whose membrane runs off by itself above their
  /// threshold, from where no subtraction brings it back.
  /// - Precondition: the reset is `.zero` or `.zeroDiscardingInput`.
  @usableFromInline func requireResetToPotential(_ neuron: StaticString) {
    require(
      reset == .zero || reset == .zeroDiscardingInput,
      "\(neuron): reset .\(reset); its membrane runs off by itself above the threshold, expected "
        + ".zero, a reset to its reset potential")
  }

  /// The membrane on its grid, if it has one.
  @inlinable @inline(__always)
  func rounded<L: LaneNumber>(_ membrane: L) -> L {
    guard let grid else { return membrane }
    return grid.nearest(to: membrane)
  }

  /// Whether a membrane at this distance U − θ fires: 0 or 1, with the surrogate's derivative.
  @inlinable @inline(__always)
  public func spike<L: LaneNumber>(_ distance: L, _ surrogate: some SpikeFunction) -> L {
    switch condition {
    case .above: distance.spike(surrogate)
    case .atOrAbove: distance.spike(InclusiveSpike(surrogate))
    }
  }

  /// The part of the input that reaches a membrane that keeps β of itself.
  @inlinable @inline(__always)
  public func admitted<L: LaneNumber>(_ input: L, beta: L) -> L {
    inputGain.admitted(input, beta: beta)
  }
}

/// A spike that fires at the threshold itself: 1 − S(−x), which is 1 at x = 0.
///
/// Every primitive of a surrogate but `.straightThrough`'s is symmetric about the threshold, so
/// smoothed neurons stay what they are.
@frozen @usableFromInline struct InclusiveSpike<Base: SpikeFunction>: SpikeFunction {
  @usableFromInline let base: Base

  @inlinable init(_ base: Base) { self.base = base }

  @inlinable @inline(__always)
  func value<P: PlainNumber>(at distance: P) -> P { 1 - base.value(at: P(0) - distance) }

  @inlinable @inline(__always)
  func derivative<P: PlainNumber>(at distance: P) -> P { base.derivative(at: distance) }
}
