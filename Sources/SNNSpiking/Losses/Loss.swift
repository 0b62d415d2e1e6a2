public import SNNLayers

/// How far the output of a spiking network is from its labels.
public protocol Loss: Sendable {
  /// - Parameters:
  ///   - output: what the last layer hands on, `[T, B, C]`.
  ///   - labels: the class of each sample, `[B]`.
  /// - Returns: a single number, shape `[]`, the mean over the batch.
  func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor

  /// How the answer is read from an output that this loss has trained.
  var decoder: SpikeDecoder { get }

  /// One score per class, `[T, B, C] → [B, C]`; the largest is the answer.
  func scores(of output: Tensor) -> Tensor
}

extension Loss {
  public func scores(of output: Tensor) -> Tensor { decoder.scores(of: output) }
}

/// The same loss on groups of neurons that vote for a class: `[T, B, C·g]`, summed to `[T, B, C]`.
public struct PopulationLoss<Base: Loss>: Loss {
  public let base: Base
  public let classes: Int

  public init(_ base: Base, classes: Int) {
    self.base = base
    self.classes = classes
  }

  public var decoder: SpikeDecoder { base.decoder }

  public func scores(of output: Tensor) -> Tensor {
    base.scores(of: output.summedGroups(classes: classes))
  }

  public func callAsFunction(_ output: Tensor, _ labels: [Int]) -> Tensor {
    base(output.summedGroups(classes: classes), labels)
  }
}
