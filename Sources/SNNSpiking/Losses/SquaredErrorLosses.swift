public import SNNLayers

/// Squared error of the spike counts: each neuron should fire a set share of the steps.
///
///     L = 1/T·MSE(Σ_t S[t], ⌊T·r⌋),  r = `correctRate` for the right neuron, else `incorrectRate`
///
/// Rates are spikes per step, 0...1.
public struct CountSquaredError: Loss {
  public let correctRate: Scalar
  public let incorrectRate: Scalar

  public init(correctRate: Scalar = 1, incorrectRate: Scalar = 0) {
    self.correctRate = correctRate
    self.incorrectRate = incorrectRate
  }

  public var decoder: SpikeDecoder { .count }

  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    let steps = Scalar(output.shape[0])
    let target = targets(
      labels, classes: output.shape[-1], right: (steps * correctRate).rounded(.down),
      wrong: (steps * incorrectRate).rounded(.down))
    return meanSquaredError(output.sum(alongAxis: 0), target) * Tensor(1 / steps)
  }
}

/// Squared error of the membrane at every step.
///
///     L = 1/T·Σ_t MSE(U[t], u),  u = `onTarget` for the right neuron, else `offTarget`
public struct MembraneSquaredError: Loss {
  public let onTarget: Scalar
  public let offTarget: Scalar

  public init(onTarget: Scalar = 1, offTarget: Scalar = 0) {
    self.onTarget = onTarget
    self.offTarget = offTarget
  }

  public var decoder: SpikeDecoder { .meanMembrane }

  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    meanSquaredError(
      output, targets(labels, classes: output.shape[-1], right: onTarget, wrong: offTarget))
  }
}

/// Squared error of the first spike times, in units of the sequence.
///
///     L = MSE(t₁/T, t/T),  t = `onTime` for the right neuron, else `offTime`
///
/// Times are in steps.  A silent neuron has t₁ = T, so an `offTime` of T (nil, the default) asks
/// the wrong neurons to stay silent, which firing at the last step does not satisfy.
public struct FirstSpikeSquaredError: Loss {
  public let onTime: Scalar
  public let offTime: Scalar?

  public init(onTime: Scalar = 0, offTime: Scalar? = nil) {
    self.onTime = onTime
    self.offTime = offTime
  }

  public var decoder: SpikeDecoder { .firstSpike }

  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
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
  public static func countSquaredError(
    correctRate: Scalar = 1, incorrectRate: Scalar = 0
  ) -> CountSquaredError {
    CountSquaredError(correctRate: correctRate, incorrectRate: incorrectRate)
  }
}

extension Loss where Self == MembraneSquaredError {
  public static func membraneSquaredError(
    onTarget: Scalar = 1, offTarget: Scalar = 0
  ) -> MembraneSquaredError {
    MembraneSquaredError(onTarget: onTarget, offTarget: offTarget)
  }
}

extension Loss where Self == FirstSpikeSquaredError {
  public static func firstSpikeSquaredError(
    onTime: Scalar = 0, offTime: Scalar? = nil
  ) -> FirstSpikeSquaredError {
    FirstSpikeSquaredError(onTime: onTime, offTime: offTime)
  }
}
