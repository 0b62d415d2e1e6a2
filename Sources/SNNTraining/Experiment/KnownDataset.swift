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

  /// The form of its rows, so that settings can be judged before any file is read.
  public var form: DataForm {
    switch self {
    case .iris: DataForm(featureCount: 4, classCount: 3)
    case .breastCancer: DataForm(featureCount: 30, classCount: 2)
    case .breastCancerOriginal: DataForm(featureCount: 9, classCount: 2)
    case .landsat: DataForm(featureCount: 36, classCount: 6, hasTest: true)
    case .mnist:
      DataForm(featureCount: 784, classCount: 10, imageShape: [1, 28, 28], hasTest: true)
    case .yinYang: DataForm(featureCount: 4, classCount: 3, hasValidation: true, hasTest: true)
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

/// What settings have to fit: everything about rows but the rows themselves.
public struct DataForm: Sendable, Hashable {
  /// The number of columns.
  public let featureCount: Int
  /// The number of classes.
  public let classCount: Int
  /// `[C, H, W]` when each row is an image.
  public let imageShape: Shape?
  /// Whether the data set itself sets rows apart for validation.
  public let hasValidation: Bool
  /// Whether the data set itself sets rows apart for the test.
  public let hasTest: Bool

  init(
    featureCount: Int, classCount: Int, imageShape: Shape? = nil, hasValidation: Bool = false,
    hasTest: Bool = false
  ) {
    self.featureCount = featureCount
    self.classCount = classCount
    self.imageShape = imageShape
    self.hasValidation = hasValidation
    self.hasTest = hasTest
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

  /// The form of the rows.
  public var form: DataForm {
    DataForm(
      featureCount: rows.featureCount, classCount: rows.classCount, imageShape: rows.imageShape,
      hasValidation: validation != nil, hasTest: test != nil)
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
