extension Dataset {
  /// Breast Cancer Wisconsin (Original) from `RemoteFile.breastCancerOriginal` in a folder: 683 rows
  /// (the 16 of 699 that lack a value are left out), 9 features from 1 to 10, 444 benign and 239
  /// malignant.
  /// - Throws: `DataError` when the file cannot be read or is not that file.
  /// - Reference: Wolberg & Mangasarian, *Multisurface Method of Pattern Separation for Medical
  ///   Diagnosis*, 1990.
  public static func breastCancerOriginal(
    inFolder folder: String
  ) throws(DataError) -> Dataset {
    let features = [
      "clump thickness", "uniformity of cell size", "uniformity of cell shape",
      "marginal adhesion", "single epithelial cell size", "bare nuclei", "bland chromatin",
      "normal nucleoli", "mitoses",
    ]
    // The first column numbers the samples and says nothing about them.
    return try known(
      .breastCancerOriginal, in: folder, name: "wbc", delimiter: .comma, firstFeature: 1,
      features: features, classes: [("2", "benign"), ("4", "malignant")])
  }

  /// Statlog (Landsat Satellite) from `RemoteFile.landsatTraining` and `.landsatTest` in a folder:
  /// 4435 and 2000 rows, 4 bands of 9 pixels in a square, 6 kinds of soil at the middle one.
  ///
  /// The file's description forbids cross-validation: the two parts stay as they are.
  /// - Throws: `DataError` when a file cannot be read or is not that file.
  /// - Reference: Michie, Spiegelhalter & Taylor, *Machine Learning, Neural and Statistical
  ///   Classification*, 1994.
  public static func landsat(
    inFolder folder: String
  ) throws(DataError) -> (train: Dataset, test: Dataset) {
    (
      try landsat(.landsatTraining, in: folder),
      try landsat(.landsatTest, in: folder)
    )
  }

  private static func landsat(
    _ file: RemoteFile, in folder: String
  ) throws(DataError) -> Dataset {
    let features = (1...9).flatMap { pixel in (1...4).map { "pixel \(pixel) band \($0)" } }
    return try known(
      file, in: folder, name: "landsat", delimiter: .space, firstFeature: 0, features: features,
      classes: [
        ("1", "red soil"), ("2", "cotton crop"), ("3", "grey soil"), ("4", "damp grey soil"),
        ("5", "soil with vegetation stubble"), ("7", "very damp grey soil"),
      ])
  }

  /// Reads a file without a header whose last column is the class, and puts names to its parts.
  private static func known(
    _ file: RemoteFile, in folder: String, name: String, delimiter: CSVTable.Delimiter,
    firstFeature: Int, features: [String], classes: [(code: String, name: String)]
  ) throws(DataError) -> Dataset {
    let table = try CSVTable(
      contentsOf: file.readingPath(in: folder), header: .absent, delimiter: delimiter)
    let target = firstFeature + features.count
    let hint = "fetch the file anew from \(file.url)"
    guard table.columnCount == target + 1 else {
      throw DataError(
        "the rows have \(counted(table.columnCount, "cell")), not \(target + 1)",
        at: table.source, hint: hint)
    }
    let data = try Dataset(
      csv: table, target: target, columns: Array(firstFeature..<target), missing: .dropRows)
    guard data.classNames == classes.map(\.code) else {
      throw DataError(
        "the classes are \(listed(data.classNames)), not \(listed(classes.map(\.code)))",
        at: table.source, hint: hint)
    }
    return Dataset(
      name: name, features: data.features, labels: data.labels, featureNames: features,
      classNames: classes.map(\.name))
  }
}
