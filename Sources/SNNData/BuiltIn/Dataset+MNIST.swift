public import SNNFormats
internal import SNNTensor

extension RemoteFile {
  /// MNIST's 60,000 training images; © LeCun & Cortes.
  public static let mnistTrainingImages = mnist(
    "train-images-idx3-ubyte.gz", 9_912_422, 47_040_016,
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db")

  /// The classes of MNIST's training images.
  public static let mnistTrainingLabels = mnist(
    "train-labels-idx1-ubyte.gz", 28_881, 60_008,
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")

  /// MNIST's 10,000 test images.
  public static let mnistTestImages = mnist(
    "t10k-images-idx3-ubyte.gz", 1_648_877, 7_840_016,
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")

  /// The classes of MNIST's test images.
  public static let mnistTestLabels = mnist(
    "t10k-labels-idx1-ubyte.gz", 4542, 10_008,
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")

  private static func mnist(
    _ name: String, _ byteCount: Int, _ contentByteCount: Int, _ sha256: String
  ) -> RemoteFile {
    RemoteFile(
      name: "mnist/" + name, url: "https://storage.googleapis.com/cvdf-datasets/mnist/" + name,
      byteCount: byteCount, contentByteCount: contentByteCount, sha256: sha256)
  }
}

extension Dataset {
  /// MNIST from `RemoteFile.mnistTrainingImages` and its three companions in a folder: 60,000 and
  /// 10,000 handwritten digits, grey images of 28 × 28 pixels in 0...1.
  /// - Throws: `FormatError` when a file cannot be read or is no IDX file, `DataError` when images
  ///   and labels do not belong together or are not MNIST's.
  /// - Reference: LeCun, Bottou, Bengio & Haffner, *Gradient-Based Learning Applied to Document
  ///   Recognition*, 1998.
  public static func mnist(
    inFolder folder: String
  ) throws -> (train: Dataset, test: Dataset) {
    func part(_ images: RemoteFile, _ labels: RemoteFile) throws -> Dataset {
      let (images, labels) = (images.readingPath(in: folder), labels.readingPath(in: folder))
      let data = try Dataset(
        name: "mnist", images: IDXFile(contentsOf: images), labels: IDXFile(contentsOf: labels),
        classNames: (0...9).map(String.init))
      guard data.imageShape == [1, 28, 28] else {
        throw DataError(
          "the images have \(data.imageShape ?? []) channels, rows and columns, not [1, 28, 28]",
          at: images, hint: "get MNIST's own files")
      }
      return data
    }
    return (
      try part(.mnistTrainingImages, .mnistTrainingLabels),
      try part(.mnistTestImages, .mnistTestLabels)
    )
  }

  /// Grey images with their classes, pixels divided by 255 and kept as bytes.
  /// - Parameters:
  ///   - name: a short name for messages and reports.
  ///   - images: bytes, `[N, H, W]`.
  ///   - labels: bytes, `[N]`, places in `classNames`.
  ///   - classNames: what the labels stand for.
  /// - Throws: `DataError` when there are no images, the files hold something else or do not belong
  ///   together, or a label names no class.
  public init(
    name: String, images: IDXFile, labels: IDXFile, classNames: [String]
  ) throws(DataError) {
    let sizes = images.dimensions
    let otherLabels = "give the label file that belongs to the images"
    guard images.element == .uint8, sizes.count == 3, sizes[1] > 0, sizes[2] > 0 else {
      throw DataError(
        "the file holds \(images.element) \(sizes), not bytes [images, rows, columns]",
        at: images.source, hint: "swap the files if images and labels were taken for each other")
    }
    guard sizes[0] > 0 else {
      throw DataError(
        "there are no rows", at: images.source, hint: "give a file with at least one image")
    }
    guard labels.element == .uint8, labels.dimensions == [sizes[0]] else {
      throw DataError(
        "\(counted(sizes[0], "image")) cannot have labels \(labels.element) \(labels.dimensions)",
        at: labels.source, hint: otherLabels)
    }
    if let wrong = labels.data.firstIndex(where: { $0 >= classNames.count }) {
      throw DataError(
        "label \(wrong + 1) is \(labels.data[wrong]), beyond the \(classNames.count) classes",
        at: labels.source, hint: otherLabels)
    }
    let (height, width) = (sizes[1], sizes[2])
    self.init(
      name: name, features: FeatureRows(images.data, dividedBy: 255, width: height * width),
      labels: labels.data.map(Int.init),
      featureNames: (1...height).flatMap { row in
        (1...width).map { "row \(row) column \($0)" }
      }, classNames: classNames, imageShape: [1, height, width])
  }
}
