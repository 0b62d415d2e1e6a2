internal import SNNKernels

/// Brings every feature to a common range with numbers learned from the training rows only.
///
/// A number outside the range of the training rows counts as the nearest one inside.
public struct Scaler: Sendable, Hashable {
  /// How a feature is scaled.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// (x − mean) / standard deviation of the population, x clipped to min…max.
    case standard
    /// (x − min) / (max − min), clipped to 0…1.
    case minMax = "min-max"
    /// The position of x among the training values, 0…1.
    case quantile
    /// x clipped to 0…1, for features that lie there by nature, such as pixels.
    case unit
    /// x as it is.
    case none
  }

  /// How the features are scaled.
  public let kind: Kind

  /// One scale for each feature.
  let columns: [ColumnScale]

  init(kind: Kind, columns: [ColumnScale]) {
    self.kind = kind
    self.columns = columns
  }

  /// Learns the scales of all features.
  /// - Parameters:
  ///   - features: the training rows.
  ///   - kind: how to scale.
  /// - Precondition: at least one row, all numbers finite.
  public init(fitting features: FeatureRows, kind: Kind) {
    require(
      features.count > 0 && features.isFinite,
      "Scaler: expects finite rows, got \(features.count) rows of \(features.width)")
    let columns = (0..<features.width).map { column in
      // A kind that learns nothing is known without a look at the rows.
      ColumnScale(kind: kind, numbers: [])
        ?? ColumnScale(fitting: (0..<features.count).map { features[$0, column] }, kind: kind)
    }
    self.init(kind: kind, columns: columns)
  }

  /// The number of features, F.
  public var featureCount: Int { columns.count }

  /// The scaled rows.  A constant training column becomes 0, or ½ by quantiles.
  /// - Precondition: F columns, as in training.
  public func transformed(_ rows: FeatureRows) -> FeatureRows {
    require(
      rows.width == featureCount, "Scaler: expects rows of \(featureCount), got \(rows.width)")
    if kind == .none || kind == .unit && rows.isUnit { return rows }
    let values = rows.values.enumerated().map { place, value in
      columns[place % featureCount].position(of: value)
    }
    return FeatureRows(values, width: featureCount)
  }
}

extension Dataset {
  /// The same rows with scaled features.
  /// - Precondition: as many features as the scaler was fitted to.
  public func scaled(by scaler: Scaler) -> Dataset {
    Dataset(
      name: name, features: scaler.transformed(features), labels: labels,
      featureNames: featureNames, classNames: classNames, imageShape: imageShape)
  }
}

extension Scaler: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind
    case columns
  }

  /// Reads a scaler that was written by `encode(to:)`.
  /// - Throws: `DecodingError` when the numbers are not those of a scaler.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try container.decode(Kind.self, forKey: .kind)
    let numbers = try container.decode([[Double]].self, forKey: .columns)
    let columns = numbers.compactMap { ColumnScale(kind: kind, numbers: $0) }
    guard columns.count == numbers.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .columns, in: container,
        debugDescription: "Column \(columns.count + 1) of a \(kind) scaler has the wrong numbers.")
    }
    self.init(kind: kind, columns: columns)
  }

  /// Writes the kind and the numbers of each column, which transform to the same bits when read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(columns.map(\.numbers), forKey: .columns)
  }
}
