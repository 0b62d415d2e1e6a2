public import SNNLayers

/// How far the output of a spiking network is from its labels.
///
/// A loss also says how its answers are read, for a network is to be read as it was trained.
public protocol Loss: Sendable {
  /// The loss of a batch.
  ///
  /// - Parameters:
  ///   - output: what the last layer hands on, `[T, B, C]`.
  ///   - labels: the class of each sample, `[B]`.
  /// - Returns: a single number, shape `[]`, the mean over the batch.
  /// - Precondition: one label per sample, each in 0..<C, and at least one sample and one step.
  func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor

  /// How the answer is read from an output that this loss has trained.
  var decoder: SpikeDecoder { get }

  /// One score per class, `[T, B, C] → [B, C]`; the largest is the answer.
  func scores(of output: Tensor) -> Tensor
}

extension Loss {
  /// As `decoder` reads them.
  public func scores(of output: Tensor) -> Tensor { decoder.scores(of: output) }
}

/// The same loss on groups of neurons that vote for a class: `[T, B, C·g]`, summed to `[T, B, C]`.
public struct PopulationLoss<Base: Loss>: Loss {
  /// The loss of the groups.
  public let base: Base

  /// C, the number of groups.
  public let classes: Int

  /// Neighbouring neurons vote together, g = neurons/`classes` for each class.
  public init(_ base: Base, classes: Int) {
    self.base = base
    self.classes = classes
  }

  /// The base's own.
  public var decoder: SpikeDecoder { base.decoder }

  /// The scores of the groups, `[T, B, C·g] → [B, C]`.
  /// - Precondition: the last axis divides into `classes` groups.
  public func scores(of output: Tensor) -> Tensor {
    base.scores(of: output.summedGroups(classes: classes))
  }

  /// The base's loss of the groups' sums.
  /// - Precondition: the last axis divides into `classes` groups; the rest as for the base.
  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    base(output.summedGroups(classes: classes), labels)
  }
}
