public import SNNLayers

/// The same loss on groups of neurons that vote for a class: `[T, B, C·g]`, summed to `[T, B, C]`.
///
/// Works for every loss and every target, with all its options.
public struct PopulationLoss<Base: TargetLoss>: TargetLoss {
  /// The loss of the summed groups.
  public let base: Base
  /// C, the number of groups.
  public let classes: Int

  /// Neighbouring neurons vote together, g = neurons/`classes` for each class.
  public init(_ base: Base, classes: Int) {
    self.base = base
    self.classes = classes
  }

  /// The loss of output against its target, shape `[]`.
  public func callAsFunction(_ output: Tensor, _ target: Base.Target) -> Tensor {
    base(output.summedGroups(classes: classes), target)
  }
}

extension PopulationLoss: Loss where Base: Loss {
  /// The base's own.
  public var decoder: SpikeDecoder { base.decoder }

  /// The scores of the groups, `[T, B, C·g] → [B, C]`.
  public func scores(of output: Tensor) -> Tensor {
    base.scores(of: output.summedGroups(classes: classes))
  }
}

extension PopulationLoss: StepwiseLoss where Base: StepwiseLoss {}
