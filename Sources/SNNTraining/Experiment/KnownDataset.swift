/// The data sets that can be named instead of giving a file.
public enum KnownDataset: String, Sendable, CaseIterable {
  case iris
  case breastCancer = "breast-cancer"
  case breastCancerOriginal = "breast-cancer-original"
  case landsat
  case mnist
  case yinYang = "yin-yang"

  /// Files it consists of that are not part of the program.
  public var files: [RemoteFile] {
    switch self {
    case .iris, .breastCancer: []
    case .breastCancerOriginal: [.breastCancerOriginal]
    case .landsat: [.landsatTraining, .landsatTest]
    case .mnist:
      [.mnistTrainingImages, .mnistTrainingLabels, .mnistTestImages, .mnistTestLabels]
    case .yinYang: RemoteFile.yinYang
    }
  }

  /// Reads the rows; `folder` holds `files`.
  public func load(folder: String) throws -> LabelledData {
    switch self {
    case .iris: return LabelledData(rows: .iris())
    case .breastCancer: return LabelledData(rows: .breastCancer())
    case .breastCancerOriginal:
      return LabelledData(rows: try .breastCancerOriginal(inFolder: folder))
    case .landsat:
      let parts = try Dataset.landsat(inFolder: folder)
      return LabelledData(rows: parts.train, test: parts.test)
    case .mnist:
      let parts = try Dataset.mnist(inFolder: folder)
      return LabelledData(rows: parts.train, test: parts.test)
    case .yinYang:
      let parts = try Dataset.yinYang(inFolder: folder)
      return LabelledData(rows: parts.train, validation: parts.validation, test: parts.test)
    }
  }
}

/// Rows to learn from, and the rows the data set itself sets apart, if it does.
public struct LabelledData: Sendable {
  /// The rows to learn from.
  public let rows: Dataset
  /// The rows set apart by the data set itself to choose settings and the time to stop, if any.
  public let validation: Dataset?
  /// The rows set apart for the test by the data set itself, if any.
  public let test: Dataset?

  /// Rows, and the validation and test rows that belong to them.
  public init(rows: Dataset, validation: Dataset? = nil, test: Dataset? = nil) {
    self.rows = rows
    self.validation = validation
    self.test = test
  }

  /// Training and test rows: the data set's own, or a stratified fifth set apart by the seed.
  /// - Throws: `DataError` when there are too few rows for both.
  public func parts(seed: UInt64) throws(DataError) -> (train: Dataset, test: Dataset) {
    if let test { return (rows, test) }
    guard let split = try? rows.stratifiedSplit(fraction: 0.8, key: RandomKey(seed: seed)["test"])
    else {
      throw DataError(
        "\(counted(rows.count, "row")) are too few to set a fifth of them apart for the test",
        at: rows.name, hint: "give more rows")
    }
    return (rows.subset(split.train), rows.subset(split.rest))
  }
}
