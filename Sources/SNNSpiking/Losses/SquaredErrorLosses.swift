public import SNNLayers

/// Squared error of the spike counts: each neuron should fire a set share of the steps.
///
///     L = 1/T·MSE(Σ_t S[t], ⌊T·r⌋),  r = `correctRate` for the right neuron, else `incorrectRate`
///
/// S spikes `[T, B, C]`, MSE the mean over samples and classes; rates are spikes per step, 0...1.
/// - Reference: snnTorch 1.0 `mse_count_loss`.
public struct CountSquaredError: Loss {
  /// The share of steps in which the right neuron should fire.
  public let correctRate: Scalar

  /// The share of steps in which the other neurons should fire.
  public let incorrectRate: Scalar

  /// The right neuron at every step and the others never, unless told otherwise.
  public init(correctRate: Scalar = 1, incorrectRate: Scalar = 0) {
    self.correctRate = correctRate
    self.incorrectRate = incorrectRate
  }

  /// The neuron that fires most is the answer.
  public var decoder: SpikeDecoder { .count }

  /// The loss of spikes `[T, B, C]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    check(output, labels)
    let steps = Scalar(output.shape[0])
    // Without the next number up, a product such as 100·0.53 would end just below 53.
    func count(_ rate: Scalar) -> Scalar { (steps * rate.nextUp).rounded(.down) }
    let target = targets(
      labels, classes: output.shape[-1], right: count(correctRate), wrong: count(incorrectRate))
    return meanSquaredError(output.sum(alongAxis: 0), target) * Tensor(1 / steps)
  }
}

/// Squared error of the membrane at every step.
///
///     L = 1/T·Σ_t MSE(U[t], u),  u = `onTarget` for the right neuron, else `offTarget`
///
/// U membranes `[T, B, C]`, dimensionless; MSE is the mean over samples and classes.
/// - Reference: snnTorch 1.0 `mse_membrane_loss`.
public struct MembraneSquaredError: StepwiseLoss {
  /// Where the right neuron's membrane should be.
  public let onTarget: Scalar

  /// Where the other neurons' membranes should be.
  public let offTarget: Scalar

  /// 1 for the right neuron and 0 for the others, unless told otherwise.
  public init(onTarget: Scalar = 1, offTarget: Scalar = 0) {
    self.onTarget = onTarget
    self.offTarget = offTarget
  }

  /// The neuron with the highest mean membrane is the answer.
  public var decoder: SpikeDecoder { .meanMembrane }

  /// The loss of membranes `[T, B, C]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    check(output, labels)
    return meanSquaredError(
      output, targets(labels, classes: output.shape[-1], right: onTarget, wrong: offTarget))
  }
}

/// Squared error of the first spike times, in units of the sequence.
///
///     L = MSE(t₁/T, t/T),  t = `onTime` for the right neuron, else `offTime`
///
/// t₁ first spike times `[B, C]`, as `firstSpikeTimes` reads them; all times are in steps.  A
/// silent neuron has t₁ = T, so an `offTime` of T (nil, the default) asks the wrong neurons to stay
/// silent, which firing at the last step does not satisfy.
///
/// As snnTorch's `mse_temporal_loss` but for silent neurons, for which it takes the last step.
public struct FirstSpikeSquaredError: Loss {
  /// The step in which the right neuron should first fire.
  public let onTime: Scalar

  /// The step in which the others should first fire; nil for never.
  public let offTime: Scalar?

  /// The right neuron at once and the others never, unless told otherwise.
  public init(onTime: Scalar = 0, offTime: Scalar? = nil) {
    self.onTime = onTime
    self.offTime = offTime
  }

  /// The neuron that fires first is the answer.
  public var decoder: SpikeDecoder { .firstSpike }

  /// The loss of spikes `[T, B, C]`, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    check(output, labels)
    let steps = Scalar(output.shape[0])
    let target = targets(
      labels, classes: output.shape[-1], right: onTime / steps, wrong: (offTime ?? steps) / steps)
    return meanSquaredError(output.firstSpikeTimes() * Tensor(1 / steps), target)
  }
}

/// `right` in the column of each label, `wrong` elsewhere: `[B, C]`.
private func targets(_ labels: [Int], classes: Int, right: Scalar, wrong: Scalar) -> Tensor {
  Tensor(wrong) + Tensor.oneHot(labels, classes: classes) * Tensor(right - wrong)
}

extension Loss where Self == CountSquaredError {
  /// Squared error of the spike counts.
  public static func countSquaredError(
    correctRate: Scalar = 1, incorrectRate: Scalar = 0
  ) -> CountSquaredError {
    CountSquaredError(correctRate: correctRate, incorrectRate: incorrectRate)
  }
}

extension Loss where Self == MembraneSquaredError {
  /// Squared error of the membrane at every step.
  public static func membraneSquaredError(
    onTarget: Scalar = 1, offTarget: Scalar = 0
  ) -> MembraneSquaredError {
    MembraneSquaredError(onTarget: onTarget, offTarget: offTarget)
  }
}

extension Loss where Self == FirstSpikeSquaredError {
  /// Squared error of the first spike times.
  public static func firstSpikeSquaredError(
    onTime: Scalar = 0, offTime: Scalar? = nil
  ) -> FirstSpikeSquaredError {
    FirstSpikeSquaredError(onTime: onTime, offTime: offTime)
  }
}
