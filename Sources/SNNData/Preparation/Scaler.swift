internal import SNNKernels

/// Brings every feature to a common range with numbers learned from the training rows only.
///
/// A number outside the range of the training rows counts as the nearest one inside.  Only `unit`
/// knows its range beforehand, and takes none outside it.
public struct Scaler: Sendable, Hashable {
  /// How a feature is scaled.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// (x − mean) / standard deviation of the population, x clipped to min…max.
    case standard
    /// (x − min) / (max − min), clipped to 0…1.
    case minMax = "min-max"
    /// The position of x among the training values, 0…1.
    case quantile
    /// x as it is, for features that lie in 0…1 by nature, such as pixels divided by 255.
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
  /// - Precondition: at least one row, all numbers finite and such as `kind.check` accepts.
  public init(fitting features: FeatureRows, kind: Kind) {
    require(
      features.count > 0 && features.isFinite,
      "Scaler: expects finite rows, got \(features.count) rows of \(features.width)")
    kind.requireInside(features)
    let columns = (0..<features.width).map { column in
      // A kind that learns nothing is known without a look at the rows.
      ColumnScale(kind: kind, numbers: [])
        ?? ColumnScale(fitting: (0..<features.count).map { features[$0, column] }, kind: kind)
    }
    self.init(kind: kind, columns: columns)
  }

  /// What brings standardised features x′ back, x = scale·x′ + shift, `[F]` each; 1 and the value
  /// itself for a feature that never changes.  nil for scalers of other kinds.
  package var inverse: (scale: [Double], shift: [Double])? {
    let pairs = columns.compactMap(\.inverse)
    return pairs.count == columns.count ? (pairs.map(\.scale), pairs.map(\.shift)) : nil
  }

  /// The number of features, F.
  public var featureCount: Int { columns.count }

  /// The scaled rows.  A constant training column becomes 0, or ½ by quantiles.
  /// - Precondition: F columns, as in training, and numbers that `kind.check` accepts.
  public func transformed(_ rows: FeatureRows) -> FeatureRows {
    require(
      rows.width == featureCount, "Scaler: expects rows of \(featureCount), got \(rows.width)")
    if kind == .none { return rows }
    kind.requireInside(rows)
    if kind == .unit, rows.firstPlace(where: { !(0...1).contains($0) }) == nil { return rows }
    let values = rows.values.enumerated().map { place, value in
      columns[place % featureCount].position(of: value)
    }
    return FeatureRows(values, width: featureCount)
  }
}

extension Scaler.Kind {
  /// Checks that features lie in the range that this kind takes.
  /// - Throws: `DataError` for the first number outside 0...1, by more than rounding explains, when
  ///   the kind is `unit`; other kinds take any.
  public func check(_ data: Dataset) throws(DataError) {
    try check(data.features) { row, column in
      "\(data.name), row \(row + 1), column \(column + 1) (\(data.featureNames[column]))"
    }
  }

  /// The same for rows of which the caller knows the places.
  package func check(
    _ rows: FeatureRows, place: (_ row: Int, _ column: Int) -> String
  ) throws(DataError) {
    guard let (row, column) = firstOutside(rows) else { return }
    throw DataError(
      "\(rows[row, column]) lies outside 0...1, the range of unit scaling",
      at: place(row, column),
      hint: "divide the numbers by the largest they can be, such as 255 for pixels")
  }

  fileprivate func requireInside(_ rows: FeatureRows) {
    let outside = firstOutside(rows)
    require(
      outside == nil,
      "Scaler: row \(outside?.row ?? 0), column \(outside?.column ?? 0) lies outside the 0...1 of "
        + "unit scaling")
  }

  private func firstOutside(_ rows: FeatureRows) -> (row: Int, column: Int)? {
    let slack = 1e-6
    return self == .unit ? rows.firstPlace { $0 < -slack || $0 > 1 + slack } : nil
  }
}

extension Dataset {
  /// The same rows with scaled features.
  /// - Precondition: as many features as the scaler was fitted to, and numbers that its kind's
  ///   `check` accepts.
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
