public import SNNTensor

/// Brings every feature to a common range with numbers learned from the training rows only.
public struct Scaler: Sendable, Hashable {
  /// How a feature is scaled.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// (x − mean) / standard deviation of the population.
    case standard
    /// (x − min) / (max − min), clipped to 0…1.
    case minMax
    /// The position of x among the training values, 0…1.
    case quantile
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
  ///   - features: the training rows, shape `[N, F]`.
  ///   - kind: how to scale.
  /// - Precondition: a matrix with at least one row, all of it finite.
  public init(fitting features: Tensor, kind: Kind) {
    precondition(
      features.rank == 2 && features.shape[0] > 0 && features.isFinite,
      "Scaler: expects finite rows [N, F], got shape \(features.shape)")
    let (rows, width) = (features.shape[0], features.shape[1])
    let columns = (0..<width).map { column in
      ColumnScale(
        fitting: (0..<rows).map { Double(features.scalars[$0 * width + column]) }, kind: kind)
    }
    self.init(kind: kind, columns: columns)
  }

  /// The number of features, F.
  public var featureCount: Int { columns.count }

  /// The scaled rows, `[N, F]` → `[N, F]`.  A constant training column becomes 0, or ½ by quantiles.
  /// - Precondition: F columns, as in training.
  public func transformed(_ x: Tensor) -> Tensor {
    precondition(
      x.rank == 2 && x.shape[1] == featureCount,
      "Scaler: expects [N, \(featureCount)], got shape \(x.shape)")
    guard kind != .none else { return x }
    let scalars = x.scalars.enumerated().map { place, value in
      Scalar(columns[place % featureCount].position(of: Double(value)))
    }
    return Tensor(scalars, shape: x.shape)
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
