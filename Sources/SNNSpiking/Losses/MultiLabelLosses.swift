public import SNNLayers

/// Several labels at once, read from firing rates: a neuron says yes by firing at more than a set
/// rate.
///
///     p = σ((r − θ)/α),   r = 1/T·Σ_t S[t],   L = BCE(p, y)
///
/// S spikes, y whether each label holds (0, 1 or in between), θ the rate of an even chance and α
/// how much rate it takes to be sure, in spikes per step.  Shapes: S `[T, B, K]`, y `[B, K]`.
///
/// Counts alone would not do: they are never negative, so σ of them never says no.
/// - Reference: SpikeMoid of lava-dl, Intel, 2022, whose θ and α these are.
public struct CountBinaryCrossEntropy: TargetLoss {
  /// θ, the rate of an even chance, in spikes per step.
  public let threshold: Scalar
  /// α, the rate that changes the odds e-fold, in spikes per step.
  public let width: Scalar
  /// How much a yes counts against a no, `[K]`; nil counts them alike.
  public let positiveWeights: [Scalar]?

  /// - Precondition: `width` is positive.
  public init(
    threshold: Scalar = 0.5, width: Scalar = 0.1, positiveWeights: [Scalar]? = nil
  ) {
    require(width > 0, "CountBinaryCrossEntropy: width \(width)")
    self.threshold = threshold
    self.width = width
    self.positiveWeights = positiveWeights
  }

  /// The logit of each label, `[T, B, K] → [B, K]`; positive is yes.
  public func logits(of output: Tensor) -> Tensor {
    (output.mean(alongAxis: 0) - Tensor(threshold)) * Tensor(1 / width)
  }

  /// The loss of output against its target, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor {
    binaryCrossEntropy(logits(of: output), target, positiveWeights: positiveWeights)
  }
}

/// Several labels at once, read from mean membranes: a neuron says yes by being positive.
///
///     L = BCE(σ(1/T·Σ_t U[t]), y)
///
/// U membranes, as a `LeakyReadout` hands them on, dimensionless; y whether each label holds (0, 1
/// or in between).  Shapes: U `[T, B, K]`, y `[B, K]`.
public struct MembraneBinaryCrossEntropy: TargetLoss {
  /// How much a yes counts against a no, `[K]`; nil counts them alike.
  public let positiveWeights: [Scalar]?

  /// The loss, with one weight of the right answer per label if wanted.
  public init(positiveWeights: [Scalar]? = nil) { self.positiveWeights = positiveWeights }

  /// The logit of each label, `[T, B, K] → [B, K]`; positive is yes.
  public func logits(of output: Tensor) -> Tensor { output.mean(alongAxis: 0) }

  /// The loss of output against its target, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor {
    binaryCrossEntropy(logits(of: output), target, positiveWeights: positiveWeights)
  }
}

extension TargetLoss where Self == CountBinaryCrossEntropy {
  /// Several labels at once, read from firing rates.
  public static func countBinaryCrossEntropy(
    threshold: Scalar = 0.5, width: Scalar = 0.1, positiveWeights: [Scalar]? = nil
  ) -> CountBinaryCrossEntropy {
    CountBinaryCrossEntropy(threshold: threshold, width: width, positiveWeights: positiveWeights)
  }
}

extension TargetLoss where Self == MembraneBinaryCrossEntropy {
  /// Several labels at once, read from mean membranes.
  public static func membraneBinaryCrossEntropy(
    positiveWeights: [Scalar]? = nil
  ) -> MembraneBinaryCrossEntropy {
    MembraneBinaryCrossEntropy(positiveWeights: positiveWeights)
  }
}
