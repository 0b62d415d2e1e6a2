/// How a cross-entropy treats the classes, whatever scores it reads.
///
///     let loss = CountCrossEntropy(.classWeights([1, 4]))
///     let both = CrossEntropyOptions(labelSmoothing: 0.1, classWeights: [1, 4])
public struct CrossEntropyOptions: Sendable, Hashable {
  /// ε, the share of each label that is spread evenly over all classes, 0...1, dimensionless.
  public let labelSmoothing: Scalar

  /// w, how much a sample of each class counts, `[C]`, dimensionless; nil counts all alike.
  public let classWeights: [Scalar]?

  /// - Parameters:
  ///   - labelSmoothing: ε in 0...1.
  ///   - classWeights: one per class, only their ratios matter; n/(C·n_c) balances classes of n_c
  ///     samples.
  /// - Precondition: ε lies in 0...1; weights are finite, none negative, not all zero.
  public init(labelSmoothing: Scalar = 0, classWeights: [Scalar]? = nil) {
    require(
      (0...1).contains(labelSmoothing), "CrossEntropyOptions: smoothing \(labelSmoothing)")
    if let classWeights {
      require(
        classWeights.allSatisfy { $0 >= 0 && $0.isFinite } && classWeights.contains { $0 > 0 },
        "CrossEntropyOptions: class weights \(classWeights)")
    }
    self.labelSmoothing = labelSmoothing
    self.classWeights = classWeights
  }

  /// Sharp labels, classes that count alike.
  public static let plain = CrossEntropyOptions()

  /// A share ε of each label spread evenly over all classes, 0...1, dimensionless.
  public static func labelSmoothing(_ share: Scalar) -> CrossEntropyOptions {
    CrossEntropyOptions(labelSmoothing: share)
  }

  /// How much a sample of each class counts, `[C]`, dimensionless.
  public static func classWeights(_ weights: [Scalar]) -> CrossEntropyOptions {
    CrossEntropyOptions(classWeights: weights)
  }

  func weights(classes: Int) -> [Scalar] {
    guard let classWeights else { return [Scalar](repeating: 1, count: classes) }
    require(
      classWeights.count == classes,
      "crossEntropy: \(classWeights.count) class weights for \(classes) classes")
    return classWeights
  }
}
