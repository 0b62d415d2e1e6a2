public import SNNLayers

/// The same loss on groups of neurons that vote for a class: `[T, B, C·g]`, summed to `[T, B, C]`.
///
/// Works for every loss and every target, with all its options.
public struct PopulationLoss<Base: TargetLoss>: TargetLoss {
  /// The loss of the summed groups.
  public let base: Base
  /// C, the number of groups.
  public let classes: Int

  public init(_ base: Base, classes: Int) {
    self.base = base
    self.classes = classes
  }

  public func callAsFunction(_ output: Tensor, _ target: Base.Target) -> Tensor {
    base(output.summedGroups(classes: classes), target)
  }
}

extension PopulationLoss: Loss where Base: Loss {
  public var decoder: SpikeDecoder { base.decoder }

  public func scores(of output: Tensor) -> Tensor {
    base.scores(of: output.summedGroups(classes: classes))
  }
}
