public import SNNLayers

/// How far the output of a spiking network is from a target of some kind: classes, spike trains,
/// sets of labels, real numbers.
///
/// A loss whose targets are classes is a `Loss`, which also knows how answers are read and which
/// `Trainer` takes.  Any other is called in a training loop of one's own:
///
///     let (value, gradients) = valueWithGradient(at: model) { model in
///       loss(model(batch, &context), targets)
///     }
public protocol TargetLoss<Target>: Sendable {
  /// What the output is held against.
  associatedtype Target

  /// - Parameters:
  ///   - output: what the last layer hands on, `[T, B, C]`.
  ///   - target: what is wanted of each sample.
  /// - Returns: a single number, shape `[]`, the mean over the batch.
  func callAsFunction(_ output: Tensor, _ target: Target) -> Tensor
}
