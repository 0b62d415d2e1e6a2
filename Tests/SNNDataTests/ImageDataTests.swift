import Foundation
import SNNFormats
import SNNTensor
import Testing

@testable import SNNData

private let folder = ProcessInfo.processInfo.environment["SNN_DATASETS"]

/// The files under `SNN_DATASETS`; counts and sums come from NumPy.
@Suite(.enabled(if: folder != nil, "SNN_DATASETS names no folder with the data files"))
struct ImageDataTests {
  @Test func mnist() throws {
    let (train, test) = try Dataset.mnist(inFolder: #require(folder))
    #expect(train.count == 60_000 && test.count == 10_000)
    #expect(train.imageShape == [1, 28, 28] && test.imageShape == [1, 28, 28])
    #expect(
      train.classCounts == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    #expect(test.classCounts == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    #expect(Array(train.labels.prefix(5)) == [5, 0, 4, 1, 9])
    #expect(Array(test.labels.prefix(5)) == [7, 2, 1, 0, 4])
    #expect(train.featureNames[0] == "row 1 column 1")
    #expect(train.featureNames[5 * 28 + 12] == "row 6 column 13")
    #expect(train.features[0, 5 * 28 + 12] == 3.0 / 255)
    #expect(train.features[0, 5 * 28 + 18] == 175.0 / 255)
    func sum(_ data: Dataset, _ rows: [Int]) -> Double {
      data.features.gathering(rows).mapped { $0 * 255 }.reduce(0, +).rounded()
    }
    #expect(sum(train, [0]) == 27_525 && sum(train, [59_999]) == 20_920)
    #expect(sum(test, [0]) == 18_454 && sum(test, [9999]) == 41_833)
  }

  /// All pixels of the test images.
  @Test func pixelSum() throws {
    let path = try #require(folder) + "/" + RemoteFile.mnistTestImages.name
    let data = try IDXFile(contentsOf: path).data
    #expect(data.reduce(0) { $0 + Int($1) } == 264_923_200)
    #expect(data.count + 16 == RemoteFile.mnistTestImages.contentByteCount)
  }

  @Test func yinYang() throws {
    let parts = try Dataset.yinYang(inFolder: #require(folder))
    #expect(parts.train.classCounts == [1681, 1702, 1617])
    #expect(parts.validation.classCounts == [316, 336, 348])
    #expect(parts.test.classCounts == [350, 316, 334])
    #expect(Array(parts.train.labels.prefix(5)) == [2, 1, 2, 1, 1])
    #expect(parts.train.classNames == ["yin", "yang", "dot"])
    #expect(abs(parts.train.features[0, 1] - 0.45049925) < 1e-8)
    // x and 1 − x, y and 1 − y make 2 together.
    #expect(abs(parts.test.features.values.reduce(0, +) - 2000) < 1e-9)
    #expect(abs((parts.test.features.values.min() ?? 0) - 0.0010584258674409819) < 1e-15)
  }

  @Test func filesHaveTheirSizes() throws {
    let folder = URL(filePath: try #require(folder))
    for file in RemoteFile.yinYang + [.mnistTrainingLabels, .mnistTestImages, .mnistTestLabels] {
      #expect(try Data(contentsOf: folder.appending(path: file.name)).count == file.byteCount)
    }
  }
}

@Suite struct ImageFileTests {
  private func idx(
    _ sizes: [UInt8], _ data: [UInt8], type: UInt8 = 8, name: String = "images"
  ) throws -> IDXFile {
    try IDXFile(
      parsing: [0, 0, type, UInt8(sizes.count)] + sizes.flatMap { [0, 0, 0, $0] } + data,
      name: name)
  }

  private func labels(_ labels: [UInt8]) throws -> IDXFile {
    try idx([UInt8(labels.count)], labels, name: "labels")
  }

  private func refusal(_ images: IDXFile, _ labels: IDXFile) -> DataError? {
    #expect(throws: DataError.self) {
      _ = try Dataset(name: "small", images: images, labels: labels, classNames: ["a", "b"])
    }
  }

  @Test func imagesAndLabelsMakeADataSet() throws {
    let data = try Dataset(
      name: "small", images: idx([2, 1, 3], [0, 51, 255, 102, 1, 2]), labels: labels([1, 0]),
      classNames: ["a", "b"])
    #expect(data.imageShape == [1, 1, 3] && data.labels == [1, 0])
    #expect(data.features == [[0, 0.2, 1], [0.4, 1.0 / 255, 2.0 / 255]])
    #expect(data.featureNames == ["row 1 column 1", "row 1 column 2", "row 1 column 3"])
    #expect(data.subset([1]).imageShape == [1, 1, 3])
    let scaled = data.scaled(by: Scaler(fitting: data.features, kind: .unit))
    #expect(scaled == data)
  }

  @Test func whatDoesNotBelongTogetherIsRefused() throws {
    let (images, sound) = (try idx([2, 1, 2], [1, 2, 3, 4]), try labels([1, 0]))
    let swapped = refusal(sound, images)
    #expect(swapped?.message.contains("not bytes [images, rows") == true)
    #expect(swapped?.place == "labels" && swapped?.hint.contains("swap the files") == true)
    let flat = try refusal(idx([2, 0, 2], []), sound)
    #expect(flat?.message.contains("[2, 0, 2]") == true && flat?.place == "images")
    let words = try idx([1, 1, 1], [0, 1], type: 0x0B)
    #expect(refusal(words, sound)?.message.contains("int16") == true)
  }

  @Test func wrongLabelsAreLookedForInTheirFile() throws {
    let images = try idx([2, 1, 2], [1, 2, 3, 4])
    for (labels, message) in [
      (try labels([0, 1, 0]), "2 images cannot have labels uint8 [3]"),
      (try idx([2, 1], [0, 1], name: "labels"), "2 images cannot have labels uint8 [2, 1]"),
      (
        try idx([2], [0, 1, 0, 1], type: 0x0B, name: "labels"),
        "2 images cannot have labels int16 [2]"
      ),
      (try labels([1, 11]), "label 2 is 11, beyond the 2 classes"),
    ] {
      let found = refusal(images, labels)
      #expect(found?.message == message && found?.place == "labels")
    }
  }

  /// As a table without rows; batches of none would stop the program later.
  @Test func noImagesAreNoDataSet() throws {
    let found = try refusal(idx([0, 28, 28], []), labels([]))
    #expect(found?.message == "there are no rows" && found?.place == "images")
    #expect(found?.hint == "give a file with at least one image")
  }

  private func withMNIST(
    images: [UInt8], labels: [UInt8], _ body: (String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "mnist"), withIntermediateDirectories: true)
    for (file, bytes) in [
      (RemoteFile.mnistTrainingImages, images), (.mnistTestImages, images),
      (.mnistTrainingLabels, labels), (.mnistTestLabels, labels),
    ] { try Data(bytes).write(to: folder.appending(path: file.name)) }
    try body(folder.path())
  }

  @Test func imagesOfAnotherSizeAreNotMNIST() throws {
    let (images, labels): ([UInt8], [UInt8]) = (
      [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6],
      [0, 0, 8, 1, 0, 0, 0, 1, 7]
    )
    try withMNIST(images: images, labels: labels) { folder in
      let error = #expect(throws: DataError.self) { _ = try Dataset.mnist(inFolder: folder) }
      #expect(error?.message.contains("[1, 2, 3] channels, rows and columns") == true)
      #expect(error?.place?.hasSuffix("train-images-idx3-ubyte.gz") == true)
    }
    try withMNIST(images: Array(images.dropLast()), labels: labels) { folder in
      let error = #expect(throws: FormatError.self) { _ = try Dataset.mnist(inFolder: folder) }
      #expect(error?.message.contains("says 6 bytes of numbers but the file has 5") == true)
    }
  }

  @Test func missingFilesAreNoInput() throws {
    try withFolder([:]) { folder in
      let mnist = #expect(throws: FormatError.self) { _ = try Dataset.mnist(inFolder: folder) }
      #expect(mnist?.kind == .noInput)
      let yinYang = #expect(throws: FormatError.self) {
        _ = try Dataset.yinYang(inFolder: folder)
      }
      #expect(yinYang?.kind == .noInput)
    }
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case otherCount, rank

    var message: String {
      switch self {
      case .otherCount: "Dataset: rows of 3 are no images [1, 2, 2], [C, H, W]"
      case .rank: "Dataset: rows of 2 are no images [1, 2], [C, H, W]"
      }
    }

    func commit() {
      switch self {
      case .otherCount:
        _ = Dataset(
          name: "x", features: [[1, 2, 3]], labels: [0], featureNames: ["a", "b", "c"],
          classNames: ["p"], imageShape: [1, 2, 2])
      case .rank:
        _ = Dataset(
          name: "x", features: [[1, 2]], labels: [0], featureNames: ["a", "b"],
          classNames: ["p"], imageShape: [1, 2])
      }
    }
  }

  @Test(arguments: Misuse.allCases) func aShapeThatIsNotTheRowsTraps(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in
      misuse.commit()
    }
    let output = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(output.contains(misuse.message), "\(output)")
  }
}
