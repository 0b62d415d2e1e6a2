public import SNNTensor

/// Rows of numbers, each with the class it belongs to.
public struct Dataset: Sendable, Equatable {
  /// A short name for messages and reports.
  public let name: String

  /// N rows of F numbers.
  public let features: FeatureRows

  /// The class of each row, a place in `classNames`; N of them.
  public let labels: [Int]

  /// F names.
  public let featureNames: [String]

  /// What the labels stand for.
  public let classNames: [String]

  /// `[C, H, W]` when each row is an image: channels, height and width, the last varying fastest.
  public let imageShape: Shape?

  /// Puts a data set together.
  /// - Parameters:
  ///   - name: a short name for messages and reports.
  ///   - features: N rows of F numbers.
  ///   - labels: N places in `classNames`.
  ///   - featureNames: F names.
  ///   - classNames: what the labels stand for.
  ///   - imageShape: `[C, H, W]` when each row is an image.
  /// - Precondition: the sizes agree, F = C·H·W included, and every label names a class.
  public init(
    name: String, features: FeatureRows, labels: [Int], featureNames: [String],
    classNames: [String], imageShape: Shape? = nil
  ) {
    require(
      features.count == labels.count && features.width == featureNames.count,
      "Dataset: \(labels.count) labels and \(featureNames.count) names for \(features.count) rows "
        + "of \(features.width)")
    require(
      labels.allSatisfy(classNames.indices.contains),
      "Dataset: a label outside the \(classNames.count) classes")
    require(
      imageShape.map { $0.rank == 3 && $0.elementCount == featureNames.count } ?? true,
      "Dataset: rows of \(featureNames.count) are no images \(imageShape ?? []), [C, H, W]")
    self.name = name
    self.features = features
    self.labels = labels
    self.featureNames = featureNames
    self.classNames = classNames
    self.imageShape = imageShape
  }

  /// The number of rows, N.
  public var count: Int { labels.count }

  /// The number of columns, F.
  public var featureCount: Int { featureNames.count }

  /// How many rows each class has.
  public var classCounts: [Int] {
    labels.reduce(into: [Int](repeating: 0, count: classCount)) { $0[$1] += 1 }
  }

  /// The given rows in the given order, with all classes even when some are left without rows.
  /// - Precondition: every row exists.
  public func subset(_ rows: [Int]) -> Dataset {
    Dataset(
      name: name, features: features.gathering(rows), labels: rows.map { labels[$0] },
      featureNames: featureNames, classNames: classNames, imageShape: imageShape)
  }
}
