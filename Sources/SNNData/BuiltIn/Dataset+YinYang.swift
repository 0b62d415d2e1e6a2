internal import SNNFormats

extension RemoteFile {
  /// The six files of Yin-Yang, MIT licence: samples and labels for training, validation and test.
  public static let yinYang = [
    yinYang(
      "train_samples", 160_128, "88ce43d8e7620b4dcd0712a582882325e609183eb71f2368cce8e87930e122d5"),
    yinYang(
      "train_labels", 40_128, "d38863599b41c3d67d5e606b21c3ea10f7956758471e946adcb120c4e5ae31c9"),
    yinYang(
      "validation_samples", 32_128,
      "88f7e23daf578da390fe3ca10370d38fdb6060a08249ecb1be832e3e6cce75d3"),
    yinYang(
      "validation_labels", 8128, "abd956deb8e62f528a271d323c7498e6d331cd261f143b539b1219d274936008"),
    yinYang(
      "test_samples", 32_128, "1559e64b45a5e28df8a9d1158d891383d5745b0af2edbbca31ca4e2faeb95b4c"),
    yinYang(
      "test_labels", 8128, "b4337aa983ea3928d1d8ee78268e8e266ede6ca3a401ade7b02eb47c9d90be93"),
  ]

  private static func yinYang(_ name: String, _ byteCount: Int, _ sha256: String) -> RemoteFile {
    RemoteFile(
      name: "yin_yang/\(name).npy",
      url: "https://raw.githubusercontent.com/lkriener/yin_yang_data_set/"
        + "e6eef9617b1dbd30d1f01508d462275747ae45b1/publication_data/\(name).npy",
      byteCount: byteCount, sha256: sha256)
  }
}

extension Dataset {
  /// Yin-Yang from `RemoteFile.yinYang` in a folder: 5000, 1000 and 1000 points of the plane, given
  /// as x, y, 1 − x and 1 − y in 0...1, and which part of the symbol each lies in.
  ///
  /// Small, but no straight line separates it: a test of whether hidden layers learn.
  /// - Throws: `FormatError` when a file cannot be read or is no `.npy` file, `DataError` when it
  ///   does not hold what it should.
  /// - Reference: Kriener, Göltz & Petrovici, *The Yin-Yang dataset*, 2022.
  public static func yinYang(
    inFolder folder: String
  ) throws -> (train: Dataset, validation: Dataset, test: Dataset) {
    func part(_ samples: RemoteFile, _ labels: RemoteFile) throws -> Dataset {
      try Dataset(
        yinYang: NPYFile(contentsOf: samples.readingPath(in: folder)),
        labels: NPYFile(contentsOf: labels.readingPath(in: folder)))
    }
    let files = RemoteFile.yinYang
    return (
      try part(files[0], files[1]), try part(files[2], files[3]), try part(files[4], files[5])
    )
  }

  /// Yin-Yang from N samples of 4 numbers and N labels.
  init(yinYang samples: NPYFile, labels: NPYFile) throws(DataError) {
    let classNames = ["yin", "yang", "dot"]
    let hint = "get Yin-Yang's own files"
    guard samples.dimensions.count == 2, samples.dimensions[1] == 4 else {
      throw DataError(
        "the array is \(samples.dimensions), not N points of 4 numbers", at: samples.source,
        hint: hint)
    }
    let count = samples.dimensions[0]
    guard count > 0 else {
      throw DataError("there are no rows", at: samples.source, hint: hint)
    }
    guard labels.dimensions == [count] else {
      throw DataError(
        "\(counted(count, "sample")) cannot have labels \(labels.dimensions)", at: labels.source,
        hint: hint)
    }
    if let wrong = samples.values.firstIndex(where: { !$0.isFinite }) {
      throw DataError(
        "number \(wrong % 4 + 1) of sample \(wrong / 4 + 1) is \(samples.values[wrong])",
        at: samples.source, hint: hint)
    }
    let places = classNames.indices.map(Double.init)
    if let wrong = labels.values.firstIndex(where: { !places.contains($0) }) {
      throw DataError(
        "label \(wrong + 1) is \(labels.values[wrong]), none of the classes 0, 1 and 2",
        at: labels.source, hint: hint)
    }
    self.init(
      name: "yin-yang", features: FeatureRows(samples.values, width: 4),
      labels: labels.values.map { Int($0) }, featureNames: ["x", "y", "1 - x", "1 - y"],
      classNames: classNames)
  }
}
